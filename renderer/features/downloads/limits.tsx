/** Beside the queue: how much it may take at once, how fast, and how much it leaves free. The same settings as in Settings. */
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import type { LibrarySettings } from '../../../preload/contract/settings.ts'
import { formatBytes, formatRate } from '../../format/bytes.ts'
import { AtOnce, KeepFree, SpeedLimit } from '../../forms/download-limits.tsx'
import { settings, useSettings } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import styles from './limits.module.css'

export function Limits({ onProblem }: { readonly onProblem: (words: string | null) => void }) {
  const current = useSettings((state) => state.settings)
  const [open, setOpen] = useState(false)
  if (current === null) return null
  const onChange = async (part: Partial<LibrarySettings>) => onProblem((await settings.change(part))?.message ?? null)
  const props = { current, onChange, onProblem }
  return (
    <Popover
      label="Limits"
      open={open}
      onOpenChange={setOpen}
      className={styles['panel']}
      trigger={
        <Button variant="quiet" className={styles['button']} aria-label={`Limits: ${limitWords(current)}`}>
          <span className={styles['words']}>{limitWords(current)}</span>
          <ChevronDown size={12} strokeWidth={2} aria-hidden="true" />
        </Button>
      }
    >
      <dl className={styles['lines']}>
        <dt>At the same time</dt>
        <dd>
          <AtOnce {...props} />
        </dd>
        <dt>Speed limit</dt>
        <dd>
          <SpeedLimit {...props} />
        </dd>
        <dt>Keep free</dt>
        <dd>
          <KeepFree {...props} />
        </dd>
      </dl>
      <p className={styles['hint']}>
        Downloads wait while the drive has less than {formatBytes(current.minFreeBytes)} left.
      </p>
    </Popover>
  )
}

export function limitWords({ concurrency, limitBytesPerS }: LibrarySettings): string {
  return `${concurrency} at a time · ${limitBytesPerS === null ? 'full speed' : `at most ${formatRate(limitBytesPerS)}`}`
}
