/** What a screen must be in the modes of display that a person's system asks for: a line each of what isn't so. */
import type { Page } from 'playwright/test'

/** With reduced motion nothing moves: no animation and no transition takes any time. */
export function motionFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults = new Set<string>()
    const takesTime = (times: string) => times.split(',').some((time) => Number.parseFloat(time) > 0)
    for (const element of document.querySelectorAll('*')) {
      for (const part of [undefined, '::before', '::after']) {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(element, part)
        const what = `<${element.localName} class="${element.getAttribute('class') ?? ''}">${part ?? ''}`
        if (animationName !== 'none' && takesTime(animationDuration)) faults.add(`${what} moves: ${animationName}`)
        if (takesTime(transitionDuration)) faults.add(`${what} changes slowly`)
      }
    }
    for (const animation of document.getAnimations()) {
      const { duration } = animation.effect?.getTiming() ?? {}
      if (typeof duration === 'number' && duration > 0) faults.add(`an animation of ${duration} ms runs`)
    }
    return [...faults]
  })
}

/** In forced colours fills, tints and shadows are gone: what they said must be said by lines, or by the system's colours. */
export function forcedColourFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const name = (element: Element) =>
      `<${element.localName}> “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}”`
    const shown = (selector: string) =>
      [...document.querySelectorAll(selector)].filter(
        (element) =>
          element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
          element.closest('[inert], [aria-hidden="true"]') === null &&
          element.getBoundingClientRect().width > 2,
      )
    const isClear = (colour: string) => colour === 'transparent' || /^rgba\(.*, 0\)$|\/ 0\)$/.test(colour)
    /** What lies behind the element's inside. */
    const fillOf = (element: Element | null): string => {
      for (let at = element; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at)
        if (!isClear(backgroundColor)) return backgroundColor
      }
      return 'the window'
    }
    const hasLine = (element: Element) => {
      const { outlineStyle, outlineWidth, borderTopStyle, borderTopWidth } = getComputedStyle(element)
      const isLine = (style: string, width: string) => style !== 'none' && Number.parseFloat(width) >= 1
      return isLine(outlineStyle, outlineWidth) || isLine(borderTopStyle, borderTopWidth)
    }
    const standsOut = (element: Element) => hasLine(element) || fillOf(element) !== fillOf(element.parentElement)
    const demand = (selector: string, what: string, holds: (element: Element) => boolean) => {
      for (const element of shown(selector)) if (!holds(element)) faults.push(`${what} can’t be seen: ${name(element)}`)
    }

    demand('[aria-selected="true"], [aria-pressed="true"]', 'What is chosen', standsOut)
    demand('[aria-current]:not([aria-current="false"])', 'Where one is', standsOut)
    demand(
      '[role="menuitem"][data-highlighted], [role="option"][data-highlighted]',
      'The item of the keyboard',
      standsOut,
    )
    demand('[role="switch"]', 'Where a switch stands', (element) => {
      const knob = element.firstElementChild
      return knob !== null && fillOf(knob) !== fillOf(element) && hasLine(element)
    })
    demand('[role="checkbox"]', 'A box', hasLine)
    demand('[role="checkbox"][aria-checked="true"]', 'A tick', (element) => element.querySelector('svg') !== null)
    demand('[role="textbox"], input:not([type="range"], [aria-hidden="true"]), textarea', 'A field', (element) =>
      [element, element.parentElement, element.parentElement?.parentElement].some(
        (each) => each != null && hasLine(each),
      ),
    )
    demand('[role="progressbar"]', 'How far it is', (element) => {
      const fill = element.firstElementChild
      return fill instanceof SVGElement || (fill !== null && fillOf(fill) !== fillOf(element))
    })
    demand('[role="dialog"], [role="menu"], [role="listbox"][id]', 'The edge of what floats', (element) =>
      [element, element.parentElement].some((each) => each !== null && hasLine(each)),
    )
    demand('[data-word][data-now]', 'The word that is spoken', standsOut)
    const [canvas, drawn] = [fillOf(document.body), '[role="slider"][aria-label="Position"]']
    demand(`${drawn} [class*="needle"]`, 'The playhead', (element) => fillOf(element) !== canvas)
    demand(`${drawn} path`, 'What lies on the timeline', (element) => getComputedStyle(element).fill !== canvas)
    const focused = document.activeElement
    if (focused !== null && focused !== document.body && focused.matches(':focus-visible')) {
      const pointed = document.getElementById(focused.getAttribute('aria-activedescendant') ?? '')
      const isSeen = [focused, pointed].some((each) => each !== null && hasLine(each))
      if (!isSeen && getComputedStyle(focused, '::after').outlineStyle === 'none')
        faults.push(`The keyboard can’t be seen: ${name(focused)}`)
    }
    return faults
  })
}
