/**
 * Keeps the keyboard in a list whose lines come and go: where the line that had it has gone, the one in its place gets it
 * (or the last), on the button of the same name if there is one. Lines carry `aria-posinset`.
 */
import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react'

type Held = { readonly place: number; readonly name: string | null }

/** `lines`: another value whenever lines may have come or gone. Returns what the list's element listens to. */
export function useKeptFocus(list: RefObject<HTMLElement | null>, lines: unknown) {
  const held = useRef<Held | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it looks again whenever the lines have changed.
  useLayoutEffect(() => {
    const element = list.current
    if (element === null || held.current === null || document.activeElement !== document.body) return
    const { place, name } = held.current
    const withButtons = [...element.querySelectorAll('[aria-posinset]:has(button)')]
    const line = withButtons.findLast((each) => placeOf(each) <= place) ?? withButtons[0]
    const buttons = [...(line?.querySelectorAll('button') ?? [])]
    const next = buttons.find((button) => button.ariaLabel === name) ?? buttons.at(-1) ?? element
    next.focus({ preventScroll: true })
  }, [list, lines])
  return {
    onFocus: ({ target }: FocusEvent) => {
      const line = target.closest('[aria-posinset]')
      held.current = line === null ? null : { place: placeOf(line), name: target.ariaLabel }
    },
    /** What has gone is left for nothing; whoever goes elsewhere has it there. */
    onBlur: ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) held.current = null
    },
  }
}

const placeOf = (line: Element): number => Number(line.getAttribute('aria-posinset'))
