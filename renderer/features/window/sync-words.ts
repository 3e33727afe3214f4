/** What sync is doing, in one short line; of several workspaces the one that needs the person most. Pure. */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { SyncStatus } from '../../../preload/contract/workspace.ts'
import { formatCount } from '../../format/count.ts'
import { formatAgo } from '../../format/dates.ts'
import { streamWords } from '../../format/recording-words.ts'
import type { SyncState } from '../../stores/sync-store.ts'

export type SyncWords = {
  readonly tone: 'quiet' | 'busy' | 'waiting' | 'stopped'
  readonly line: string
  /** The whole story, where there is one. */
  readonly more: string | null
}

const urgency = { stopped: 3, waiting: 2, running: 1, idle: 0 } as const

export function mostUrgent(statuses: readonly SyncStatus[]): SyncStatus | null {
  return [...statuses].sort((a, b) => urgency[b.phase.kind] - urgency[a.phase.kind])[0] ?? null
}

export function syncWords(status: SyncStatus, nowMs: number): SyncWords {
  const { phase } = status
  switch (phase.kind) {
    case 'running':
      return {
        tone: 'busy',
        line: `Reading ${streamWords(phase.stream)}${phase.items > 0 ? ` · ${formatCount(phase.items)}` : ''}`,
        more: phase.first
          ? 'The first sync reads everything that 100ms has. It can be interrupted and goes on where it was.'
          : null,
      }
    case 'waiting':
      return { tone: 'waiting', line: shortError(phase.error), more: phase.error.message }
    case 'stopped':
      return { tone: 'stopped', line: shortError(phase.error), more: phase.error.message }
    case 'idle':
      return {
        tone: 'quiet',
        line: status.lastFinishedMs === null ? 'Not synced yet' : `Synced ${formatAgo(status.lastFinishedMs, nowMs)}`,
        more: null,
      }
  }
}

type Heard = Pick<SyncState, 'statuses' | 'asked'>

/** What a screen reader is told of a change. Of syncs that run by themselves nothing; what stops one stands in the banner. */
export function syncNews(before: Heard, now: Heard): string | null {
  const [was, is] = [mostUrgent(before.statuses)?.phase, mostUrgent(now.statuses)?.phase]
  if (is?.kind === 'running' && was?.kind !== 'running') return is.first || now.asked ? 'Syncing with 100ms.' : null
  if (is?.kind === 'idle' && was?.kind === 'running') return was.first || before.asked ? 'Sync finished.' : null
  return null
}

function shortError(error: DailiesError): string {
  switch (error.kind) {
    case 'offline':
      return 'Offline'
    case 'server':
      return '100ms has trouble'
    case 'rate-limited':
      return '100ms asked to wait'
    case 'unauthorized':
      return 'Credentials don’t work'
    case 'forbidden':
      return 'No permission'
    case 'library-missing':
      return 'The library’s drive is away'
    default:
      return 'Sync has stopped'
  }
}
