// The timeline's lanes and ruler, and the clocks of other sources.
import { describe, expect, test } from 'vitest'
import type { Transcript, TranscriptLine } from '../../../../../preload/contract/review.ts'
import { shiftedTranscript } from '../../../../../renderer/features/review/shifted-texts.ts'
import { barsPath, lanesOf } from '../../../../../renderer/features/review/timeline/lanes.ts'
import { hasRoomForWords, rulerMarks } from '../../../../../renderer/features/review/timeline/ruler.ts'
import { whole } from '../../../../../renderer/features/review/timeline/time-scale.ts'

const said = (speaker: string | null, startMs: number | null, endMs: number | null): TranscriptLine => ({
  speaker,
  peerId: null,
  text: 'Words',
  startMs,
  endMs,
  words: [],
})

describe('lanes', () => {
  test('are one a speaker, with close sentences drawn as one bar', () => {
    const lines = [said('Maya', 0, 1000), said('Maya', 1300, 2000), said('Tom', 2100, 3000), said('Maya', 9000, 9500)]
    expect(lanesOf(lines, 5)).toEqual([
      {
        speaker: 'Maya',
        spokenMs: 2500,
        bars: [
          { startMs: 0, endMs: 2000 },
          { startMs: 9000, endMs: 9500 },
        ],
      },
      { speaker: 'Tom', spokenMs: 900, bars: [{ startMs: 2100, endMs: 3000 }] },
    ])
  })

  test('leave out whoever has no name and what has no time', () => {
    expect(lanesOf([said(null, 0, 1000), said('Maya', null, null)], 5)).toEqual([])
  })

  test('put those who speak least together when there are too many', () => {
    const lines = Array.from('ABCDEFG', (name, index) =>
      said(name, index * 10_000, index * 10_000 + 1000 * (index + 1)),
    )
    const lanes = lanesOf(lines, 3)
    expect(lanes.map(({ speaker }) => speaker)).toEqual(['F', 'G', null])
    expect(lanes.at(-1)?.bars).toHaveLength(5)
  })

  test('draw the shortest word wide enough to be seen, and nothing outside of the recording', () => {
    const path = barsPath(
      [
        { startMs: 500, endMs: 500 },
        { startMs: -500, endMs: -100 },
        { startMs: 2000, endMs: 3000 },
      ],
      whole(1000),
      600,
      1,
    )
    expect(path).toBe('M300.00 0h1.00v1H300.00z')
  })
})

test('the ruler has round times that don’t crowd', () => {
  expect(rulerMarks(whole(40_000), 650)).toEqual([0, 5000, 10_000, 15_000, 20_000, 25_000, 30_000, 35_000, 40_000])
  expect(rulerMarks(whole(2 * 3_600_000), 650).map((ms) => ms / 60_000)).toEqual([0, 15, 30, 45, 60, 75, 90, 105, 120])
  expect(rulerMarks(whole(0), 650)).toEqual([])
  const told = rulerMarks(whole(42_000), 560).filter((ms) => hasRoomForWords(whole(42_000), ms, 560))
  expect(told).toEqual([0, 10_000, 20_000, 30_000])
})

describe('a source of its own clock', () => {
  test('moves every time of the transcript, and leaves what has none', () => {
    const transcript: Transcript = {
      source: 'json',
      lines: [
        { ...said('Maya', 5000, 6000), words: [{ text: 'Hi', startMs: 5000, endMs: 6000 }] },
        said('Maya', null, null),
      ],
    }
    const [first, second] = shiftedTranscript(transcript, -4000).lines
    expect(first).toMatchObject({ startMs: 1000, endMs: 2000, words: [{ startMs: 1000, endMs: 2000 }] })
    expect(second).toMatchObject({ startMs: null, endMs: null })
  })
})
