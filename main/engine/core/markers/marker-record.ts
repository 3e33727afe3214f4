/**
 * Markers as the database and the sidecars keep them: with when they were changed last, and with those that were taken
 * away, so that two copies of a library can be put together. How texts are cleaned is here too.
 */
import { z } from 'zod'
import { longestMarkerText, usualMarkerColour } from '../../../../preload/contract/marker-terms.ts'
import {
  latestCreatedMs,
  latestMarkerMs,
  type Marker,
  type MarkerDraft,
  markerColour,
  markerId,
} from '../../../../preload/contract/markers.ts'

export type MarkerRecord = Marker & { readonly changedMs: number; readonly removed: boolean }

const ms = z.number().int().min(0).max(latestMarkerMs)
const epochMs = z.number().int().min(0).max(latestCreatedMs).catch(0)

const sidecarMarker = z.looseObject({
  id: markerId,
  startMs: ms,
  endMs: ms.nullable().catch(null),
  text: z.string().catch(''),
  /** A newer Dailies may have more of them. */
  colour: markerColour.catch(usualMarkerColour),
  createdMs: epochMs,
  changedMs: epochMs,
})
const removedMarker = z.looseObject({ id: markerId, changedMs: epochMs })

/** One that can't be read costs no other. */
const each = <T>(schema: z.ZodType<T>) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items) =>
      items.flatMap((item) => {
        const parsed = schema.safeParse(item)
        return parsed.success ? [parsed.data] : []
      }),
    )

/** In a recording's sidecar, under `user`. */
export const sidecarMarkers = each(sidecarMarker)
export const sidecarRemovedMarkers = each(removedMarker)

export type SidecarMarkers = {
  readonly markers: z.infer<typeof sidecarMarkers>
  readonly removedMarkers: z.infer<typeof sidecarRemovedMarkers>
}

export function toSidecarMarkers(records: readonly MarkerRecord[]): SidecarMarkers {
  return {
    markers: records.filter(({ removed }) => !removed).map(({ removed: _, ...marker }) => marker),
    removedMarkers: records.filter(({ removed }) => removed).map(({ id, changedMs }) => ({ id, changedMs })),
  }
}

export function fromSidecarMarkers({ markers, removedMarkers }: SidecarMarkers): MarkerRecord[] {
  return [
    ...markers.map(({ id, startMs, endMs, text, colour, createdMs, changedMs }) => ({
      ...{ id, startMs, text: cleanMarkerText(text), colour, createdMs, changedMs },
      endMs: endMs !== null && endMs > startMs ? endMs : null,
      removed: false,
    })),
    ...removedMarkers.map(({ id, changedMs }) => removedRecord(id, changedMs)),
  ]
}

/** Nothing of what it said is kept. */
function removedRecord(id: string, changedMs: number): MarkerRecord {
  return { id, startMs: 0, endMs: null, text: '', colour: usualMarkerColour, createdMs: 0, changedMs, removed: true }
}

/**
 * Those of `theirs` that have something to say to `ours`: new, or changed later. Whoever takes them over has the same
 * markers, whichever of two copies is read first.
 */
export function newerMarkers(ours: readonly MarkerRecord[], theirs: readonly MarkerRecord[]): MarkerRecord[] {
  const known = new Map(ours.map((record) => [record.id, record]))
  return theirs.filter((record) => {
    const mine = known.get(record.id)
    if (mine === undefined || record.changedMs > mine.changedMs) return true
    // Changed in the same millisecond on two computers: any order will do, as long as both find the same.
    return record.changedMs === mine.changedMs && !saysTheSame(record, mine) && tie(record) > tie(mine)
  })
}

const tie = ({ startMs, endMs, text, colour, removed }: MarkerRecord): string =>
  JSON.stringify([removed, startMs, endMs, text, colour])

const saysTheSame = (a: MarkerRecord, b: MarkerRecord): boolean =>
  a.startMs === b.startMs &&
  a.endMs === b.endMs &&
  a.text === b.text &&
  a.colour === b.colour &&
  a.removed === b.removed

/**
 * What a change makes of a recording's records; only those that differ from `before`. `nowMs` is the clock's, but nothing
 * counts as changed earlier than it was before: a clock may be put back.
 */
export function changedRecords(
  before: readonly MarkerRecord[],
  change: { readonly put: readonly MarkerDraft[]; readonly remove: readonly string[] },
  nowMs: number,
): MarkerRecord[] {
  const known = new Map(before.map((record) => [record.id, record]))
  const changed = new Map<string, MarkerRecord>()
  const later = (id: string): number => Math.max(nowMs, (known.get(id)?.changedMs ?? 0) + 1)
  for (const id of change.remove) {
    if (known.get(id)?.removed === false) changed.set(id, removedRecord(id, later(id)))
  }
  for (const draft of change.put) {
    const mine = known.get(draft.id)
    const text = cleanMarkerText(draft.text)
    const createdMs = draft.createdMs ?? (mine === undefined || mine.removed ? nowMs : mine.createdMs)
    const record = { ...draft, text, createdMs, changedMs: later(draft.id), removed: false }
    if (mine === undefined || !saysTheSame(mine, record)) changed.set(draft.id, record)
  }
  return [...changed.values()]
}

/** Control characters (but the line's end) and halves of characters are nothing that a person writes, and break files. */
export function cleanMarkerText(text: string): string {
  const clean = text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\p{Surrogate}/gu, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, ' ')
    .trim()
  return clean.length <= longestMarkerText ? clean : wellFormedStart(clean)
}

const wellFormedStart = (text: string): string =>
  text
    .slice(0, longestMarkerText)
    .replace(/\p{Surrogate}/gu, '')
    .trimEnd()

/** As they are shown and exported: by time. */
export const byTime = (a: Marker, b: Marker): number =>
  a.startMs - b.startMs || (a.endMs ?? a.startMs) - (b.endMs ?? b.startMs) || (a.id < b.id ? -1 : 1)
