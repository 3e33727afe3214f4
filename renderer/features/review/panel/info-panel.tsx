/** Everything known of the recording: ours in words, 100ms's as it says it, and each file with its proof. */
import { CircleAlert, CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Asset, RecordingDetails } from '../../../../preload/contract/recording.ts'
import { statusWords } from '../../../../preload/contract/recording-terms.ts'
import { formatBytes } from '../../../format/bytes.ts'
import { formatDaysLeft, formatFullDate, recordedMs } from '../../../format/dates.ts'
import { expiryMatters } from '../../../format/expiry.ts'
import { downloadWords, kindWords } from '../../../format/recording-words.ts'
import { formatLength } from '../../../format/time-code.ts'
import { useApp } from '../../../stores/stores.ts'
import { useUpstreamNow } from '../../../stores/upstream-now.ts'
import { Badge } from '../../../ui/badge.tsx'
import { useNow } from '../../../ui/use-now.ts'
import styles from './info-panel.module.css'

export function InfoPanel({ details }: { readonly details: RecordingDetails }) {
  const { row, assets, upstream, folder } = details
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const upstreamNow = useUpstreamNow(useNow())
  const at = recordedMs(row)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled with the keyboard.
    <div className={styles['info']} data-selectable tabIndex={0}>
      <dl className={styles['facts']}>
        <Fact name="Room">{row.roomTitle}</Fact>
        {at === null ? null : <Fact name="Recorded">{formatFullDate(at, timeZone)}</Fact>}
        {!row.durationS ? null : <Fact name="Length">{formatLength(row.durationS)}</Fact>}
        {row.sizeBytes === null ? null : <Fact name="Size">{formatBytes(row.sizeBytes)}</Fact>}
        <Fact name="Status">{statusWords[row.status]}</Fact>
        <Fact name="Kind">{kindWords[row.kind]}</Fact>
        {row.tags.length === 0 ? null : <Fact name="Tags">{row.tags.join(', ')}</Fact>}
        {folder === null ? null : <Fact name="Folder">{folder}</Fact>}
        {row.onlyCopy ? (
          <Fact name="At 100ms">
            <Badge tone="amber">Deleted: only copy here</Badge>
          </Fact>
        ) : row.expiresMs === null ? null : (
          <Fact name="100ms deletes">
            {expiryMatters(row, upstreamNow) ? (
              <Badge tone="amber">{formatDaysLeft(row.expiresMs, upstreamNow)}</Badge>
            ) : (
              formatDaysLeft(row.expiresMs, upstreamNow)
            )}
          </Fact>
        )}
      </dl>
      <section>
        <h2 className={styles['title']}>Files</h2>
        {assets.map((asset) => (
          <FileFacts key={asset.id} asset={asset} />
        ))}
      </section>
      {upstream.length === 0 ? null : (
        <section>
          <h2 className={styles['title']}>As 100ms says</h2>
          <dl className={styles['upstream']}>
            {upstream.map(({ field, value }) => (
              <div key={field} className={styles['field']}>
                <dt>{field}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  )
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className={styles['fact']}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

function FileFacts({ asset }: { readonly asset: Asset }) {
  const { label, file, download, available, sizeBytes } = asset
  const state = available || file !== null ? downloadWords[download.state] : 'Being processed at 100ms'
  const size = file?.sizeBytes ?? sizeBytes
  return (
    <div className={styles['file']}>
      <div className={styles['fileLine']}>
        <span className={styles['label']}>{label}</span>
        <span className={styles['size']}>{size === null ? '' : formatBytes(size)}</span>
      </div>
      {file === null ? (
        <p className={styles['aside']}>{[state, download.reason].filter((part) => part !== null).join('. ')}</p>
      ) : (
        <>
          <p className={styles['aside']}>{file.name}</p>
          <p className={styles['state']}>
            <Badge tone={file.verified ? 'green' : 'amber'} icon={file.verified ? CircleCheck : CircleAlert}>
              {file.verified ? 'Verified' : 'Unverified: the file can’t be read'}
            </Badge>
            {file.differsFromRecord ? (
              <Badge tone="amber" icon={CircleAlert}>
                Differs from 100ms’s record
              </Badge>
            ) : null}
          </p>
          <p className={styles['hash']}>sha256 {file.sha256}</p>
        </>
      )}
    </div>
  )
}
