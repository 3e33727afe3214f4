import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { isDownloading, isStuck } from '../../../main/shell/desktop/activity-board.ts'
import { activityWords } from '../../../main/shell/desktop/activity-words.ts'
import { expiryWords } from '../../../main/shell/desktop/expiry-words.ts'
import { ToldOnce } from '../../../main/shell/desktop/told-once.ts'
import { type Activity, noActivity } from '../../../preload/contract/activity.ts'
import { silentLog } from '../../fakes/log.ts'

const busy: Activity = { ...noActivity, running: 3, queued: 37, bytesPerS: 12_300_000, secondsLeft: 290, fraction: 0.4 }

describe('the line beside the clock', () => {
  test.each([
    [noActivity, 'Nothing is being downloaded'],
    [busy, 'Downloading 40 files · 12.3 MB/s · 5 min left'],
    [{ ...busy, bytesPerS: 33_400 }, 'Downloading 40 files · 33 kB/s · 5 min left'],
    [{ ...noActivity, running: 1 }, 'Downloading 1 file'],
    [{ ...busy, secondsLeft: 20_000 }, 'Downloading 40 files · 12.3 MB/s · 6 h left'],
    [{ ...busy, hold: { kind: 'paused' } }, 'Downloads are paused'],
    [{ ...busy, hold: { kind: 'disk-full', freeBytes: 1, floorBytes: 2 } }, 'The drive is full: downloads wait'],
  ] as const)('%#: %s', (activity, words) => expect(activityWords(activity)).toBe(words))
})

describe('downloading', () => {
  test('goes on while files wait for the network, and not while a person has paused it', () => {
    expect(isDownloading(busy)).toBe(true)
    expect(isDownloading({ ...busy, running: 0, hold: { kind: 'offline', untilMs: 0, cause: '' } })).toBe(true)
    expect(isDownloading({ ...busy, running: 0, hold: { kind: 'paused' } })).toBe(false)
    expect(isDownloading(noActivity)).toBe(false)
  })

  test('is stuck when a person has to do something', () => {
    expect(isStuck({ ...busy, hold: { kind: 'unauthorized' } })).toBe(true)
    expect(isStuck({ ...busy, hold: { kind: 'offline', untilMs: 0, cause: '' } })).toBe(false)
  })
})

test('what 100ms deletes soon is said with the number of recordings and the nearest day', () => {
  expect(expiryWords({ count: 3, days: 1 })).toEqual({
    title: '100ms deletes files within a day',
    body: '3 recordings have files that are not on this computer. What isn’t downloaded by then is gone.',
  })
})

test('what is said once is not said again at the next start', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'dailies-told-')), 'told.json')
  const say = vi.fn()
  new ToldOnce(file, silentLog).tell('stays-in-tray', say)
  new ToldOnce(file, silentLog).tell('stays-in-tray', say)
  new ToldOnce(file, silentLog).tell('something-else', say)
  expect(say).toHaveBeenCalledTimes(2)
})
