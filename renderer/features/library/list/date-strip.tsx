/**
 * Over the list: the day or month of the first line in sight, as in a photo library, while the list is by date; and what
 * stands in its columns, which a click puts it in order by.
 */
import { ArrowDown, ArrowUp } from 'lucide-react'
import { library, useApp, useLibrary } from '../../../stores/stores.ts'
import { useNow } from '../../../ui/use-now.ts'
import styles from './date-strip.module.css'
import { headingOver } from './list-headings.ts'

type Props = { readonly firstLine: number; readonly asGrid: boolean }

export function DateStrip({ firstLine, asGrid }: Props) {
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const nowMs = useNow()
  const heading = useLibrary(({ items }) => headingOver(items, firstLine, nowMs, timeZone))
  return (
    <div className={styles['strip']}>
      <h2 className={styles['when']}>{heading}</h2>
      {asGrid ? null : columns.map((column) => <ColumnButton key={column.by} {...column} />)}
    </div>
  )
}

const columns = [
  { by: 'duration', label: 'Length', down: 'longest first', up: 'shortest first' },
  { by: 'size', label: 'Size', down: 'largest first', up: 'smallest first' },
] as const

/** At first the way that is nearly always meant, then the other; the header's menu has all orders. */
function ColumnButton({ by, label, down, up }: (typeof columns)[number]) {
  const sort = useLibrary((state) => state.sort)
  const isOn = sort.by === by
  const Arrow = sort.descending ? ArrowDown : ArrowUp
  const name = `By ${label.toLowerCase()}${isOn ? `, ${sort.descending ? down : up}` : ''}`
  return (
    <button
      type="button"
      className={styles[by]}
      aria-pressed={isOn}
      aria-label={name}
      title={name}
      onClick={() => library.ask({ sort: { by, descending: !(isOn && sort.descending) } })}
    >
      {isOn ? <Arrow size={12} strokeWidth={2} aria-hidden="true" /> : null}
      {label}
    </button>
  )
}
