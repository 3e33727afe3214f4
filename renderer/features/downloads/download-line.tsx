/** One file of the queue: what, how far, why not, and what can be done. */
import { ArrowUpToLine, FolderOpen, Pause, Play, RotateCw, X } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import type { DownloadRow } from '../../../preload/contract/download.ts'
import { expiringSoonMs } from '../../../preload/contract/recording-terms.ts'
import { shell } from '../../api/shell.ts'
import { formatBytes, formatRate } from '../../format/bytes.ts'
import { formatAgo, formatDay, formatDaysLeft, formatTime } from '../../format/dates.ts'
import { downloadWords } from '../../format/recording-words.ts'
import { formatTimeLeft } from '../../format/time-code.ts'
import type { DownloadAction } from '../../stores/downloads-store.ts'
import { app, useApp, useDownloads } from '../../stores/stores.ts'
import { useUpstreamNow } from '../../stores/upstream-now.ts'
import { Badge } from '../../ui/badge.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { ProgressBar } from '../../ui/progress.tsx'
import { type GlyphState, StateGlyph } from '../../ui/state-glyph.tsx'
import { useNow } from '../../ui/use-now.ts'
import type { Act } from './act.ts'
import { isTall } from './download-groups.ts'
import styles from './download-line.module.css'
import { NextStep } from './next-step.tsx'

const glyphs: Readonly<Record<DownloadRow['state'], GlyphState>> = {
  none: 'cloud',
  queued: 'queued',
  running: 'progress',
  waiting: 'waiting',
  paused: 'paused',
  done: 'here',
  failed: 'warning',
  unavailable: 'gone',
  cancelled: 'cloud',
  removed: 'cloud',
}

export function DownloadLineView({ row, act }: { readonly row: DownloadRow; readonly act: Act }) {
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const running = useDownloads((state) => state.progress?.running.find((each) => each.assetId === row.assetId))
  const now = useNow()
  const upstreamNow = useUpstreamNow(now)
  const done = running?.bytesDone ?? row.bytesDone
  const total = running?.totalBytes ?? row.totalBytes
  const share = total === null || total === 0 ? null : done / total
  const on = row.recordingStartedMs === null ? null : formatDay(row.recordingStartedMs, now, timeZone)
  const hurries =
    row.state !== 'done' && row.state !== 'unavailable' && row.expiresMs !== null && row.expiresMs > upstreamNow
  const expires =
    hurries && row.expiresMs !== null && row.expiresMs - upstreamNow <= expiringSoonMs ? row.expiresMs : null
  return (
    <div className={styles['line']}>
      <StateGlyph state={glyphs[row.state]} label={downloadWords[row.state]} progress={share} />
      <div className={styles['words']}>
        <div className={styles['top']}>
          <button type="button" className={styles['title']} onClick={() => app.review(row.recordingId)}>
            {row.recordingTitle}
          </button>
          <span className={styles['label']}>
            {row.label}
            {on === null ? '' : ` · ${on}`}
            {row.state === 'done' && row.finishedMs !== null ? ` · downloaded ${formatAgo(row.finishedMs, now)}` : ''}
          </span>
          {row.byHand && row.state === 'queued' ? <Badge>By hand</Badge> : null}
          {expires === null ? null : <Badge tone="amber">{formatDaysLeft(expires, upstreamNow)}</Badge>}
        </div>
        {row.state === 'running' ? (
          <ProgressBar value={share} label={`${row.recordingTitle}, ${row.label}`} className={styles['bar']} />
        ) : isTall(row) ? (
          <p
            className={styles['reason']}
            data-problem={row.state === 'failed' ? '' : undefined}
            title={row.reason ?? undefined}
          >
            {underWords(row, timeZone)}
          </p>
        ) : null}
      </div>
      <div className={styles['numbers']}>
        <span>{numbers(row, done, total)}</span>
        {running === undefined || row.state !== 'running' ? null : (
          <span className={styles['rate']}>
            {formatRate(running.bytesPerS)}
            {running.bytesPerS > 0 && total !== null ? ` · ${formatTimeLeft((total - done) / running.bytesPerS)}` : ''}
          </span>
        )}
      </div>
      <div className={styles['buttons']}>
        <Buttons row={row} act={act} />
      </div>
    </div>
  )
}

function underWords(row: DownloadRow, timeZone: string): string {
  if (row.state === 'waiting' && row.retryAtMs !== null)
    return `${row.reason ?? 'It didn’t work.'} Trying again at ${formatTime(row.retryAtMs, timeZone)}.`
  return row.reason ?? downloadWords[row.state]
}

function numbers(row: DownloadRow, done: number, total: number | null): string {
  // A size of nothing is one that nobody knows yet.
  if (row.state === 'done' || done === 0) return total === null || total === 0 ? '' : formatBytes(total)
  return total === null || total === 0 ? formatBytes(done) : `${formatBytes(done)} of ${formatBytes(total)}`
}

function Buttons({ row, act }: { readonly row: DownloadRow; readonly act: Act }): ReactNode {
  // What a button does moves its file on, and another button may come under the pointer: a double click is one click.
  const once = (action: DownloadAction) => (event: MouseEvent) => {
    if (event.detail < 2) act(action, { kind: 'assets', assetIds: [row.assetId] })
  }
  // By their keys the keyboard stays on a button that is still there, and on Resume where Pause was.
  const cancel = <IconButton key="cancel" label="Cancel" icon={X} onClick={once('cancel')} />
  const pause = <IconButton key="hold" label="Pause" icon={Pause} onClick={once('pause')} />
  switch (row.state) {
    case 'running':
      return (
        <>
          {pause}
          {cancel}
        </>
      )
    case 'queued':
    case 'waiting':
      return (
        <>
          {row.state === 'waiting' && row.step !== null && row.step !== 'retry' ? (
            <NextStep row={row} />
          ) : (
            <IconButton label="Download first" icon={ArrowUpToLine} onClick={once('start')} />
          )}
          {pause}
          {cancel}
        </>
      )
    case 'paused':
      return (
        <>
          <IconButton key="hold" label="Resume" icon={Play} onClick={once('resume')} />
          {cancel}
        </>
      )
    case 'failed':
    case 'unavailable':
      return (
        <>
          <NextStep row={row} />
          <IconButton label="Try again" icon={RotateCw} onClick={once('retry')} />
          {row.state === 'failed' ? <IconButton label="Give it up" icon={X} onClick={once('cancel')} /> : null}
        </>
      )
    case 'done':
      return (
        <IconButton
          label="Show in folder"
          icon={FolderOpen}
          onClick={() => void shell.call('files.showAsset', { id: row.assetId })}
        />
      )
    case 'none':
    case 'cancelled':
    case 'removed':
      return null
  }
}
