/** What is downloaded by itself, and how hard it may pull. */
import { useState } from 'react'
import type { LibrarySettings } from '../../../preload/contract/settings.ts'
import { formatBytes } from '../../format/bytes.ts'
import { PolicyForm } from '../../forms/policy-form.tsx'
import { nothingByItself } from '../../stores/policy.ts'
import { settings, useSettings } from '../../stores/stores.ts'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './download-settings.module.css'
import { Line, Section } from './section.tsx'

type Props = { readonly onProblem: (words: string | null) => void }

const gigabyte = 1_000_000_000
const megabyte = 1_000_000

export function DownloadSettings({ onProblem }: Props) {
  const current = useSettings((state) => state.settings)
  const error = useSettings((state) => state.error)
  if (current === null)
    return error === null ? null : (
      <Section title="Downloads">
        <Notice tone="tally">{error.message}</Notice>
      </Section>
    )
  const change = async (part: Partial<LibrarySettings>) => onProblem((await settings.change(part))?.message ?? null)
  return (
    <Section
      title="Downloads"
      lead="What Dailies keeps here without being asked. What you ask for by hand always comes first."
    >
      <div className={styles['policy']}>
        <PolicyForm policy={current.policy ?? nothingByItself} onChange={(policy) => void change({ policy })} />
      </div>
      <Line name="At the same time" hint="Files that are downloaded side by side.">
        <Select
          label="Files at the same time"
          hideLabel
          value={String(current.concurrency)}
          options={options([1, 2, 3, 4, 6, 8, 12, 16], current.concurrency)}
          onChange={(value) => void change({ concurrency: Number(value) })}
        />
      </Line>
      <Line name="Speed limit" hint="For all downloads together.">
        <NumberField
          label="Speed limit in megabytes a second"
          unit="MB/s"
          placeholder="None"
          onInvalid={() => onProblem('The speed limit is a number of megabytes a second; empty means none.')}
          value={current.limitBytesPerS === null ? null : current.limitBytesPerS / megabyte}
          onChange={(value) =>
            void change({ limitBytesPerS: value === null || value <= 0 ? null : Math.round(value * megabyte) })
          }
        />
      </Line>
      <Line
        name="Keep free"
        hint={`Downloads wait while the drive has less than ${formatBytes(current.minFreeBytes)} left.`}
      >
        <NumberField
          label="Space to keep free in gigabytes"
          unit="GB"
          placeholder="0"
          onInvalid={() => onProblem('What to keep free is a number of gigabytes.')}
          value={current.minFreeBytes / gigabyte}
          onChange={(value) => void change({ minFreeBytes: Math.max(0, Math.round((value ?? 0) * gigabyte)) })}
        />
      </Line>
    </Section>
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

/** Counts when it is left or Enter is pressed, so that half a number is never set. */
function NumberField({ label, unit, placeholder, value, onChange, onInvalid }: NumberFieldProps) {
  const shown = value === null ? '' : String(Math.round(value * 10) / 10)
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
