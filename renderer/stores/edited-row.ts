/** A row as it will be once a change of the person's is saved: shown at once; the engine's row follows and wins. Pure. */
import type { CommandInput } from '../../preload/contract/commands.ts'
import type { RecordingRow } from '../../preload/contract/recording.ts'
import { withTag } from '../../preload/contract/tag-terms.ts'

export type RecordingChange = CommandInput<'recording.edit'>['change']

export function edited(row: RecordingRow, change: RecordingChange): RecordingRow {
  const changed = withChange(row, change)
  // What a session's line says is summed up over all of its recordings, which the engine knows.
  if (row.session.recordingCount > 1) return changed
  const { id, userTitle, starred, reviewed, tags } = changed
  const titledId = userTitle === null ? null : id
  const sums = { title: userTitle, titledId, starred: Number(starred), reviewed: Number(reviewed), tags }
  return { ...changed, session: { ...row.session, ...sums } }
}

function withChange(row: RecordingRow, change: RecordingChange): RecordingRow {
  switch (change.kind) {
    case 'title':
      return { ...row, userTitle: change.title, title: change.title ?? titleWithoutItsOwn(row) }
    case 'star':
      return { ...row, starred: change.starred }
    case 'review':
      return { ...row, reviewed: change.reviewed }
    case 'tags':
      return { ...row, tags: change.tags }
    case 'tag':
      return { ...row, tags: withTag(row.tags, change) }
  }
}

/** What it is called when the person takes its own title away. */
export const titleWithoutItsOwn = ({ id, session, roomTitle }: RecordingRow): string =>
  (session.titledId === id ? null : session.title) ?? roomTitle
