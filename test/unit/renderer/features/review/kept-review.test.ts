// What of an open review is drawn anew when it is asked for again; and which message was sent last.
import { expect, test } from 'vitest'
import type { OpenedReview, ReviewTexts } from '../../../../../preload/contract/review.ts'
import { keptReview, reviewOf } from '../../../../../renderer/features/review/kept-review.ts'
import { indexSent, lastSentAt } from '../../../../../renderer/features/review/panel/sent-index.ts'
import { recordingRow } from '../../../../builders/recording-row.ts'

const texts = (text: string): ReviewTexts => ({
  transcript: {
    source: 'json',
    lines: [{ startMs: 0, endMs: 900, speaker: 'Ann', peerId: null, text, words: [{ text, startMs: 0, endMs: 900 }] }],
  },
  transcriptNotes: [],
  chat: [{ atMs: 5, sender: 'Ann', roles: [], text: 'Hi' }],
  summary: null,
})

const opened = (textsVersion: string, read: ReviewTexts | null, starred = false): OpenedReview => ({
  details: {
    ...{ row: recordingRow({ starred }), assets: [], participants: [], upstream: [], folder: null },
    ...{ positionS: null, speakers: [], markerCount: 0 },
  },
  ...{ sources: [], sessionRest: 0, speakers: { recordingId: 1, roomId: null, own: {}, room: {} } },
  ...{ chatClock: { recordingId: 1, offsetMs: 0 }, gaps: [], textsVersion, texts: read },
})

const next = (before: ReturnType<typeof reviewOf>, answer: OpenedReview) => keptReview(before, reviewOf(before, answer))

test('Texts that aren’t sent again stay the same objects, whatever else is another', () => {
  const before = reviewOf(null, opened('a', texts('Hello.')))
  const now = next(before, opened('a', null, true))
  expect(now.transcript).toBe(before.transcript)
  expect(now.chat).toBe(before.chat)
  expect(now.details.row.starred).toBe(true)
  expect(now.sources).toBe(before.sources)
})

test('A place that was kept while it plays leaves who was there, and the files, the same objects: a long transcript is not read for it', () => {
  const before = reviewOf(null, opened('a', texts('Hello.')))
  const answer = opened('a', null)
  const now = next(before, { ...answer, details: { ...answer.details, positionS: 12 } })
  expect(now.details.positionS).toBe(12)
  for (const part of ['row', 'assets', 'participants', 'upstream'] as const)
    expect(now.details[part]).toBe(before.details[part])
})

test('Of texts that come anew only those are drawn again that are others', () => {
  const before = reviewOf(null, opened('a', texts('Hello.')))
  const arrived = next(before, opened('b', { ...texts('Hello.'), summary: [] }))
  expect([arrived.transcript, arrived.summary, arrived.textsVersion]).toEqual([before.transcript, [], 'b'])
  expect(arrived.transcript).toBe(before.transcript)
  expect(next(before, opened('c', texts('Hallo.'))).transcript).not.toBe(before.transcript)
})

test('The message that was sent last is found among those with a time, in whatever order they stand', () => {
  const message = (atMs: number | null) => ({ atMs, sender: 'Ann', roles: [], text: 'Hi' })
  const index = indexSent([message(null), message(1000), message(3000), message(2000)])
  expect([0, 1000, 1999, 2000, 9000].map((ms) => lastSentAt(index, ms))).toEqual([-1, 1, 1, 3, 2])
})
