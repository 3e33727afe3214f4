// Any marker that a person could make.
import fc from 'fast-check'
import { cleanMarkerText } from '../../../../main/engine/core/markers/marker-record.ts'
import { latestCreatedMs, latestMarkerMs, type Marker, markerColour } from '../../../../preload/contract/markers.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '=SUM(A1)',
    '＝1',
    "'=x",
    '-->',
    '"quoted", and; more',
    'two\nlines',
    '👩‍🚀 שלום <b>&amp;',
    '@me',
    "''",
  ),
)

export const anyMarker: fc.Arbitrary<Marker> = fc
  .record({
    id: fc.stringMatching(/^[\w-]{1,64}$/),
    startMs: fc.nat(latestMarkerMs - 1),
    lengthMs: fc.option(fc.integer({ min: 1, max: 100_000 })),
    text,
    colour: fc.constantFrom(...markerColour.options),
    createdMs: fc.nat(latestCreatedMs),
  })
  .map(({ lengthMs, startMs, text: raw, ...rest }) => ({
    ...rest,
    startMs,
    endMs: lengthMs === null ? null : Math.min(startMs + lengthMs, latestMarkerMs),
    text: cleanMarkerText(raw),
  }))

export const anyMarkers = fc.uniqueArray(anyMarker, { selector: ({ id }) => id, maxLength: 20 })
