/** What a screen reader would say by itself: the words of every live region, as they come or change. */
import type { Page } from 'playwright/test'

/** Begins to listen; a page that is loaded again is deaf. */
export function listen(page: Page): Promise<void> {
  return page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    const live = '[role="status"], [role="alert"], [aria-live="polite"], [aria-live="assertive"]'
    /** The words of a region that was there before, or of an alert wherever it comes. */
    const hear = (region: Element, isNew: boolean) => {
      const words = (region.textContent ?? '').trim().replaceAll(/\s+/g, ' ')
      const isOff = region.closest('[aria-live="off"], [aria-hidden="true"]') !== null
      if (words !== '' && !isOff && (!isNew || region.matches('[role="alert"]')) && heard.at(-1) !== words)
        heard.push(words)
    }
    const observer = new MutationObserver((changes) => {
      const changed = new Set<Element>()
      for (const { target, addedNodes } of changes) {
        const around = (target instanceof Element ? target : target.parentElement)?.closest(live)
        if (around) changed.add(around)
        for (const node of addedNodes) {
          if (!(node instanceof Element)) continue
          for (const alert of [node, ...node.querySelectorAll('*')].filter((each) => each.matches('[role="alert"]')))
            hear(alert, true)
        }
      }
      for (const region of changed) hear(region, false)
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  })
}

export function heard(page: Page): Promise<string[]> {
  return page.evaluate(() => [...(Reflect.get(window, 'heard') ?? [])])
}
