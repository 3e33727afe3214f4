import { expect, test } from 'vitest'
import { isSettled, type SettlingRecording } from '../../../../main/engine/core/sync/sync-settling.ts'

const minute = 60_000
const hour = 60 * minute
const ended = Date.UTC(2026, 10, 22, 12)
const ready: SettlingRecording = {
  status: 'ready',
  createdMs: ended - hour,
  startedMs: ended - hour,
  stoppedMs: ended,
  assetTypes: null,
  assets: [],
}
const asset = (typeRaw: string, pending = false) => ({ typeRaw, pending, durationS: 3600, createdMs: ended })

test('a recording in progress is looked after, for two days', () => {
  for (const status of ['queued', 'recording', 'paused', 'finishing', 'unknown'] as const) {
    const recording: SettlingRecording = { ...ready, status, stoppedMs: null }
    expect(isSettled(recording, ended)).toBe(false)
    expect(isSettled(recording, ended + 48 * hour)).toBe(true)
  }
})

test('a finished one is looked after for as long as a transcript may take', () => {
  expect(isSettled(ready, ended + 10 * minute)).toBe(false)
  expect(isSettled(ready, ended + 26 * minute)).toBe(false)
  expect(isSettled(ready, ended + 28 * minute)).toBe(true)
})

test('it is settled at once when all that was promised is there', () => {
  const promised = { ...ready, assetTypes: ['room-composite', 'transcript'] }
  expect(isSettled({ ...promised, assets: [asset('room-composite')] }, ended + minute)).toBe(false)
  expect(isSettled({ ...promised, assets: [asset('room-composite'), asset('transcript')] }, ended + minute)).toBe(true)
  expect(isSettled({ ...promised, assets: [asset('room-composite'), asset('transcript', true)] }, ended + minute)).toBe(
    false,
  )
})

test('an asset that is processed is waited for, but not for ever', () => {
  const processing = { ...ready, assets: [asset('transcript', true)] }
  expect(isSettled(processing, ended + 5 * hour)).toBe(false)
  expect(isSettled(processing, ended + 25 * hour)).toBe(true)
})

test('a failed one, and one that tells no time at all, are left alone', () => {
  expect(isSettled({ ...ready, status: 'failed' }, ended)).toBe(true)
  const timeless = { ...ready, createdMs: null, startedMs: null, stoppedMs: null }
  expect(isSettled(timeless, ended)).toBe(true)
  expect(isSettled({ ...timeless, status: 'recording' }, ended)).toBe(true)
})
