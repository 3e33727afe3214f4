/** What stands in the list's place when it has no lines: not read yet, nothing there yet, or nothing that fits. */
import { CheckCheck, Clapperboard, CloudAlert, CloudDownload, SearchX } from 'lucide-react'
import type { SmartList } from '../../../../preload/contract/library.ts'
import type { SyncStatus } from '../../../../preload/contract/workspace.ts'
import { isOnly, isSearch, widened } from '../../../stores/filter.ts'
import { app, library, sync, useLibrary, useSync } from '../../../stores/stores.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Working } from '../../../ui/working.tsx'
import styles from './list-states.module.css'

const nothingIn: Readonly<Partial<Record<SmartList, readonly [title: string, words: string]>>> = {
  expiring: [
    'Nothing is about to go',
    'Recordings show up here five days before 100ms deletes their files, unless everything is here already.',
  ],
  'not-downloaded': ['Everything is on this computer', 'Recordings whose files are only at 100ms show up here.'],
  'only-copy': [
    'No only copies',
    'When 100ms has deleted a recording that you have here, it shows up here: take care of these.',
  ],
  failed: [
    'Nothing has failed',
    'Downloads that couldn’t be finished and recordings that failed at 100ms show up here.',
  ],
  unreviewed: ['Everything is reviewed', 'New recordings show up here until you mark them as reviewed.'],
  starred: ['No stars yet', 'Press S on a recording to find it again here.'],
}

export function ListStates() {
  const snapshot = useLibrary((state) => state.snapshot)
  const error = useLibrary((state) => state.error)
  const filter = useLibrary((state) => state.filter)
  const total = useLibrary((state) => state.overview?.counts.all ?? 0)
  if (snapshot === null) return error === null ? <FirstLoad /> : <div className={styles['fill']} />
  if (total === 0) return <EmptyLibrary />
  const searching = isSearch(filter)
  const special = nothingIn[filter.list]
  if (special !== undefined && isOnly(filter, filter.list))
    return (
      <EmptyState icon={CheckCheck} title={special[0]}>
        {special[1]}
      </EmptyState>
    )
  return (
    <EmptyState
      icon={SearchX}
      title={searching ? `Nothing found for “${filter.text.trim()}”` : 'Nothing fits these filters'}
      action={
        <Button onClick={() => library.ask({ filter: widened(filter) })}>
          {searching ? 'Clear the search' : 'Clear all filters'}
        </Button>
      }
    >
      {searching
        ? 'Transcripts and chats are searched once they are on this computer. Besides words there are "exact words", -without, speaker:, room:, after:, before: and type:.'
        : 'There are recordings, but none that all of these filters let through.'}
    </EmptyState>
  )
}

/** Nothing for a moment, then lines' shapes: the list appears where they are. */
function FirstLoad() {
  return (
    <div className={styles['skeleton']} role="status" aria-label="Reading the library">
      {Array.from({ length: 9 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nine alike.
        <div key={index} className={styles['line']}>
          <span className={styles['picture']} />
          <span className={styles['words']} />
        </div>
      ))}
    </div>
  )
}

function EmptyLibrary() {
  const workspaces = useSync((state) => state.workspaces)
  const running = useSync((state) => state.statuses.some((status) => status.phase.kind === 'running'))
  const stuck = useSync(({ statuses }) => neverRead(statuses))
  if (running)
    return (
      <div className={styles['fill']}>
        <Working>Asking 100ms for your recordings; they appear here as they come.</Working>
      </div>
    )
  if (workspaces === null || workspaces.every((workspace) => !workspace.connected))
    return (
      <EmptyState
        icon={Clapperboard}
        title="No recordings yet"
        action={
          <Button variant="primary" onClick={() => app.connect(true)}>
            Connect a workspace
          </Button>
        }
      >
        Connect your 100ms workspace, and its recordings are listed here, searchable and safe from being deleted.
      </EmptyState>
    )
  if (stuck !== null)
    return (
      <EmptyState
        icon={CloudAlert}
        title="Nothing could be read yet"
        action={
          stuck === 'stopped' ? (
            <Button onClick={() => app.go({ kind: 'settings' })}>Open settings</Button>
          ) : (
            <Button onClick={() => sync.now(null)}>Try now</Button>
          )
        }
      >
        {stuck === 'stopped'
          ? 'Your recordings appear here once the workspace lets Dailies in. What is wrong stands above.'
          : 'Your recordings appear here as soon as 100ms can be reached; it is tried again by itself.'}
      </EmptyState>
    )
  return (
    <EmptyState
      icon={CloudDownload}
      title="100ms has no recordings yet"
      action={<Button onClick={() => sync.now(null)}>Sync now</Button>}
    >
      Once a session in your workspace is recorded, it appears here by itself.
    </EmptyState>
  )
}

/** How every sync ended before it had read all that there is; null: it hasn't, or one has. */
function neverRead(statuses: readonly SyncStatus[]): 'stopped' | 'waiting' | null {
  if (statuses.length === 0 || statuses.some(({ firstSyncDone }) => firstSyncDone)) return null
  const kinds = statuses.map(({ phase }) => phase.kind)
  return kinds.includes('stopped') ? 'stopped' : kinds.includes('waiting') ? 'waiting' : null
}
