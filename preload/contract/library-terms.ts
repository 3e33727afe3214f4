/** What all sides know of lists besides their shapes. Free of zod. */
import type { LibraryFilter, SmartList } from './library.ts'

/** Filters nothing. */
export const wholeLibrary: LibraryFilter = {
  list: 'all',
  workspaceId: null,
  roomIds: [],
  statuses: [],
  sinceMs: null,
  untilMs: null,
  downloaded: 'any',
  hasTranscript: null,
  fromS: null,
  belowS: null,
  speaker: null,
  text: '',
}

export const listWords: Readonly<Record<SmartList, string>> = {
  all: 'All recordings',
  unreviewed: 'Unreviewed',
  starred: 'Starred',
  expiring: 'Expiring soon',
  'not-downloaded': 'Not downloaded',
  'only-copy': 'Only copy',
  failed: 'Failed',
  attention: 'Needs attention',
}
