/** What the library list asks for and gets: filters in, ordered ids out; rows are fetched for what is on the screen. */
import { z } from 'zod'
import { downloadStep } from './download.ts'
import { smartLists } from './list-terms.ts'
import { assetId, recordingId, recordingRow, recordingStatus, roomId, workspaceId } from './recording.ts'
import { searchSources } from './search-terms.ts'

/** The sidebar's smart lists. */
export const smartList = z.enum(smartLists)
export type SmartList = z.infer<typeof smartList>

export const libraryFilter = z.object({
  list: smartList,
  /** Of several in one library. */
  workspaceId: workspaceId.nullable(),
  roomIds: z.array(roomId),
  statuses: z.array(recordingStatus),
  /** Inclusive start, exclusive end, epoch ms; of `startedMs ?? createdMs`. */
  sinceMs: z.number().nullable(),
  untilMs: z.number().nullable(),
  downloaded: z.enum(['any', 'yes', 'partly', 'no']),
  hasTranscript: z.boolean().nullable(),
  /** Length in seconds: inclusive start, exclusive end. What has no known length is in neither. */
  fromS: z.number().nonnegative().nullable(),
  belowS: z.number().nonnegative().nullable(),
  /** Someone who speaks in the transcript, by the name that it gives. */
  speaker: z.string().max(300).nullable(),
  /** What to find, in the language of core/search-query.ts; empty for all. */
  text: z.string().max(500),
})
export type LibraryFilter = z.infer<typeof libraryFilter>

/** `relevance`: what fits the search best comes first, then the newest; without a search the newest. */
export const librarySort = z.object({
  by: z.enum(['date', 'title', 'room', 'duration', 'size', 'expiry', 'relevance']),
  descending: z.boolean(),
})
export type LibrarySort = z.infer<typeof librarySort>

/**
 * The ordered list. A session's recordings stand together: `groupSizes[i]` consecutive ids of `ids` form group i, its
 * newest recording first. Sums to `ids.length`.
 */
export const librarySnapshot = z.object({
  /** The change number that this snapshot includes; later changes apply on top. */
  seq: z.number().int(),
  ids: z.instanceof(Int32Array),
  groupSizes: z.instanceof(Int32Array),
  /** Sorted by date: when each group's recording that stands for it began, in whole minutes since 1970; else empty. */
  groupMinutes: z.instanceof(Int32Array),
  /** Of the first lines, so that a list stands whole with its first answer. */
  rows: z.array(recordingRow),
})
export type LibrarySnapshot = z.infer<typeof librarySnapshot>

export const room = z.object({
  id: roomId,
  workspaceId,
  upstreamId: z.string(),
  /** 100ms's name; a UUID when nobody named the room. */
  name: z.string(),
  userTitle: z.string().nullable(),
  /** userTitle, else name, else "Unnamed room" with the id's last characters. */
  title: z.string(),
  /** What tells it from another room of the same title: its workspace, or the end of its id. null: no other has it. */
  apart: z.string().nullable(),
  recordingCount: z.number().int(),
  localBytes: z.number(),
})
export type Room = z.infer<typeof room>

/** Someone that transcripts name, and in how many recordings. */
export const speaker = z.object({ name: z.string(), recordings: z.number().int() })
export type Speaker = z.infer<typeof speaker>

export const libraryOverview = z.object({
  counts: z.record(smartList, z.number().int()),
  /** What 100ms sent and couldn't be read; listed under "Needs attention" beside its recordings. */
  unreadable: z.number().int(),
  rooms: z.array(room),
  localBytes: z.number(),
  localFiles: z.number().int(),
  freeBytes: z.number().nullable(),
})
export type LibraryOverview = z.infer<typeof libraryOverview>

/** Something upstream that couldn't be read, kept raw. */
export const attentionItem = z.object({
  id: z.number().int(),
  workspaceId,
  /** e.g. "recordings", "recording-assets". */
  stream: z.string(),
  upstreamId: z.string().nullable(),
  reason: z.string(),
  /** The raw item, cut to a few kilobytes, secrets taken out. */
  raw: z.string(),
  seenMs: z.number(),
})
export type AttentionItem = z.infer<typeof attentionItem>

/**
 * A file that needs a look. failed: its download gave up. unavailable: it can't be had. The others are here, and kept:
 * unverified, its container can't be read; unreadable, its text can't; differs, it isn't of the size in 100ms's record.
 */
export const trouble = z.object({
  kind: z.enum(['failed', 'unavailable', 'unverified', 'unreadable', 'differs']),
  assetId,
  /** e.g. "Composite". */
  label: z.string(),
  recordingId,
  title: z.string(),
  startedMs: z.number().nullable(),
  /** In words: what happened, what to do. */
  reason: z.string().nullable(),
  /** What helps a download that failed or can't be had; null: it is here. */
  step: downloadStep.nullable(),
  expiresMs: z.number().nullable(),
  /** 100ms has it no longer: there is nothing to download again. */
  onlyCopy: z.boolean(),
})
export type Trouble = z.infer<typeof trouble>

export const searchSource = z.enum(searchSources)
export type SearchSource = z.infer<typeof searchSource>

/** The newest recordings first, or what fits best. */
export const searchOrder = z.enum(['newest', 'relevance'])
export type SearchOrder = z.infer<typeof searchOrder>

/** One hit of the search box inside a recording. */
export const searchHit = z.object({
  recordingId,
  source: searchSource,
  /** Position in the recording; null where there is none. */
  atMs: z.number().nullable(),
  speaker: z.string().nullable(),
  /** The line around the hit; `marks` are [start, end) offsets into it. */
  text: z.string(),
  marks: z.array(z.tuple([z.number().int(), z.number().int()])),
})
export type SearchHit = z.infer<typeof searchHit>

/** What is found in one recording. */
export const foundIn = z.object({
  recordingId,
  /** Its title or people, where that is what was found; then lines in the order of time. */
  hits: z.array(searchHit),
  /** So many other lines of it; of a word that is said all day, no more than 20,000 are counted. */
  more: z.number().int().nonnegative(),
})
export type FoundIn = z.infer<typeof foundIn>

/** What a list with a search begins with: enough to be looked at while the rest is read. */
export const foundFirst = z.object({
  list: librarySnapshot,
  /** `list` is all there is; else only the recordings of `hits`, and library.query has the others too. */
  whole: z.boolean(),
  /** Each recording's together. */
  hits: z.array(searchHit),
})
export type FoundFirst = z.infer<typeof foundFirst>

/** Where the library is and what can be done with it. */
export const libraryState = z.object({
  path: z.string().nullable(),
  writable: z.boolean(),
  /** A sentence each: set-aside database, cloud folder, network drive, held by another process. */
  notices: z.array(z.string()),
  timeZone: z.string(),
})
export type LibraryState = z.infer<typeof libraryState>
