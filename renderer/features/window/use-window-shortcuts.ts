/** Keys that work on every screen; but for the palette's, the review room has its own. */
import { useEffect } from 'react'
import { pressedKey } from '../../commands/pressed-key.ts'
import { showPalette } from '../../commands/show-palette.ts'
import { app, palette } from '../../stores/stores.ts'
import { isQuestionOpen } from '../../ui/question-open.ts'

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** The palette takes a moment to open; what is typed meanwhile is meant for it, and isn't a key of the room behind. */
function typeAhead(event: KeyboardEvent): void {
  const { open, text } = palette.getState()
  const inside = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null
  if (!open || inside || event.metaKey || event.ctrlKey || event.key.length !== 1) return
  palette.type(text + event.key)
  event.preventDefault()
  event.stopPropagation()
}

export function useWindowShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', typeAhead, { capture: true })
    return () => window.removeEventListener('keydown', typeAhead, { capture: true })
  }, [])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const { stage, screen } = app.getState()
      const mod = event.metaKey || event.ctrlKey
      if (stage.kind !== 'ready' || isQuestionOpen()) return
      if (mod && !event.shiftKey && !event.altKey && pressedKey(event) === 'k') {
        event.preventDefault()
        return palette.getState().open ? palette.show(false) : showPalette()
      }
      if (screen.kind === 'review') return
      if (event.key === '?' && !typing(event.target)) app.showHelp(true)
      else if (mod && pressedKey(event) === ',') app.go({ kind: 'settings' })
      else if (mod && event.key === '1') app.go({ kind: 'library' })
      else if (mod && event.key === '2') app.go({ kind: 'downloads' })
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
