import { expect, test } from 'vitest'
import { FinishedRecordings } from '../../../../main/engine/core/download/finished-recordings.ts'
import { ok } from '../../../../preload/contract/result.ts'
import { FakeClock } from '../../../fakes/clock.ts'
import { silentLog } from '../../../fakes/log.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** `reads`: reading a text takes as long as this. */
function setting({ reads = Promise.resolve() }: { reads?: Promise<void> } = {}) {
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
      texts: {
        importRecording: (id) => {
          done.push(`texts ${id}`)
          return reads
        },
      },
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
})

test('texts of recordings that finish shortly after each other go into the index together, and hold up no sidecar', async () => {
  const { clock, done, finished } = setting()
  finished.add(1, 'chat')
  clock.advance(50)
  finished.add(2, 'chat')
  clock.advance(50)
  await turn()
  clock.advance(99)
  await turn()
  expect(done).toEqual(['sidecar 1', 'sidecar 2'])
  clock.advance(1)
  await turn()
  expect(done).toEqual(['sidecar 1', 'sidecar 2', 'texts 1', 'texts 2'])
})

test('texts of very many recordings don’t wait for more', async () => {
  const { done, finished } = setting()
  for (let id = 1; id <= 40; id += 1) finished.add(id, 'chat')
  await turn()
  expect(done.filter((each) => each.startsWith('texts'))).toHaveLength(25)
  await finished.caughtUp()
  expect(done.filter((each) => each.startsWith('texts'))).toHaveLength(40)
})

test('no more should come while thirty-two recordings have no sidecar, or fifty texts can’t be found', async () => {
  const unsaved = setting()
  unsaved.running.add(0)
  for (let id = 1; id < 32; id += 1) unsaved.finished.add(id, 'room-composite')
  expect(unsaved.finished.isBehind).toBe(false)
  unsaved.finished.add(32, 'room-composite')
  expect(unsaved.finished.isBehind).toBe(true)
  await unsaved.finished.caughtUp()
  expect(unsaved.finished.isBehind).toBe(false)

  const unread = setting({ reads: new Promise(() => undefined) })
  for (let id = 1; id <= 49; id += 1) unread.finished.add(id, 'chat')
  await turn()
  expect(unread.finished.isBehind).toBe(false)
  unread.finished.add(50, 'chat')
  unread.clock.advance(100)
  await turn()
  expect(unread.finished.isBehind).toBe(true)
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
