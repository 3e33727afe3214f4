/**
 * What 100ms sent and Dailies couldn't read, named after a sync: what it stands for may be missing in the library, so the
 * command can't end as if all were there.
 */
import type { Archive } from '../engine/reader/archive.ts'
import { countOf, type Output } from './output.ts'
import { isInShard, type Shard } from './quantities.ts'

const namedAtMost = 10

/** Whether there was any. Of a shard: what belongs to a recording of another one is that one's to tell. */
export function tellUnread(
  output: Output,
  archive: Pick<Archive, 'unreadItems'>,
  workspaceId: number,
  shards: readonly Shard[],
): boolean {
  const isOurs = (id: string | null): boolean =>
    id === null || shards.length === 0 || shards.some((shard) => isInShard(id, shard))
  const all = archive.unreadItems(workspaceId).filter(({ recordingId }) => isOurs(recordingId))
  if (all.length === 0) return false
  const items = all.slice(0, namedAtMost)
  for (const { stream, upstreamId, reason } of items) {
    output.event('error', { kind: 'unreadable', message: reason, stream, id: upstreamId }, null)
    output.trouble(`${stream}${upstreamId === null ? '' : ` ${upstreamId}`}: ${reason}`)
  }
  const more = all.length > items.length ? `, of which ${items.length} are named` : ''
  const message = `${countOf(all.length, 'thing')} from 100ms can’t be read${more}. Each is kept as it came, and what it stands for may be missing here; a later sync tries again. The app shows their raw words under “Needs attention”.`
  output.problem({ kind: 'unreadable', message })
  return true
}
