/** What can be wrong with how a screen is laid out, found in the page itself: a line each, empty when all is well. */
import type { Page } from 'playwright/test'

export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults = new Set<string>()
    const slack = 1.5
    const name = (element: Element) => {
      const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replaceAll(/\s+/g, ' ')
      return `<${element.localName}> “${words.slice(0, 60)}”`
    }
    const shows = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest('[inert], [aria-hidden="true"], [role="tooltip"]') === null
    const scrolls = (style: CSSStyleDeclaration, axis: 'overflowX' | 'overflowY') =>
      style[axis] === 'auto' || style[axis] === 'scroll'
    /** Cuts off what doesn't fit, at once for good: what scrolls can be reached. */
    const clips = (style: CSSStyleDeclaration, axis: 'overflowX' | 'overflowY') =>
      style[axis] === 'hidden' || style[axis] === 'clip'
    const isTiny = ({ width, height }: DOMRect) => width <= 2 || height <= 2

    if (document.documentElement.scrollWidth > window.innerWidth) faults.add('The window scrolls sideways')
    if (document.documentElement.scrollHeight > window.innerHeight) faults.add('The window itself can be scrolled')

    const all = [...document.body.querySelectorAll('*')].filter(shows)
    for (const element of all) {
      const style = getComputedStyle(element)
      if (scrolls(style, 'overflowX') && element.scrollWidth > element.clientWidth + slack)
        faults.add(`Scrolls sideways: ${name(element)}`)
    }

    /** Where of it something can be seen or scrolled to; the nearest that cuts it off. */
    const cutBy = (start: Element, box: DOMRect, both: boolean): Element | null => {
      let [acrossDone, downDone] = [false, !both]
      for (let at: Element | null = start; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at)
        const edge = at.getBoundingClientRect()
        if (!acrossDone && scrolls(style, 'overflowX')) acrossDone = true
        if (!downDone && scrolls(style, 'overflowY')) downDone = true
        const across = box.left < edge.left - slack || box.right > edge.right + slack
        const down = box.top < edge.top - slack || box.bottom > edge.bottom + slack
        // Words for screen readers alone.
        if (isTiny(edge)) return null
        if (!acrossDone && across && clips(style, 'overflowX')) return at
        if (!downDone && down && clips(style, 'overflowY')) return at
        if (style.position === 'fixed') break
      }
      const outside =
        (!acrossDone && (box.left < -slack || box.right > window.innerWidth + slack)) ||
        (!downDone && (box.top < -slack || box.bottom > window.innerHeight + slack))
      return outside ? document.documentElement : null
    }

    const controls =
      'button, a[href], input, textarea, select, [role="tab"], [role="switch"], [role="menuitem"], [role="option"]'
    for (const element of all.filter((each) => each.matches(controls))) {
      const box = element.getBoundingClientRect()
      if (isTiny(box)) continue
      const by = cutBy(element.parentElement ?? element, box, true)
      if (by !== null) faults.add(`Control cut off or outside: ${name(element)} by ${name(by)}`)
    }

    // A line of fixed height: what wraps in it lies over its neighbours.
    for (const header of all.filter((each) => each.matches('header'))) {
      const edge = header.getBoundingClientRect()
      for (const child of [...header.children].filter(shows)) {
        const { top, bottom } = child.getBoundingClientRect()
        if (top < edge.top - slack || bottom > edge.bottom + slack) faults.add(`Higher than its header: ${name(child)}`)
      }
    }

    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const element = text.parentElement
      if (element === null || (text.textContent ?? '').trim() === '' || !shows(element)) continue
      const range = document.createRange()
      range.selectNodeContents(text)
      const box = range.getBoundingClientRect()
      if (isTiny(box)) continue
      const by = cutBy(element, box, false)
      if (by === null) continue
      const told = (at: Element) =>
        getComputedStyle(at).textOverflow === 'ellipsis' || at.hasAttribute('title') || at.matches('input, textarea')
      let [at, saysSo]: [Element | null, boolean] = [element, false]
      for (; at !== null && !saysSo; at = at === by ? null : at.parentElement) saysSo = told(at)
      if (!saysSo)
        faults.add(`Words cut without a sign: “${(text.textContent ?? '').trim().slice(0, 60)}” by ${name(by)}`)
    }
    return [...faults]
  })
}

/** What has the keyboard, if nothing shows that it has; null when it can be seen, or nothing has it. */
export function unseenFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const focused = document.activeElement
    if (focused === null || focused === document.body) return null
    const pointed = focused.getAttribute('aria-activedescendant')
    const inner = pointed === null ? null : document.getElementById(pointed)
    const marked = (element: Element | null) => {
      if (element === null) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none'
    }
    const around: (Element | null)[] = [focused, inner, focused.parentElement, focused.nextElementSibling]
    const box = focused.getBoundingClientRect()
    const inWindow = box.right > 0 && box.bottom > 0 && box.left < window.innerWidth && box.top < window.innerHeight
    if (inWindow && around.some(marked)) return null
    return `${focused.outerHTML.slice(0, 160)}${inWindow ? '' : ' (outside the window)'}`
  })
}
