// What is said of a clip before it is saved, and which source is offered where one doesn't play.
import { expect, test } from 'vitest'
import type { ClipPlan } from '../../../../../preload/contract/clip.ts'
import type { ReviewSource } from '../../../../../preload/contract/review.ts'
import { clipLength, clipStart, exactTime } from '../../../../../renderer/features/review/clip/clip-words.ts'
import { nextBest } from '../../../../../renderer/features/review/player/next-best.ts'

const plan = (startMs: number, inMs: number, outMs = inMs + 1000): ClipPlan => ({
  ...{ startMs, inMs, outMs },
  fileName: 'a.mp4',
})

test('a clip says how much earlier it starts, and where', () => {
  expect(clipStart(plan(723_200, 724_000), 'en')).toBe('Starts 0.8 s earlier, at 12:03.200, the key frame before.')
  expect(clipStart(plan(6000, 16_000), 'de')).toBe('Starts 10,0 s earlier, at 0:06.000, the key frame before.')
  expect(clipStart(plan(6000, 6050), 'en')).toBe('Starts less than 0.1 s earlier, at 0:06.000, the key frame before.')
  expect(clipStart(plan(6000, 6000.4), 'en')).toBe('Starts exactly there.')
})

test('its length counts from where it really starts', () => {
  expect(clipLength(plan(6000, 7500, 12_300), 'en')).toBe('6.3 s')
  expect(clipLength(plan(0, 1000, 3_727_000), 'en')).toBe('1:02:07')
})

test('thousandths are those that the seconds really have', () => {
  expect(exactTime(1.001 * 1000)).toBe('0:01.001')
  expect(exactTime(59_999.6)).toBe('1:00.000')
})

test('the next best source is the one after, then from the first again; neither sound nor what is still coming', () => {
  const source = (assetId: number, more: Partial<ReviewSource> = {}): ReviewSource => ({
    ...{ assetId, recordingId: 1, recordingStartedMs: null, type: 'room-composite', label: 'Composite' },
    ...{ kind: 'video', url: '' },
    ...{ durationS: null, adjustedByMs: 0, arriving: false, ...more },
  })
  const [best, arriving, stream, sound] = [
    source(1),
    source(2, { arriving: true }),
    source(3, { kind: 'hls' }),
    source(4, { kind: 'audio' }),
  ]
  const all = [best, arriving, stream, sound]
  expect(nextBest(all, best)).toBe(stream)
  expect(nextBest(all, stream)).toBe(best)
  expect(nextBest([best, sound], best)).toBeNull()
})
