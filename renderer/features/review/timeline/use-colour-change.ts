/** Another number whenever the window's colours may have changed: what is drawn by hand is drawn again. */
import { useEffect, useState } from 'react'

const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)']

export function useColourChange(): number {
  const [changes, setChanges] = useState(0)
  useEffect(() => {
    const changed = () => setChanges((before) => before + 1)
    const lists = queries.map((query) => window.matchMedia(query))
    for (const list of lists) list.addEventListener('change', changed)
    const observer = new MutationObserver(changed)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => {
      for (const list of lists) list.removeEventListener('change', changed)
      observer.disconnect()
    }
  }, [])
  return changes
}
