/** Over the list: the day or month of the first line in sight, as in a photo library, while the list is by date. */
import { useApp, useLibrary } from '../../stores/stores.ts'
import { useNow } from '../../ui/use-now.ts'
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
      {asGrid ? null : (
        <>
          <span className={styles['length']}>Length</span>
          <span className={styles['size']}>Size</span>
        </>
      )}
    </div>
  )
}
