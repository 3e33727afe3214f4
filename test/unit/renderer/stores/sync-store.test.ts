import { expect, test } from 'vitest'
import type { SyncStatus } from '../../../../preload/contract/workspace.ts'
import { clockWords } from '../../../../renderer/features/window/clock-words.ts'
import { syncNews } from '../../../../renderer/features/window/sync-words.ts'
import { createSyncStore } from '../../../../renderer/stores/sync-store.ts'
import { FakeEngineLink } from '../../../fakes/engine-link.ts'

const day = 86_400_000
const status = (workspaceId: number, clockAheadMs: number): SyncStatus => ({
  ...{ workspaceId, phase: { kind: 'idle' }, lastFinishedMs: null, firstSyncDone: true },
  clockAheadMs,
})

test('the latest status says how wrong the clock is, whichever workspace it is of', async () => {
  const engine = new FakeEngineLink()
  engine.answer('workspace.list', () => [])
  engine.answer('sync.status', () => [status(1, 0), status(2, 0)])
  const store = createSyncStore(engine.link)
  const words = () => clockWords(store.getState().clockAheadMs)
  const stop = store.start()
  await engine.settled()
  expect(words()).toBeNull()

  await engine.emit('sync.status', status(2, 3 * day + 40_000))
  expect(words()).toBe('This computer’s clock is 3 days ahead of 100ms. Days left are counted by 100ms’s clock.')
  await engine.emit('sync.status', status(1, 0))
  expect(words()).toBeNull()
  stop()
})

test.each([
  [-5 * day, '5 days behind 100ms'],
  [26 * 3_600_000, '26 hours ahead of 100ms'],
  [-12 * 60_000, '12 minutes behind 100ms'],
])('a clock that is %i ms ahead is said in words', (aheadMs, said) => {
  expect(clockWords(aheadMs)).toContain(`clock is ${said}.`)
})

test('a screen reader hears of the first sync and of those that were asked for, not of those that run by themselves', async () => {
  const engine = new FakeEngineLink()
  engine.answer('workspace.list', () => [])
  engine.answer('sync.status', () => [])
  engine.answer('sync.now', () => null)
  const store = createSyncStore(engine.link)
  const told: string[] = []
  store.subscribe((now, before) => {
    const words = syncNews(before, now)
    if (words !== null) told.push(words)
  })
  const stop = store.start()
  await engine.settled()
  const runOnce = async (first: boolean) => {
    for (const items of [0, 20, 40]) {
      const phase = { kind: 'running', stream: 'recordings', pages: 1, items, first } as const
      await engine.emit('sync.status', { ...status(1, 0), phase })
    }
    await engine.emit('sync.status', status(1, 0))
  }
  const both = ['Syncing with 100ms.', 'Sync finished.']
  await runOnce(true)
  expect(told).toEqual(both)
  await runOnce(false)
  expect(told).toEqual(both)
  store.now(null)
  await runOnce(false)
  await runOnce(false)
  expect(told).toEqual([...both, ...both])
  stop()
})
