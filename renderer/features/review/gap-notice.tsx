/** A part of the review that isn't here: why, and what fetches it; while it is fetched, how far. */
import { ArrowDownToLine, type LucideIcon } from 'lucide-react'
import { useMemo } from 'react'
import type { Asset } from '../../../preload/contract/recording.ts'
import type { ReviewGap } from '../../../preload/contract/review.ts'
import { formatBytes, formatRate } from '../../format/bytes.ts'
import { useDownloads } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProgressBar } from '../../ui/progress.tsx'
import styles from './gap-notice.module.css'

type Props = {
  readonly icon: LucideIcon
  readonly title: string
  readonly gap: ReviewGap
  readonly assets: readonly Asset[]
  readonly onDownload: (assetIds: readonly number[]) => void
}

const inLine: ReadonlySet<Asset['download']['state']> = new Set(['queued', 'running', 'waiting'])

export function GapNotice({ icon, title, gap, assets, onDownload }: Props) {
  const wanted = useMemo(() => assets.filter(({ id }) => gap.assetIds.includes(id)), [assets, gap.assetIds])
  const running = useDownloads((state) => state.progress?.running.find(({ assetId }) => gap.assetIds.includes(assetId)))
  const isComing =
    running !== undefined || (wanted.length > 0 && wanted.every(({ download }) => inLine.has(download.state)))
  const bytes = wanted.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0)
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
