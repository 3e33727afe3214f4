/** From when to when: a few usual spans, or two days. Days begin in the library's time zone. */
import { useState } from 'react'
import type { LibraryFilter } from '../../../../preload/contract/library.ts'
import { dayMs } from '../../../../preload/contract/time-terms.ts'
import { dayAfter, formatDay, isoDay, startOfDayMs } from '../../../format/dates.ts'
import { useApp } from '../../../stores/stores.ts'
import { Button } from '../../../ui/button.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { ChipButton } from './chip-button.tsx'
import styles from './date-filter.module.css'

type Props = { readonly filter: LibraryFilter; readonly onChange: (part: Partial<LibraryFilter>) => void }

const spans = [
  { label: 'Any time', days: null },
  { label: 'Today', days: 1 },
  { label: 'Last 7 days', days: 7 },
  { label: 'Last 30 days', days: 30 },
  { label: 'Last 365 days', days: 365 },
] as const

export function DateFilter({ filter, onChange }: Props) {
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const [open, setOpen] = useState(false)
  const { sinceMs, untilMs } = filter
  const today = isoDay(Date.now(), timeZone)
  const sinceOf = (days: number) => startOfDayMs(isoDay(Date.now() - (days - 1) * dayMs, timeZone), timeZone)
  const span = spans.find(({ days }) => untilMs === null && sinceMs === (days === null ? null : sinceOf(days)))
  return (
    <Popover
      label="Date"
      open={open}
      onOpenChange={setOpen}
      className={styles['panel']}
      trigger={<ChipButton name="Date" set={setWords(filter, span?.label, timeZone)} />}
    >
      <div className={styles['spans']}>
        {spans.map(({ label, days }) => (
          <Button
            key={label}
            variant="quiet"
            className={styles['span']}
            aria-pressed={span?.label === label}
            onClick={() => {
              onChange({ sinceMs: days === null ? null : sinceOf(days), untilMs: null })
              setOpen(false)
            }}
          >
            {label}
          </Button>
        ))}
      </div>
      <div className={styles['custom']}>
        <DayField
          label="From"
          max={today}
          day={sinceMs === null ? '' : isoDay(sinceMs, timeZone)}
          onChange={(day) => onChange({ sinceMs: day === '' ? null : startOfDayMs(day, timeZone) })}
        />
        <DayField
          label="To"
          max={today}
          day={untilMs === null ? '' : isoDay(untilMs - 1, timeZone)}
          onChange={(day) => onChange({ untilMs: day === '' ? null : startOfDayMs(dayAfter(day), timeZone) })}
        />
      </div>
    </Popover>
  )
}

type DayProps = {
  readonly label: string
  readonly max: string
  /** `2026-11-20`, or nothing. */
  readonly day: string
  readonly onChange: (day: string) => void
}

/** Each digit of a year makes a day; one that the first three make counts only when the field is left. */
function DayField({ label, max, day, onChange }: DayProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const isMeant = (next: string) => next === '' || /^[2-9]\d{3}-/.test(next)
  return (
    <TextField
      label={label}
      type="date"
      max={max}
      value={typed ?? day}
      onChange={(next) => {
        setTyped(isMeant(next) ? null : next)
        if (isMeant(next)) onChange(next)
      }}
      onBlur={() => {
        setTyped(null)
        if (typed !== null && /^\d{4}-/.test(typed)) onChange(typed)
      }}
    />
  )
}

function setWords({ sinceMs, untilMs }: LibraryFilter, span: string | undefined, timeZone: string): string | null {
  if (sinceMs === null && untilMs === null) return null
  if (span !== undefined) return span
  const now = Date.now()
  const from = sinceMs === null ? null : formatDay(sinceMs, now, timeZone)
  const to = untilMs === null ? null : formatDay(untilMs - 1, now, timeZone)
  if (from !== null && to !== null) return from === to ? from : `${from} – ${to}`
  return from === null ? `Until ${to}` : `Since ${from}`
}
