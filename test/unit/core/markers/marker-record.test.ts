// Two copies of a library agree about their markers, and whatever a person types can be kept in any file.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  changedRecords,
  cleanMarkerText,
  fromSidecarMarkers,
  type MarkerRecord,
  newerMarkers,
  sidecarMarkers,
  sidecarRemovedMarkers,
  toSidecarMarkers,
} from '../../../../main/engine/core/markers/marker-record.ts'
import { longestMarkerText } from '../../../../preload/contract/marker-terms.ts'
import { anyMarker } from './marker-arbitrary.ts'

/** Few ids and few moments, so that two copies often disagree about the same marker. */
const anyRecord = fc
  .record({ marker: anyMarker, id: fc.constantFrom('a', 'b', 'c', 'd'), changedMs: fc.nat(3), removed: fc.boolean() })
  .map(({ marker, id, changedMs, removed }): MarkerRecord => {
    const gone = { startMs: 0, endMs: null, text: '', colour: 'blue' as const, createdMs: 0 }
    return { ...(removed ? gone : marker), id, changedMs, removed }
  })
const anyCopy = fc.uniqueArray(anyRecord, { selector: ({ id }) => id })

const merged = (ours: readonly MarkerRecord[], theirs: readonly MarkerRecord[]) => {
  const newer = newerMarkers(ours, theirs)
  const replaced = new Set(newer.map(({ id }) => id))
  return [...ours.filter(({ id }) => !replaced.has(id)), ...newer].sort((a, b) => (a.id < b.id ? -1 : 1))
}
/** When a marker was made doesn't decide between two of them. */
const said = (records: readonly MarkerRecord[]) => records.map(({ createdMs: _, ...rest }) => rest)

test('copies that meet hold the same markers, whichever was first, and meeting again changes nothing', () => {
  fc.assert(
    fc.property(anyCopy, anyCopy, anyCopy, (a, b, c) => {
      expect(said(merged(a, b))).toEqual(said(merged(b, a)))
      expect(said(merged(merged(a, b), c))).toEqual(said(merged(a, merged(b, c))))
      expect(newerMarkers(merged(a, b), b)).toEqual([])
    }),
  )
})

test('a person’s change counts more than what was there, also when the clock was put back', () => {
  fc.assert(
    fc.property(anyCopy, anyMarker, fc.nat(2), (before, marker, nowMs) => {
      const changed = changedRecords(before, { put: [{ ...marker, id: 'a' }], remove: ['b'] }, nowMs)
      expect(newerMarkers(changed, before).filter(({ id }) => changed.some((each) => each.id === id))).toEqual([])
    }),
  )
})

test('records survive the sidecar', () => {
  fc.assert(
    fc.property(anyCopy, (records) => {
      const { markers, removedMarkers } = JSON.parse(JSON.stringify(toSidecarMarkers(records)))
      const read = fromSidecarMarkers({
        markers: sidecarMarkers.parse(markers),
        removedMarkers: sidecarRemovedMarkers.parse(removedMarkers),
      })
      const byId = (a: MarkerRecord, b: MarkerRecord) => (a.id < b.id ? -1 : 1)
      expect(read.sort(byId)).toEqual([...records].sort(byId))
    }),
  )
})

test('any text becomes one that every file can hold, and is left alone from then on', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3 * longestMarkerText }), (text) => {
      const clean = cleanMarkerText(text)
      expect(clean.length).toBeLessThanOrEqual(longestMarkerText)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be in it.
      expect(clean).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|\p{Surrogate}/u)
      expect(cleanMarkerText(clean)).toBe(clean)
    }),
  )
})
