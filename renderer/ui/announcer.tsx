/**
 * What screen readers alone are told, because eyes see it elsewhere: one polite line, which is always there, as what comes
 * together with its words is often not read out.
 */
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'
import { VisuallyHidden } from './visually-hidden.tsx'

const Announce = createContext<(words: string) => void>(() => undefined)

export function AnnouncerProvider({ children }: { readonly children: ReactNode }) {
  const [told, setTold] = useState({ words: '', count: 0 })
  const announce = useCallback((words: string) => setTold(({ count }) => ({ words, count: count + 1 })), [])
  return (
    <Announce value={announce}>
      {children}
      {/* The attribute, too: by it a dialog knows what not to hide. */}
      <div role="status" aria-live="polite">
        {/* Anew each time: the same words again are news again. */}
        <VisuallyHidden key={told.count}>{told.words}</VisuallyHidden>
      </div>
    </Announce>
  )
}

export const useAnnounce = () => useContext(Announce)
