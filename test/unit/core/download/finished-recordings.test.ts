import { expect, test } from 'vitest'
import { FinishedRecordings } from '../../../../main/engine/core/download/finished-recordings.ts'
import { ok } from '../../../../preload/contract/result.ts'
import { FakeClock } from '../../../fakes/clock.ts'
import { silentLog } from '../../../fakes/log.ts'

function setting() {
  const clock = new FakeClock()
  const done: string[] = []
  const running = new Set<number>()
  const finished = new FinishedRecordings(
    {
      sidecars: {
        saveRecording: () => ok(null),
        saveRecordingBy: async (_writer, id) => {
          done.push(`sidecar ${id}`)
          return ok(null)
        },
        saveRoom: () => ok(null),
      },
      fetcher: { stage: async () => ok(null), makeFolder: async () => ok(null), syncFolder: async () => ok(null) },
      texts: { importRecording: async (id) => void done.push(`texts ${id}`) },
      changes: { poke: () => {} },
      clock,
      log: silentLog,
    },
    { hasOf: (id) => running.has(id) },
    () => {},
  )
  return { clock, done, finished, running }
}

test('files of a recording that finish together share a sidecar, and their texts one import after it', async () => {
  const { clock, done, finished } = setting()
  for (const type of ['chat', 'transcript', 'room-composite'] as const) finished.add(7, type)
  expect(done).toEqual([])
  clock.advance(100)
  await finished.caughtUp()
  expect(done).toEqual(['sidecar 7', 'texts 7'])
  expect(finished.size).toBe(0)
})

test('what finishes while the sidecar is being written has one of its own', async () => {
  const { clock, done, finished } = setting()
  finished.add(7, 'room-composite')
  clock.advance(100)
  finished.add(7, 'room-composite')
  await finished.caughtUp()
  expect(done).toEqual(['sidecar 7', 'sidecar 7'])
})

test('with many recordings at once nobody waits for company', async () => {
  const { done, finished } = setting()
  for (let id = 1; id <= 9; id += 1) finished.add(id, 'room-composite')
  expect(done).toEqual(['sidecar 1'])
  await finished.caughtUp()
  expect(done).toHaveLength(9)
})

test('with many recordings at once one waits only while more of its files are on their way', async () => {
  const { clock, done, finished, running } = setting()
  running.add(1)
  for (let id = 1; id <= 10; id += 1) finished.add(id, 'room-composite')
  expect(done).toContain('sidecar 2')
  expect(done).not.toContain('sidecar 1')
  clock.advance(100)
  await finished.caughtUp()
  expect(done).toHaveLength(10)
})
