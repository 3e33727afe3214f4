/** How hard downloads may pull: the library's settings, changed in the settings and beside the queue. */
import { useState } from 'react'
import type { LibrarySettings } from '../../preload/contract/settings.ts'
import { systemLocale } from '../format/locale.ts'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import styles from './download-limits.module.css'

type Props = {
  readonly current: LibrarySettings
  readonly onChange: (part: Partial<LibrarySettings>) => Promise<void>
  /** A number that is none. */
  readonly onProblem: (words: string) => void
}

const gigabyte = 1_000_000_000
const megabyte = 1_000_000

export function AtOnce({ current, onChange }: Props) {
  return (
    <Select
      label="Files at the same time"
      hideLabel
      value={String(current.concurrency)}
      options={options([1, 2, 3, 4, 6, 8, 12, 16], current.concurrency)}
      onChange={(value) => void onChange({ concurrency: Number(value) })}
    />
  )
}

export function SpeedLimit({ current, onChange, onProblem }: Props) {
  return (
    <NumberField
      label="Speed limit in megabytes a second"
      unit="MB/s"
      placeholder="None"
      onInvalid={() => onProblem('The speed limit is a number of megabytes a second; empty means none.')}
      value={current.limitBytesPerS === null ? null : current.limitBytesPerS / megabyte}
      onChange={(value) =>
        void onChange({ limitBytesPerS: value === null || value <= 0 ? null : Math.round(value * megabyte) })
      }
    />
  )
}

export function KeepFree({ current, onChange, onProblem }: Props) {
  return (
    <NumberField
      label="Space to keep free in gigabytes"
      unit="GB"
      placeholder="0"
      onInvalid={() => onProblem('What to keep free is a number of gigabytes.')}
      value={current.minFreeBytes / gigabyte}
      onChange={(value) => void onChange({ minFreeBytes: Math.max(0, Math.round((value ?? 0) * gigabyte)) })}
    />
  )
}

const options = (usual: readonly number[], current: number) =>
  [...new Set([...usual, current])]
    .sort((a, b) => a - b)
    .map((value) => ({ value: String(value), label: String(value) }))

type NumberFieldProps = {
  readonly label: string
  readonly unit: string
  readonly placeholder: string
  readonly value: number | null
  readonly onChange: (value: number | null) => void
  readonly onInvalid: () => void
}

/** As it is typed: in these digits, with nothing between the thousands. */
const tenths = new Intl.NumberFormat(systemLocale, {
  maximumFractionDigits: 1,
  numberingSystem: 'latn',
  useGrouping: false,
})

/** Counts when it is left or Enter is pressed, so that half a number is never set. */
function NumberField({ label, unit, placeholder, value, onChange, onInvalid }: NumberFieldProps) {
  const shown = value === null ? '' : tenths.format(value)
  const [text, setText] = useState<string | null>(null)
  const commit = () => {
    if (text === null) return
    const next = text.trim() === '' ? null : Number(text.replace(',', '.'))
    setText(null)
    if (next === null || (Number.isFinite(next) && next >= 0)) onChange(next)
    else onInvalid()
  }
  return (
    <TextField
      className={styles['number']}
      label={label}
      hideLabel
      inputMode="decimal"
      placeholder={placeholder}
      value={text ?? shown}
      onChange={setText}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
      }}
      end={<span className={styles['unit']}>{unit}</span>}
    />
  )
}
