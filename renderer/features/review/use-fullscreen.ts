/** Picture and controls over the whole screen; the controls leave when the hand rests. `element` is marked meanwhile. */
import { type RefObject, useEffect, useState } from 'react'

const restsAfterMs = 2500

export type Fullscreen = { readonly fullscreen: boolean; readonly toggle: () => void }

export function useFullscreen(element: RefObject<HTMLElement | null>): Fullscreen {
  const [fullscreen, setFullscreen] = useState(false)
  useEffect(() => {
    const onChange = () => setFullscreen(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', onChange)
    return () => {
      document.removeEventListener('fullscreenchange', onChange)
      // The list isn't a picture to fill the screen with.
      if (document.fullscreenElement !== null) void document.exitFullscreen()
    }
  }, [])
  useEffect(() => {
    const shown = element.current
    if (!fullscreen || shown === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const wake = () => {
      shown.removeAttribute('data-idle')
      clearTimeout(timer)
      timer = setTimeout(() => shown.setAttribute('data-idle', ''), restsAfterMs)
    }
    wake()
    const events = ['pointermove', 'pointerdown', 'keydown'] as const
    for (const event of events) window.addEventListener(event, wake)
    return () => {
      clearTimeout(timer)
      shown.removeAttribute('data-idle')
      for (const event of events) window.removeEventListener(event, wake)
    }
  }, [fullscreen, element])
  const toggle = () => {
    if (document.fullscreenElement !== null) void document.exitFullscreen()
    // Refused only without a person's key or click; then nothing is to be done.
    else document.documentElement.requestFullscreen().catch(() => undefined)
  }
  return { fullscreen, toggle }
}
