/** Listens for the room's keys, wherever the focus is, unless somebody types or the focused thing wants the key itself. */
import { useEffect, useRef } from 'react'
import type { ReviewAction } from '../../../preload/contract/review-action.ts'
import { pressedKey } from '../../commands/pressed-key.ts'
import { actionOf } from '../../commands/review-keys.ts'

/** Still work while a field of the room has the focus. */
const evenTyping: ReadonlySet<ReviewAction> = new Set(['find'])

export function useReviewKeys(run: (action: ReviewAction) => void): void {
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    // K held makes J and L step by frames, as on a shuttle.
    let held: 'k' | null = null
    const onKeyUp = (event: KeyboardEvent) => {
      if (pressedKey(event) === 'k') held = null
    }
    const onBlur = () => {
      held = null
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || popupIsOpen()) return
      const action = actionOf(event, held)
      if (action === null) return
      // Held, it stops once.
      if (action === 'shuttle-stop' && event.repeat) return event.preventDefault()
      if (isTyping(event.target) && !evenTyping.has(action)) return
      if (action === 'toggle' && isPressable(event.target)) return
      if (action === 'shuttle-stop') held = 'k'
      event.preventDefault()
      latest.current(action)
    }
    // A menu gives the focus back to its button when something was chosen: the space bar plays there, before the button
    // would open the menu again. Enter and the arrow opens it.
    const onSpace = (event: KeyboardEvent) => {
      if (popupIsOpen() || actionOf(event) !== 'toggle' || !opensMenu(event.target)) return
      event.preventDefault()
      event.stopPropagation()
      latest.current('toggle')
    }
    window.addEventListener('keydown', onSpace, { capture: true })
    window.addEventListener('keydown', onKeyDown)
    window.addEventListener('keyup', onKeyUp)
    window.addEventListener('blur', onBlur)
    return () => {
      window.removeEventListener('keydown', onSpace, { capture: true })
      window.removeEventListener('keydown', onKeyDown)
      window.removeEventListener('keyup', onKeyUp)
      window.removeEventListener('blur', onBlur)
    }
  }, [])
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.getAttribute('type') !== 'range'))

/** The space bar presses what has the focus. */
const isPressable = (target: EventTarget | null) =>
  target instanceof Element && target.closest('button, a, summary, [role="button"], [role="tab"]') !== null

const opensMenu = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[aria-haspopup="menu"]') !== null

/**
 * A dialog or a menu that is open has the keys to itself; a toast, a dialog to assistive technology, has not, nor has one
 * that is only fading out: the palette presses a key of the room as it goes.
 */
const popupIsOpen = () =>
  document.querySelector(
    '[role="dialog"]:not([aria-modal="false"], [data-closed]), [role="menu"]:not([data-closed])',
  ) !== null
