/** What the engine answers to a window's list: a list of so many recordings, counts, and changes of them. */
import type { Change } from '../../preload/contract/events.ts'
import type { LibraryOverview, LibrarySnapshot } from '../../preload/contract/library.ts'

/** Recordings of which each has a session of its own; no rows. */
export const snapshot = (seq: number, ...ids: number[]): LibrarySnapshot => ({
  seq,
  ids: Int32Array.from(ids),
  groupSizes: new Int32Array(ids.length).fill(1),
  groupMinutes: new Int32Array(ids.length),
  rows: [],
})
export const overview: LibraryOverview = {
  counts: {
    all: 3,
    expiring: 0,
    'not-downloaded': 0,
    'only-copy': 0,
    failed: 0,
    attention: 0,
    unreviewed: 0,
    starred: 0,
  },
  unreadable: 0,
  rooms: [],
  localBytes: 0,
  localFiles: 0,
  freeBytes: null,
}
export const change = (part: Partial<Change>): Change => ({
  seq: 2,
  recordingIds: [],
  list: false,
  downloads: false,
  settings: false,
  workspaces: false,
  ...part,
})
