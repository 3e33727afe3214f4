import { expect, test } from 'vitest'
import { UpstreamClock } from '../../../main/engine/core/upstream-clock.ts'
import { FakeClock } from '../../fakes/clock.ts'

const minute = 60_000
const day = 24 * 60 * minute

function start() {
  const clock = new FakeClock()
  const upstream = new UpstreamClock(clock)
  let changes = 0
  const stop = upstream.onChange(() => {
    changes += 1
  })
  const hear = (...aheadMs: number[]) => aheadMs.forEach(upstream.hear)
  return { clock, upstream, hear, stop, changes: () => changes }
}

test('until 100ms has answered, this computer’s clock counts', () => {
  const { clock, upstream } = start()
  expect([upstream.aheadMs, upstream.nowMs()]).toEqual([0, clock.nowMs()])
})

test('under five minutes, either way, is no difference', () => {
  const { clock, upstream, hear, changes } = start()
  hear(5 * minute - 1, -(5 * minute - 1), 2000)
  expect([upstream.nowMs(), changes()]).toEqual([clock.nowMs(), 0])
  hear(5 * minute, 5 * minute, 5 * minute)
  expect([upstream.aheadMs, changes()]).toEqual([5 * minute, 1])
})

test.each([3 * day, -3 * day])('a clock that is %i ms ahead is allowed for', (aheadMs) => {
  const { clock, upstream, hear } = start()
  hear(aheadMs)
  expect(upstream.nowMs()).toBe(clock.nowMs() - aheadMs)
  clock.advance(day)
  expect(upstream.nowMs()).toBe(clock.nowMs() - aheadMs)
})

test('seconds more or less are no news, and neither is one answer with an odd date', () => {
  const { upstream, hear, changes } = start()
  hear(3 * day, 3 * day + 900, 3 * day - 800, 9000 * day, 3 * day + 1000)
  expect([upstream.aheadMs, changes()]).toEqual([3 * day, 1])
})

test('a clock that was set right counts again after a few answers', () => {
  const { upstream, hear, changes } = start()
  hear(3 * day, 3 * day, 3 * day, 3 * day, 3 * day)
  hear(1000, 1000, 1000)
  expect([upstream.aheadMs, changes()]).toEqual([0, 2])
})

test('who has stopped listening hears nothing more', () => {
  const { hear, stop, changes } = start()
  stop()
  hear(3 * day)
  expect(changes()).toBe(0)
})
