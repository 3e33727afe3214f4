/** Over the list: the day or month of the first line in sight, as in a photo library, while the list is by date. */
import { dateHeading } from '../../format/dates.ts'
import { itemAt } from '../../stores/library-items.ts'
import { useApp, useLibrary } from '../../stores/stores.ts'
import { useNow } from '../../ui/use-now.ts'
import styles from './date-strip.module.css'

export function DateStrip({ firstIndex }: { readonly firstIndex: number }) {
  const byDate = useLibrary((state) => state.sort.by === 'date')
  const row = useLibrary((state) => state.rows.get(itemAt(state.items, firstIndex)?.id ?? 0))
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const now = useNow()
  const at = row?.startedMs ?? row?.createdMs ?? null
  return (
    <div className={styles['strip']}>
      <h2 className={styles['when']}>{byDate && at !== null ? dateHeading(at, now, timeZone) : ''}</h2>
      <span className={styles['length']}>Length</span>
      <span className={styles['size']}>Size</span>
    </div>
  )
}
