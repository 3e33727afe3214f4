import { expect, test } from 'vitest'
import type { LibrarySettings } from '../../../../preload/contract/settings.ts'
import { defaultPolicy, keepsAnything, nothingByItself, withType } from '../../../../renderer/stores/policy.ts'
import { createSettingsStore } from '../../../../renderer/stores/settings-store.ts'
import { FakeEngineLink } from '../../../fakes/engine-link.ts'

const before: LibrarySettings = { policy: defaultPolicy, concurrency: 4, limitBytesPerS: null, minFreeBytes: 0 }

test('what is changed before the last change was answered is added to it', async () => {
  const engine = new FakeEngineLink()
  let kept = before
  engine.answer('settings.get', () => kept)
  const store = createSettingsStore(engine.link)
  await store.readAgain()
  engine.hold('settings.set')
  const policy = () => store.getState().settings?.policy ?? nothingByItself
  const first = store.change({ policy: withType(policy(), 'track', true) })
  const second = store.change({ policy: withType(policy(), 'stream', true) })
  expect(policy().types).toEqual([...defaultPolicy.types, 'track', 'stream'])
  await engine.give('settings.set', before)
  // The first is answered; what the second asked for still stands.
  expect(policy().types).toContain('stream')
  kept = { ...before, policy: policy() }
  await engine.give('settings.set', kept)
  expect(await Promise.all([first, second])).toEqual([null, null])
  expect(policy().types).toEqual([...defaultPolicy.types, 'track', 'stream'])
})

test('what the engine refuses isn’t shown for longer than it takes to say so', async () => {
  const engine = new FakeEngineLink()
  engine.answer('settings.get', () => before)
  const store = createSettingsStore(engine.link)
  await store.readAgain()
  const answer = store.change({ concurrency: 8 })
  expect(store.getState().settings?.concurrency).toBe(8)
  await engine.fail('settings.set', { kind: 'folder', message: 'The drive is full.' })
  expect(await answer).toMatchObject({ message: 'The drive is full.' })
  expect(store.getState().settings).toEqual(before)
})

test('to keep only what 100ms is about to delete is a choice by itself', () => {
  expect(keepsAnything(nothingByItself)).toBe(false)
  expect(keepsAnything({ ...nothingByItself, rescuesExpiring: true })).toBe(true)
  expect(keepsAnything(defaultPolicy)).toBe(true)
})
