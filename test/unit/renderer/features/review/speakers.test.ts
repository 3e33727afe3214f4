// Who is shown as whom, how much of all they speak, and links to a moment.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDeepLink } from '../../../../../main/shell/deep-link.ts'
import type { Participant } from '../../../../../preload/contract/recording.ts'
import type { TranscriptLine } from '../../../../../preload/contract/review.ts'
import type { NamedSpeakers } from '../../../../../preload/contract/speakers.ts'
import { peopleOf } from '../../../../../renderer/features/review/panel/people.ts'
import { namedLines } from '../../../../../renderer/features/review/speakers/named-texts.ts'
import { speakersOf } from '../../../../../renderer/features/review/transcript/speakers.ts'
import { recordingLink } from '../../../../../renderer/format/recording-link.ts'

const names: NamedSpeakers = { recordingId: 1, roomId: 2, own: {}, room: { iPhone: 'Maya' } }
const line = (speaker: string | null, startMs: number, endMs: number): TranscriptLine => ({
  ...{ speaker, startMs, endMs, text: 'Words', peerId: null, words: [] },
})
const person = (peerId: string, name: string, role: string | null = 'host'): Participant => ({
  ...{ peerId, name, role, userId: null, joinedMs: 1, leftMs: null },
})

describe('people', () => {
  const lines = namedLines([line('iPhone', 0, 1000), line('Maya', 2000, 3000), line('Tom', 4000, 8000)], names)
  const texts = { lines, speakers: speakersOf(lines) }

  test('that were made one stand as one, with all that they spoke', () => {
    const people = peopleOf([person('a', 'iPhone'), person('b', 'Maya', 'guest'), person('c', 'Tom')], names, texts)
    expect(people.map(({ name, saidAs, roles, stays }) => [name, saidAs, roles, stays.length])).toEqual([
      ['Maya', ['iPhone'], ['host', 'guest'], 2],
      ['Tom', [], ['host'], 1],
    ])
    expect(people.map(({ spokenMs, share }) => [spokenMs, share])).toEqual([
      [2000, 1 / 3],
      [4000, 2 / 3],
    ])
  })

  test('without a name stay apart, those only heard come last, and who never spoke has no share', () => {
    const people = peopleOf(
      [person('a', ''), person('b', ''), person('r', 'Beam', '__internal_recorder')],
      names,
      texts,
    )
    expect(people.map(({ name, roles, share }) => [name, roles, share === null])).toEqual([
      ['', ['host'], true],
      ['', ['host'], true],
      ['Beam', ['100ms’s recorder'], true],
      ['Maya', [], false],
      ['Tom', [], false],
    ])
  })
})

test('lines that nobody renamed are the same objects', () => {
  const lines = [line('iPhone', 0, 1), line('Tom', 1, 2), line(null, 2, 3)]
  const shown = namedLines(lines, names)
  expect(shown.map(({ speaker }) => speaker)).toEqual(['Maya', 'Tom', null])
  expect([shown[1], shown[2]]).toEqual([lines[1], lines[2]])
  expect(shown[1]).toBe(lines[1])
  expect(namedLines(lines, { ...names, room: {} })).toBe(lines)
})

test('a link to a moment opens that moment', () => {
  const id = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,40}$/)
  fc.assert(
    fc.property(id, fc.nat(359_999_999), (upstreamId, atMs) => {
      expect(parseDeepLink(recordingLink(upstreamId, atMs))).toEqual({ upstreamId, startMs: atMs })
    }),
  )
})
