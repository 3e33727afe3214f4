/**
 * Two copies of a library in which as many changes were made, not the same ones: neither is the later, so both hold as far as they
 * can. Either way round makes the same of them. Pure; see docs/adr/0087.
 */
import { uniqueTags } from '../../../preload/contract/tag-terms.ts'
import type { RecordingSidecar, RoomSidecar } from './sidecar.ts'

export type Writings = Pick<
  RecordingSidecar['user'],
  'title' | 'starred' | 'reviewed' | 'tags' | 'speakers' | 'chatOffsetMs' | 'sourceOffsetsMs'
>

/** null: they say the same. */
export function ofBoth(ours: Writings, theirs: Writings): Writings | null {
  if (said(ours) === said(theirs)) return null
  return {
    title: oneTitle(ours.title, theirs.title),
    starred: ours.starred || theirs.starred,
    reviewed: ours.reviewed || theirs.reviewed,
    // Sorted first: of two spellings both copies keep the same one.
    tags: uniqueTags([...ours.tags, ...theirs.tags].sort()),
    speakers: eachKey(ours.speakers, theirs.speakers),
    chatOffsetMs: oneOffset(ours.chatOffsetMs, theirs.chatOffsetMs),
    sourceOffsetsMs: eachKey(ours.sourceOffsetsMs, theirs.sourceOffsetsMs),
  }
}

export type RoomWritings = Pick<RoomSidecar['user'], 'title' | 'speakers'>

/** The same of a room. */
export function ofBothRooms(ours: RoomWritings, theirs: RoomWritings): RoomWritings | null {
  if (ours.title === theirs.title && saySame(ours.speakers, theirs.speakers)) return null
  return { title: oneTitle(ours.title, theirs.title), speakers: eachKey(ours.speakers, theirs.speakers) }
}

/** Of two titles any will do, as long as both copies find the same. */
function oneTitle(ours: string | null, theirs: string | null): string | null {
  if (ours === null || theirs === null) return ours ?? theirs
  return ours < theirs ? theirs : ours
}

const oneOffset = (ours: number, theirs: number): number =>
  ours === 0 || theirs === 0 ? ours + theirs : Math.max(ours, theirs)

type Values = Readonly<Record<string, unknown>>

function eachKey(ours: Values, theirs: Values): Record<string, unknown> {
  const [less, more] = JSON.stringify(ours) < JSON.stringify(theirs) ? [ours, theirs] : [theirs, ours]
  return { ...less, ...more }
}

export const saySame = (one: Values, other: Values): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

const said = ({ title, starred, reviewed, tags, speakers, chatOffsetMs, sourceOffsetsMs }: Writings): string =>
  JSON.stringify([title, starred, reviewed, [...tags].sort(), sorted(speakers), chatOffsetMs, sorted(sourceOffsetsMs)])

const sorted = (values: Values): readonly (readonly [string, unknown])[] =>
  Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1))
