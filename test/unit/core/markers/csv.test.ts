// Markers to CSV and back, and CSV as other programs write it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMarkers } from '../../../../main/engine/adapters/content/marker-csv.ts'
import { markersCsv } from '../../../../main/engine/core/markers/csv.ts'
import { markerDraft } from '../../../../preload/contract/markers.ts'
import { anyMarkers } from './marker-arbitrary.ts'

function read(file: string) {
  const parsed = parseMarkers(file)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

const startsAndTexts = (file: string) => read(file).markers.map(({ startMs, endMs, text }) => [startMs, endMs, text])

test('any markers, written and read, are the same', () => {
  fc.assert(
    fc.property(anyMarkers, (markers) => {
      expect(read(markersCsv(markers))).toEqual({ markers, skipped: 0, problems: [] })
    }),
  )
})

test('with semicolons instead, as Excel writes them elsewhere, they are the same too', () => {
  fc.assert(
    fc.property(anyMarkers, (markers) => {
      const simple = markers.map((marker) => ({ ...marker, text: marker.text.replaceAll(',', ' ').trim() }))
      expect(read(markersCsv(simple).replaceAll(',', ';')).markers).toEqual(simple.map((marker) => ({ ...marker })))
    }),
  )
})

test('a cell that a spreadsheet would compute is told it is text', () => {
  const marker = { id: 'a', startMs: 0, endMs: null, text: '=1+1', colour: 'red' as const, createdMs: 0 }
  expect(markersCsv([marker])).toContain(`,'=1+1,`)
  // A wide sign, as a Japanese keyboard types it, begins one too.
  expect(markersCsv([{ ...marker, text: '＝1+1' }])).toContain(`,'＝1+1,`)
})

test('whatever is in a file, it is markers that can be kept or a sentence', () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('Start', 'Text', '0:01', '1:02:03.5', '99999999999', '"', '\n'))
  const file = fc
    .array(fc.array(cell).map((cells) => cells.join(',')))
    .map((rows) => `Start,Text,End\n${rows.join('\n')}`)
  fc.assert(
    fc.property(fc.oneof(file, fc.string({ unit: 'binary' })), (text) => {
      const parsed = parseMarkers(text)
      if (!parsed.ok) expect(parsed.error.message).toMatch(/\.$/)
      else for (const marker of parsed.value.markers) expect(markerDraft.safeParse(marker).success).toBe(true)
    }),
  )
})

describe('a list from elsewhere', () => {
  test('by Excel: byte-order mark, semicolons, CRLF, quoted line ends', () => {
    const file = '\ufeffStart;End;Text;Color\r\n0:01,5;0:02;"one\r\ntwo; three";Red\r\n1:00:00;;"say ""hi""";\r\n'
    expect(startsAndTexts(file)).toEqual([
      [1500, 2000, 'one\ntwo; three'],
      [3_600_000, null, 'say "hi"'],
    ])
    expect(read(file).markers.map(({ colour }) => colour)).toEqual(['red', 'blue'])
  })

  test('whose first line tells Excel how its cells are parted', () => {
    expect(startsAndTexts('\ufeffsep=;\r\nStart;Text\r\n12,5;one, two\r\n')).toEqual([[12_500, null, 'one, two']])
  })

  test('with a range the wrong way round is read, and says that it has become a moment', () => {
    const { markers, skipped, problems } = read('Start,End,Text\n0:09,0:05,a\n0:10,0:10,b\n')
    expect(markers.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [9000, null],
      [10_000, null],
    ])
    expect({ skipped, problems }).toEqual({
      skipped: 0,
      problems: ['Row 2 ends before it starts; it was read as a moment.'],
    })
  })

  test('by tabs, in any order of columns, with names of other programs', () => {
    expect(startsAndTexts('Description\tIn\tMarker Name\nlong\t00:00:12.250\tshort\n')).toEqual([
      [12_250, null, 'long'],
    ])
  })

  test('read twice gives the same markers, not others', () => {
    const file = 'Time,Note\n0:10,Here\n0:10,Here\n0:20,There'
    expect(read(file)).toEqual(read(file))
    expect(new Set(read(file).markers.map(({ id }) => id)).size).toBe(3)
  })

  test('with lines that say no time is read but for those, and says which', () => {
    const { markers, skipped, problems } = read('Start,Text\n0:01,a\nsoon,b\n01:02:03:12,c\n,\n0:04,d\n')
    expect(markers.map(({ text }) => text)).toEqual(['a', 'd'])
    expect(skipped).toBe(2)
    expect(problems).toEqual([
      'Row 3 has no time that can be read (“soon”).',
      'Row 4 has no time that can be read (“01:02:03:12”).',
    ])
  })

  test('with empty lines says which row it means by the number that a spreadsheet gives it', () => {
    const { markers, problems } = read('\n\nStart;Text\n\n0:01;"two\nlines"\n\n\nsoon;b\n;\nlater;c\n')
    expect(markers.map(({ text }) => text)).toEqual(['two\nlines'])
    expect(problems).toEqual([
      'Row 8 has no time that can be read (“soon”).',
      'Row 10 has no time that can be read (“later”).',
    ])
  })

  test('of something else is refused with what would be needed', () => {
    const answer = parseMarkers('PeerId,SenderName,Message\n1,Ann,hello\n')
    expect(answer).toMatchObject({
      ok: false,
      error: { kind: 'unreadable', message: /no column that says when.*“Start”/ },
    })
    expect(parseMarkers('')).toMatchObject({ ok: false })
    expect(parseMarkers('\u0089PNG\r\n\u001a\n\0\0\0\rIHDR')).toMatchObject({ ok: false })
  })
})
