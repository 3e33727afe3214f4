/** The download queue: how fast, how long still, what runs, what waits, what failed and why. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDownToLine, Pause, Play } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { DownloadTarget } from '../../../preload/contract/commands.ts'
import { formatBytes, formatRate } from '../../format/bytes.ts'
import { counted, formatCount } from '../../format/count.ts'
import { formatTimeLeft } from '../../format/time-code.ts'

import type { DownloadAction } from '../../stores/downloads-store.ts'
import { app, downloads, useApp, useDownloads } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import shared from '../../ui/screen.module.css'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { useProblem } from '../../ui/use-problem.ts'
import { useWidth } from '../../ui/use-width.ts'
import { Working } from '../../ui/working.tsx'
import type { Act } from './act.ts'
import { type DownloadGroup, groupDownloads, lineHeight, linesOf } from './download-groups.ts'
import { DownloadLineView } from './download-line.tsx'
import styles from './downloads-screen.module.css'
import { holdWords } from './hold-words.ts'
import { Limits } from './limits.tsx'

const all: DownloadTarget = { kind: 'all' }

export function DownloadsScreen() {
  const list = useDownloads((state) => state.list)
  const error = useDownloads((state) => state.error)
  const [problem, setProblem] = useProblem()
  const [act] = useState<Act>(
    () => (action: DownloadAction, target: DownloadTarget) =>
      void downloads.act(action, target).then((failure) => setProblem(failure?.message ?? null)),
  )
  const running = useDownloads((state) => state.progress?.running)
  const groups = useMemo(() => {
    const begun = (running ?? []).filter(({ bytesDone }) => bytesDone > 0)
    return list === null ? [] : groupDownloads(list, new Set(begun.map(({ assetId }) => assetId)))
  }, [list, running])
  const words = problem ?? error?.message ?? null
  return (
    <main className={shared['screen']}>
      <Header act={act} onProblem={setProblem} />
      <Hold />
      {words === null ? null : (
        <Notice tone="tally" shape="strip" onDismiss={() => setProblem(null)}>
          {words}
        </Notice>
      )}
      {list === null ? (
        error === null ? (
          <Working className={styles['first']}>Reading the queue</Working>
        ) : null
      ) : groups.length === 0 ? (
        <EmptyState
          icon={ArrowDownToLine}
          title="Nothing to download"
          action={<Button onClick={() => app.go({ kind: 'library' })}>Go to the library</Button>}
        >
          Press D on a recording to download it. What Dailies downloads by itself is chosen in the settings.
        </EmptyState>
      ) : (
        <Queue groups={groups} act={act} />
      )}
    </main>
  )
}

type HeaderProps = { readonly act: Act; readonly onProblem: (words: string | null) => void }

function Header({ act, onProblem }: HeaderProps) {
  const progress = useDownloads((state) => state.progress)
  const counts = useDownloads((state) => state.list?.counts)
  const active = (counts?.queued ?? 0) + (counts?.running ?? 0) + (counts?.waiting ?? 0)
  const paused = progress?.hold.kind === 'paused'
  return (
    <header className={classes(shared['header'], styles['header'])}>
      <h1 className={classes(shared['title'], styles['title'])}>Downloads</h1>
      <Sums />
      <Limits onProblem={onProblem} />
      {paused || (active === 0 && (counts?.paused ?? 0) > 0) ? (
        <Button icon={Play} onClick={() => act('resume', all)}>
          Resume all
        </Button>
      ) : (
        <Button icon={Pause} disabled={active === 0} onClick={() => act('pause', all)}>
          Pause all
        </Button>
      )}
    </header>
  )
}

function Sums() {
  const progress = useDownloads((state) => state.progress)
  const remaining = useDownloads((state) => state.progress?.remainingBytes ?? state.list?.remainingBytes ?? 0)
  const running = progress?.running.length ?? 0
  const parts = [
    running > 0 && progress !== null ? formatRate(progress.bytesPerS) : null,
    remaining > 0 ? `${formatBytes(remaining)} to go` : null,
    running > 0 && progress?.secondsLeft != null ? `${formatTimeLeft(progress.secondsLeft)} left` : null,
  ].filter((part) => part !== null)
  const words = parts.length === 0 ? 'Nothing is running' : parts.join(' · ')
  return (
    <p className={styles['sums']} title={words}>
      {words}
    </p>
  )
}

function Hold() {
  const hold = useDownloads((state) => state.progress?.hold)
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const said = hold === undefined ? null : holdWords(hold, timeZone)
  if (said === null) return null
  return (
    <Notice
      tone={said.tone}
      shape="strip"
      action={
        said.action === 'settings' ? (
          <Button size="small" onClick={() => app.go({ kind: 'settings' })}>
            Open settings
          </Button>
        ) : undefined
      }
    >
      {said.words}
    </Notice>
  )
}

function Queue({ groups, act }: { readonly groups: readonly DownloadGroup[]; readonly act: Act }) {
  const lines = useMemo(() => linesOf(groups), [groups])
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidth(scroller, 0)
  const keptFocus = useKeptFocus(scroller, lines)
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => lineHeight(lines[index], width),
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 8,
    useFlushSync: false,
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls; keys must reach it.
    <section ref={scroller} className={styles['scroller']} tabIndex={0} aria-label="Download queue" {...keptFocus}>
      <ul className={styles['lines']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((place) => {
          const line = lines[place.index]
          if (line === undefined) return null
          return (
            <li
              key={place.key}
              className={styles['place']}
              aria-setsize={lines.length}
              aria-posinset={place.index + 1}
              style={{ height: place.size, transform: `translateY(${place.start}px)` }}
            >
              {line.kind === 'heading' ? (
                <Heading group={line.group} act={act} />
              ) : line.kind === 'more' ? (
                <p className={styles['more']}>{line.words}</p>
              ) : (
                <DownloadLineView row={line.row} act={act} />
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Heading({ group, act }: { readonly group: DownloadGroup; readonly act: Act }) {
  const retryable = group.rows.filter((row) => row.state === 'failed').map((row) => row.assetId)
  return (
    <div className={styles['heading']}>
      <h2>{group.title}</h2>
      <span className={styles['count']}>{formatCount(group.rows.length + group.unlisted)}</span>
      {group.kind === 'failed' && retryable.length > 1 ? (
        <Button size="small" variant="quiet" onClick={() => act('retry', { kind: 'assets', assetIds: retryable })}>
          Try {counted(retryable.length, 'file')} again
        </Button>
      ) : null}
    </div>
  )
}
