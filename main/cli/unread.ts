/**
 * What 100ms sent and Dailies couldn't read, named after a sync: what it stands for may be missing in the library, so the
 * command can't end as if all were there.
 */
import type { Archive } from '../engine/reader/archive.ts'
import { countOf, type Output } from './output.ts'

const namedAtMost = 10

/** Whether there was any. */
export function tellUnread(output: Output, archive: Pick<Archive, 'unreadItems'>, workspaceId: number): boolean {
  const { count, items } = archive.unreadItems(workspaceId, namedAtMost)
  if (count === 0) return false
  for (const { stream, upstreamId, reason } of items) {
    output.event('error', { kind: 'unreadable', message: reason, stream, id: upstreamId }, null)
    output.trouble(`${stream}${upstreamId === null ? '' : ` ${upstreamId}`}: ${reason}`)
  }
  const more = count > items.length ? `, of which ${items.length} are named` : ''
  const message = `${countOf(count, 'thing')} from 100ms can’t be read${more}. Each is kept as it came, and what it stands for may be missing here; a later sync tries again. The app shows their raw words under “Needs attention”.`
  output.problem({ kind: 'unreadable', message })
  return true
}
