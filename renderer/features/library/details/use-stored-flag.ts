/** Yes or no, remembered on this computer: what is open, what is hidden. */
import { useState } from 'react'

export function useStoredFlag(key: string, initial: boolean): readonly [boolean, (value: boolean) => void] {
  const [value, setValue] = useState(() => {
    const stored = localStorage.getItem(key)
    return stored === null ? initial : stored === 'yes'
  })
  const set = (next: boolean) => {
    localStorage.setItem(key, next ? 'yes' : 'no')
    setValue(next)
  }
  return [value, set]
}
