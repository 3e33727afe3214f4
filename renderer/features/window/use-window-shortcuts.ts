/** Keys that work on every screen; but for the palette's, the review room has its own. */
import { useEffect } from 'react'
import { app, palette } from '../../stores/stores.ts'

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

export function useWindowShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const { stage, screen } = app.getState()
      const mod = event.metaKey || event.ctrlKey
      if (stage.kind !== 'ready') return
      if (mod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        return palette.show(!palette.getState().open)
      }
      if (screen.kind === 'review') return
      if (event.key === '?' && !typing(event.target)) app.showHelp(true)
      else if (mod && event.key === ',') app.go({ kind: 'settings' })
      else if (mod && event.key === '1') app.go({ kind: 'library' })
      else if (mod && event.key === '2') app.go({ kind: 'downloads' })
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
