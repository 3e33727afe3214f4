/** The library's filter: where it starts, what of it is set, and how it is said. */
import type { LibraryFilter, LibrarySort, SmartList } from '../../preload/contract/library.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'

export const emptyFilter: LibraryFilter = wholeLibrary

export const newestFirst: LibrarySort = { by: 'date', descending: true }

export const isSearch = (filter: LibraryFilter): boolean => filter.text.trim() !== ''

/** Set in the filter bar; the sidebar's list and room, and the search box, are not. */
export const chipsAreSet = (filter: LibraryFilter): boolean =>
  roomsAreChip(filter) ||
  filter.statuses.length > 0 ||
  filter.sinceMs !== null ||
  filter.untilMs !== null ||
  filter.downloaded !== 'any' ||
  filter.hasTranscript !== null ||
  filter.fromS !== null ||
  filter.belowS !== null ||
  filter.speaker !== null

export const withoutChips = (filter: LibraryFilter): LibraryFilter => ({
  ...emptyFilter,
  list: filter.list,
  workspaceId: filter.workspaceId,
  roomIds: roomsAreChip(filter) ? [] : filter.roomIds,
  text: filter.text,
})

/** One step back from what let nothing through: without the search, else without the chips, else everything. */
export const widened = (filter: LibraryFilter): LibraryFilter =>
  isSearch(filter) ? { ...filter, text: '' } : chipsAreSet(filter) ? withoutChips(filter) : emptyFilter

/** The sidebar shows one room of all recordings; any others were ticked in the bar. */
const roomsAreChip = ({ list, roomIds }: LibraryFilter): boolean =>
  roomIds.length > 1 || (roomIds.length === 1 && list !== 'all')

/** What the sidebar chose: a smart list, or a room of all recordings. The search and the chips go on. */
export const atList = (filter: LibraryFilter, list: SmartList): LibraryFilter => ({
  ...filter,
  list,
  workspaceId: null,
  roomIds: [],
})
export const atWorkspace = (filter: LibraryFilter, workspaceId: number): LibraryFilter => ({
  ...filter,
  list: 'all',
  workspaceId,
  roomIds: [],
})
export const atRoom = (filter: LibraryFilter, roomId: number): LibraryFilter => ({
  ...filter,
  list: 'all',
  workspaceId: null,
  roomIds: [roomId],
})

/** A smart list, and nothing that narrows it. */
export const isOnly = (filter: LibraryFilter, list: SmartList): boolean =>
  filter.list === list &&
  filter.roomIds.length === 0 &&
  filter.workspaceId === null &&
  !isSearch(filter) &&
  !chipsAreSet(filter)

export const toggled = <T>(values: readonly T[], value: T): T[] =>
  values.includes(value) ? values.filter((each) => each !== value) : [...values, value]
