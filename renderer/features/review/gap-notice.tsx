/** A part of the review that isn't here: why, and what fetches it; while it is fetched, how far. */
import { ArrowDownToLine, type LucideIcon } from 'lucide-react'
import { useMemo } from 'react'
import type { Asset, RecordingRow } from '../../../preload/contract/recording.ts'
import type { ReviewGap } from '../../../preload/contract/review.ts'
import { formatBytes, formatRate } from '../../format/bytes.ts'
import { formatDaysLeft } from '../../format/dates.ts'
import { useDownloads } from '../../stores/stores.ts'
import { useUpstreamNow } from '../../stores/upstream-now.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProgressBar } from '../../ui/progress.tsx'
import { useNow } from '../../ui/use-now.ts'
import styles from './gap-notice.module.css'

type Props = {
  readonly icon: LucideIcon
  readonly title: string
  readonly gap: ReviewGap
  readonly row: RecordingRow
  readonly assets: readonly Asset[]
  readonly onDownload: (assetIds: readonly number[]) => void
}

const inLine: ReadonlySet<Asset['download']['state']> = new Set(['queued', 'running', 'waiting'])

export function GapNotice({ icon, title, gap, row, assets, onDownload }: Props) {
  const wanted = useMemo(() => assets.filter(({ id }) => gap.assetIds.includes(id)), [assets, gap.assetIds])
  const running = useDownloads((state) => state.progress?.running.find(({ assetId }) => gap.assetIds.includes(assetId)))
  const isComing =
    running !== undefined || (wanted.length > 0 && wanted.every(({ download }) => inLine.has(download.state)))
  const bytes = wanted.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0)
  const upstreamNow = useUpstreamNow(useNow())
  const deletes =
    gap.assetIds.length > 0 && !row.onlyCopy && row.expiresMs !== null && row.expiresMs > upstreamNow
      ? `100ms deletes it ${formatDaysLeft(row.expiresMs, upstreamNow)}.`
      : null
  return (
    <EmptyState
      icon={icon}
      title={title}
      action={
        isComing ? (
          <Coming
            value={running === undefined || running.totalBytes === null ? null : running.bytesDone / running.totalBytes}
            words={
              running === undefined
                ? 'First in line'
                : [
                    running.totalBytes === null
                      ? formatBytes(running.bytesDone)
                      : `${formatBytes(running.bytesDone)} of ${formatBytes(running.totalBytes)}`,
                    formatRate(running.bytesPerS),
                  ].join(' · ')
            }
          />
        ) : gap.assetIds.length > 0 ? (
          <Button variant="primary" icon={ArrowDownToLine} onClick={() => onDownload(gap.assetIds)}>
            Download now{bytes > 0 ? ` · ${formatBytes(bytes)}` : ''}
          </Button>
        ) : undefined
      }
    >
      {gap.reason}
      {deletes === null ? null : ` ${deletes}`}
    </EmptyState>
  )
}

function Coming({ value, words }: { readonly value: number | null; readonly words: string }) {
  return (
    <div className={styles['coming']}>
      <ProgressBar value={value} label="Download" />
      <span className={styles['words']}>{words}</span>
    </div>
  )
}
