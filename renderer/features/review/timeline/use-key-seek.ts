/**
 * Where the keyboard has just moved the playhead to, for a moment: what the pointer sees before it goes there, the keyboard
 * sees when it arrives.
 */
import { useEffect, useState } from 'react'
import type { Player } from '../player/player.ts'

const shownForMs = 1200
/** Playing moves less between two frames of the screen, a step to the next frame isn't a seek. */
const seekMs = 900

export function useKeySeek(player: Player): number | null {
  const [atMs, setAtMs] = useState<number | null>(null)
  useEffect(() => {
    let byKey = false
    let beforeMs = player.timeMs
    let timer: ReturnType<typeof setTimeout> | undefined
    const hide = () => setAtMs(null)
    const onKey = () => {
      byKey = true
    }
    const onPointer = () => {
      byKey = false
      hide()
    }
    const stop = player.playhead.onTime((ms) => {
      const sought = Math.abs(ms - beforeMs) > seekMs
      beforeMs = ms
      if (!sought || !byKey) return
      setAtMs(ms)
      clearTimeout(timer)
      timer = setTimeout(hide, shownForMs)
    })
    window.addEventListener('keydown', onKey, { capture: true })
    window.addEventListener('pointerdown', onPointer, { capture: true })
    return () => {
      stop()
      clearTimeout(timer)
      window.removeEventListener('keydown', onKey, { capture: true })
      window.removeEventListener('pointerdown', onPointer, { capture: true })
    }
  }, [player])
  return atMs
}
