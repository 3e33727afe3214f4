/** Which of a library's notices the person has waved away, remembered on this computer: settings go on saying them. */
import { useState } from 'react'

const key = 'dailies.dismissed-notices'
const mostKept = 50

export function useDismissed(
  library: string,
): readonly [isDismissed: (notice: string) => boolean, dismiss: (notice: string) => void] {
  const [dismissed, setDismissed] = useState(stored)
  const nameOf = (notice: string) => `${library}\n${notice}`
  const dismiss = (notice: string) => {
    const next = [...dismissed, nameOf(notice)].slice(-mostKept)
    localStorage.setItem(key, JSON.stringify(next))
    setDismissed(next)
  }
  return [(notice) => dismissed.includes(nameOf(notice)), dismiss]
}

function stored(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : []
  } catch {
    return []
  }
}
