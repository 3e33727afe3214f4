/** Asks before several recordings' files go to the bin, or files that nobody else has any more; those are named. */
import { formatBytes } from '../../format/bytes.ts'
import { counted, formatCount } from '../../format/count.ts'
import { formatDayAndTime } from '../../format/dates.ts'
import { useApp } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './remove-dialog.module.css'
import type { RemovalQuestion } from './use-removal.ts'

type Props = {
  readonly question: RemovalQuestion | null
  readonly onClose: () => void
  /** The only copies that may go, too. */
  readonly onRemove: (onlyCopyIds: readonly number[]) => void
}

export function RemoveDialog({ question, onClose, onRemove }: Props) {
  if (question === null) return <Dialog open={false} onClose={onClose} title="" />
  const { preview } = question
  const lost = preview.onlyCopyIds.length
  const some = `${counted(preview.files, 'file')} of ${counted(preview.recordings, 'recording')} (${formatBytes(preview.bytes)})`
  return (
    <Dialog
      open
      onClose={onClose}
      title={lost === 0 ? 'Remove from this computer?' : lost === 1 ? 'Remove an only copy?' : 'Remove only copies?'}
      description={
        lost === 0
          ? `${some} are moved to the bin. Titles, tags and notes stay, and 100ms still has the files.`
          : `${some} would be moved to the bin. 100ms no longer has ${lost === preview.recordings ? 'them' : `those of ${formatCount(lost)}`}: once the bin is emptied, they are gone for good.`
      }
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {lost > 0 && lost < preview.recordings ? (
            <Button onClick={() => onRemove([])}>Keep the only copies</Button>
          ) : null}
          <Button variant={lost > 0 ? 'danger' : 'primary'} onClick={() => onRemove(preview.onlyCopyIds)}>
            {lost === 1 ? 'Remove the only copy' : lost > 1 ? 'Remove only copies too' : 'Remove'}
          </Button>
        </>
      }
    >
      {lost === 0 ? undefined : <OnlyCopies question={question} />}
    </Dialog>
  )
}

function OnlyCopies({ question }: { readonly question: RemovalQuestion }) {
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const { onlyCopies, preview } = question
  const more = preview.onlyCopyIds.length - onlyCopies.length
  return (
    <ul className={styles['copies']} aria-label="Only copies">
      {onlyCopies.map(({ title, startedMs }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list.
        <li key={index} className={styles['copy']}>
          <span className={styles['title']}>{title}</span>
          <span className={styles['when']}>
            {startedMs === null ? '' : formatDayAndTime(startedMs, Date.now(), timeZone)}
          </span>
        </li>
      ))}
      {more > 0 ? <li className={styles['copy']}>and {counted(more, 'other')}</li> : null}
    </ul>
  )
}
