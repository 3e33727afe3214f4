/** Says that the chat's times are estimates, and lets the person put them right. */
import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight, type LucideIcon } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import type { SavedOffset } from '../use-saved-offset.ts'
import styles from './chat-clock.module.css'

export function ChatClock({ clock }: { readonly clock: SavedOffset }) {
  const { offsetMs, set } = clock
  const step = (byMs: number, label: string, icon: LucideIcon) => (
    <IconButton size="small" label={label} icon={icon} onClick={() => set(offsetMs + byMs)} />
  )
  return (
    <div className={styles['clock']}>
      <p className={styles['words']}>Times are estimated: when a message was sent, from the recording’s start.</p>
      {step(-1000, 'Chat 1 s earlier', ChevronsLeft)}
      {step(-100, 'Chat 0.1 s earlier', ChevronLeft)}
      <output className={styles['amount']} aria-label="Added to the chat’s times">
        {`${offsetMs < 0 ? '−' : '+'}${(Math.abs(offsetMs) / 1000).toFixed(1)} s`}
      </output>
      {step(100, 'Chat 0.1 s later', ChevronRight)}
      {step(1000, 'Chat 1 s later', ChevronsRight)}
      {offsetMs === 0 ? null : (
        <Button size="small" variant="quiet" onClick={() => set(0)}>
          Reset
        </Button>
      )}
    </div>
  )
}
