import { expect, test } from 'vitest'
import { QueueHolds } from '../../../../main/engine/core/download/queue-hold.ts'

const busy = { kind: 'rate-limited', message: 'Slow down.', retryAfterMs: 60_000 } as const

test('a hold ends at its time, and at once when the clock has been set back before it began', () => {
  const holds = new QueueHolds()
  holds.raise('rate-limited', busy, 1_000_000, 0, 0)
  expect(holds.slots(4, 1_059_999)).toBe(0)
  expect(holds.slots(4, 1_060_000)).toBe(1)
  holds.raise('rate-limited', busy, 1_000_000, 0, 0)
  expect(holds.slots(4, 5000)).toBe(1)
})

test('a disk that is full tells how much it must have: what is to be kept free, and what comes next', () => {
  const holds = new QueueHolds()
  holds.raise('disk-full', { kind: 'disk-full', message: 'Full.', freeBytes: 50, neededBytes: 600 }, 0, 0, 100)
  expect(holds.forWindow()).toEqual({ kind: 'disk-full', freeBytes: 50, floorBytes: 700 })
})

test('after a hold one goes ahead until its bytes come; a hold that stands isn’t ended by that', () => {
  const holds = new QueueHolds()
  holds.raise('rate-limited', busy, 0, 0, 0)
  expect(holds.reached()).toBe(false)
  expect(holds.slots(4, 60_000)).toBe(1)
  expect(holds.reached()).toBe(true)
  expect(holds.slots(4, 60_000)).toBe(4)
})
