import { expect, test } from 'vitest'
import { exportName } from '../../../../main/engine/core/names/export-name.ts'

const startMs = Date.UTC(2026, 10, 20, 14, 3)

test('is the title, when it was and what it holds', () => {
  expect(exportName('Morning show', startMs, 'UTC', 'srt')).toBe('Morning show · 2026-11-20 14.03.srt')
  expect(exportName('Morning show', startMs, 'UTC', 'vtt', 'markers')).toBe(
    'Morning show markers · 2026-11-20 14.03.vtt',
  )
  expect(exportName('', null, 'UTC', 'txt')).toBe('Recording.txt')
})

test('of a long title keeps what tells its files apart', () => {
  const names = ['clip 0m10s', 'clip 59m00s', 'markers'].map((what) =>
    exportName('A very long title '.repeat(20), startMs, 'UTC', 'mp4', what),
  )
  expect(new Set(names).size).toBe(3)
  expect(names[1]).toContain(' clip 59m00s · 2026-11-20 14.03.mp4')
})
