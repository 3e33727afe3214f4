/** Files that need a look, by recording: what is wrong, what to do, and the button that does it. */
import { Check, FileText, FolderOpen, RefreshCw, RotateCw, Settings } from 'lucide-react'
import { useState } from 'react'
import type { Trouble } from '../../../../preload/contract/library.ts'
import { engine } from '../../../api/engine.ts'
import { shell } from '../../../api/shell.ts'
import { counted } from '../../../format/count.ts'
import { formatDayAndTime, formatDaysLeft } from '../../../format/dates.ts'
import { app, downloads, useApp } from '../../../stores/stores.ts'
import { useUpstreamNow } from '../../../stores/upstream-now.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { StateGlyph } from '../../../ui/state-glyph.tsx'
import { chooseRecording } from '../list/choose-recording.ts'
import { Thumbnail } from '../list/thumbnail.tsx'
import { AttentionSection } from './attention-section.tsx'
import styles from './trouble-list.module.css'
import { adviceFor, type TroubleAction, troubleActions, troubleTitles } from './trouble-words.ts'

type Props = { readonly troubles: readonly Trouble[]; readonly onProblem: (words: string | null) => void }

const retry = async (assetIds: readonly number[]): Promise<string | null> =>
  (await downloads.act('retry', { kind: 'assets', assetIds: [...assetIds] }))?.message ?? null

export function TroubleList({ troubles, onProblem }: Props) {
  const retryable = troubles.filter((trouble) => troubleActions(trouble).includes('retry'))
  return (
    <AttentionSection
      label="Files"
      heading={counted(troubles.length, 'file')}
      action={
        retryable.length < 2 ? null : (
          <Button
            size="small"
            icon={RotateCw}
            onClick={async () => onProblem(await retry(retryable.map(({ assetId }) => assetId)))}
          >
            Try all {retryable.length} again
          </Button>
        )
      }
      className={styles['section']}
    >
      <ul>
        {byRecording(troubles).map((group) => (
          <RecordingTroubles key={group[0]?.recordingId} group={group} onProblem={onProblem} />
        ))}
      </ul>
    </AttentionSection>
  )
}

/** They come a recording's together. */
function byRecording(troubles: readonly Trouble[]): readonly (readonly Trouble[])[] {
  const groups = new Map<number, Trouble[]>()
  for (const trouble of troubles) {
    const group = groups.get(trouble.recordingId)
    if (group === undefined) groups.set(trouble.recordingId, [trouble])
    else group.push(trouble)
  }
  return [...groups.values()]
}

function RecordingTroubles({ group, onProblem }: { readonly group: readonly Trouble[] } & Pick<Props, 'onProblem'>) {
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const [first] = group
  if (first === undefined) return null
  const { recordingId, title, startedMs } = first
  return (
    <li className={styles['recording']}>
      <Thumbnail room={title} hasVideo />
      <div className={styles['body']}>
        <div className={styles['top']}>
          <button
            type="button"
            className={styles['title']}
            onClick={() => chooseRecording(recordingId)}
            onDoubleClick={() => app.review(recordingId)}
          >
            {title}
          </button>
          <span className={styles['when']}>
            {startedMs === null ? '' : formatDayAndTime(startedMs, Date.now(), timeZone)}
          </span>
        </div>
        <ul>
          {group.map((trouble) => (
            <TroubleLine key={trouble.assetId} trouble={trouble} onProblem={onProblem} />
          ))}
        </ul>
      </div>
    </li>
  )
}

function TroubleLine({ trouble, onProblem }: { readonly trouble: Trouble } & Pick<Props, 'onProblem'>) {
  const { kind, label, reason, expiresMs, onlyCopy, assetId } = trouble
  const [busy, setBusy] = useState(false)
  const now = useUpstreamNow(Date.now())
  const act = async (action: TroubleAction) => {
    setBusy(true)
    onProblem(await actions[action](assetId))
    setBusy(false)
  }
  return (
    <li className={styles['file']}>
      <StateGlyph state={kind === 'unavailable' ? 'gone' : 'warning'} label={troubleTitles[kind]} tooltip={false} />
      <div className={styles['words']}>
        <p className={styles['what']}>
          <span className={styles['label']}>{label}</span> {troubleTitles[kind]}
          {kind === 'failed' && expiresMs !== null && expiresMs > now ? (
            <Badge tone="amber">100ms deletes it {formatDaysLeft(expiresMs, now)}</Badge>
          ) : null}
          {onlyCopy && kind !== 'failed' && kind !== 'unavailable' ? <Badge tone="amber">Only copy</Badge> : null}
        </p>
        {reason === null ? null : (
          <p className={styles['reason']} data-selectable>
            {reason}
          </p>
        )}
        <p className={styles['reason']}>{adviceFor(trouble)}</p>
      </div>
      <div className={styles['buttons']}>
        {troubleActions(trouble).map((action) => (
          <Button
            key={action}
            size="small"
            icon={icons[action]}
            disabled={busy}
            aria-label={`${names[action]}: ${label}`}
            onClick={() => void act(action)}
          >
            {names[action]}
          </Button>
        ))}
      </div>
    </li>
  )
}

const names: Readonly<Record<TroubleAction, string>> = {
  retry: 'Try again',
  replace: 'Download again',
  accept: 'Keep as it is',
  show: 'Show in folder',
  settings: 'Open settings',
  log: 'Show the log',
}
const icons = {
  retry: RotateCw,
  replace: RefreshCw,
  accept: Check,
  show: FolderOpen,
  settings: Settings,
  log: FileText,
}

/** Each resolves with what went wrong, in words. */
const actions: Readonly<Record<TroubleAction, (assetId: number) => Promise<string | null>>> = {
  retry: (assetId) => retry([assetId]),
  replace: async (assetId) => {
    const target = { kind: 'assets' as const, assetIds: [assetId] }
    const removed = await engine.call('removal.run', { target, onlyCopyIds: [] })
    if (!removed.ok) return removed.error.message
    return (await downloads.act('start', target))?.message ?? null
  },
  accept: async (assetId) => {
    const answer = await engine.call('files.accept', { assetId })
    return answer.ok ? null : answer.error.message
  },
  show: async (assetId) => {
    const answer = await shell.call('files.showAsset', { id: assetId })
    return answer.ok ? null : answer.error.message
  },
  settings: async () => {
    app.go({ kind: 'settings' })
    return null
  },
  log: async () => {
    await app.showLogs()
    return null
  },
}
