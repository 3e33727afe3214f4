// A limit is changed while files wait for it.
import { expect, test } from 'vitest'
import { Pace } from '../../../../main/engine/adapters/transfer/pace.ts'

const never = new AbortController().signal

test('a limit that is lifted or changed keeps nobody waiting for what was owed', async () => {
  for (const next of [null, 1_000_000]) {
    const pace = new Pace()
    pace.limit(1000, 1)
    // An hour each.
    const waits = [pace.take(3_600_000, never), pace.take(3_600_000, never)]
    expect(waits).not.toContain(null)
    pace.limit(next, 1)
    await Promise.all(waits)
  }
})

test('a stopped file stops waiting', async () => {
  const pace = new Pace()
  pace.limit(1000, 1)
  const stop = new AbortController()
  const wait = pace.take(3_600_000, stop.signal)
  stop.abort()
  await wait
  expect(pace.take(1, stop.signal)).toBeNull()
})

test('another share of the same limit forgives nothing', () => {
  const pace = new Pace()
  pace.limit(1000, 1)
  void pace.take(3_600_000, AbortSignal.abort())
  pace.limit(1000, 0.5)
  expect(pace.take(1, never)).not.toBeNull()
  pace.limit(null, 1)
})
