// A library's drive that goes while it is open is noticed, once, and not for a moment's silence.
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PresenceWatch } from '../../../../main/engine/library/presence-watch.ts'
import { FakeClock } from '../../../fakes/clock.ts'
import { silentLog } from '../../../fakes/log.ts'

let root: string
let clock: FakeClock
let gone: number
let watch: PresenceWatch

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'dailies-test-'))
  mkdirSync(join(root, '.dailies'))
  clock = new FakeClock()
  gone = 0
  watch = new PresenceWatch({
    ...{ root, clock, log: silentLog },
    onGone: () => {
      gone += 1
    },
  })
  await watch.look()
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('a drive that goes and stays away is told of once', async () => {
  renameSync(join(root, '.dailies'), join(root, 'unplugged'))
  await watch.look()
  expect(gone).toBe(0)
  await watch.look()
  expect(gone).toBe(1)
  await watch.look()
  expect(gone).toBe(1)
})

test('one that answers again in time is none', async () => {
  renameSync(join(root, '.dailies'), join(root, 'unplugged'))
  await watch.look()
  renameSync(join(root, 'unplugged'), join(root, '.dailies'))
  await watch.look()
  renameSync(join(root, '.dailies'), join(root, 'unplugged'))
  await watch.look()
  expect(gone).toBe(0)
})

test('a library that is closed is looked for no more', async () => {
  watch.stop()
  rmSync(root, { recursive: true })
  expect(clock.nextDueMs()).toBeNull()
  await watch.look()
  await watch.look()
  expect([gone, clock.nextDueMs()]).toEqual([0, null])
})
