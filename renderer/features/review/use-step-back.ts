/**
 * One step back: out of the full screen, out of find, from wherever the keyboard is to the picture, and only then to the
 * library. Dialogs, menus and fields take the first Escape themselves.
 */
import type { RefObject } from 'react'
import type { Beside } from './use-beside.ts'
import type { Fullscreen } from './use-fullscreen.ts'

type Parts = {
  readonly fullscreen: Pick<Fullscreen, 'toggle'>
  readonly beside: Pick<Beside, 'findOpen' | 'setFind'>
  readonly picture: RefObject<HTMLElement | null>
  readonly onClose: () => void
}

export function useStepBack({ fullscreen, beside, picture, onClose }: Parts): () => void {
  return () => {
    const focused = document.activeElement
    const isElsewhere =
      focused instanceof HTMLElement && focused !== document.body && picture.current?.contains(focused) === false
    // The room itself hears of it a frame later, when a quick second key is here already.
    if (document.fullscreenElement !== null) fullscreen.toggle()
    else if (beside.findOpen) beside.setFind(false)
    else if (isElsewhere) {
      picture.current?.focus()
      // In a narrow window the picture may be out of sight.
      if (document.activeElement === focused) focused.blur()
    } else onClose()
  }
}
