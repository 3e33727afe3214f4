/** What a session's one line shows: its newest recording, and of all of them what was written and what the files are. Pure. */
import type { RecordingRow } from '../../../../preload/contract/recording.ts'

export function sessionRow(row: RecordingRow): RecordingRow {
  const {
    title,
    starred,
    reviewed,
    recordingCount,
    tags,
    assets,
    onlyCopy,
    expiresMs,
    sizeBytes,
    durationS,
    doubtful,
  } = row.session
  return {
    ...row,
    title: title ?? row.roomTitle,
    userTitle: title,
    // A star on any of them is seen; what has joined since isn't reviewed.
    starred: starred > 0,
    reviewed: reviewed === recordingCount,
    tags,
    assets,
    local: assets.done === 0 ? 'none' : assets.done < assets.total ? 'partial' : 'complete',
    onlyCopy,
    expiresMs,
    sizeBytes,
    durationS,
    doubtful,
  }
}
