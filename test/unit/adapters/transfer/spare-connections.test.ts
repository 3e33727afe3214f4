// Threads share what may be opened; nobody who comes later goes without, and what a dead thread held is free again.
import { expect, test } from 'vitest'
import { connectionCounts, SpareConnections } from '../../../../main/engine/adapters/transfer/spare-connections.ts'

test('one file alone gets all that it can use', () => {
  expect(new SpareConnections(connectionCounts(2), 0).take(5)).toBe(5)
})

test('four files of two threads share twelve, and each gets one at least', () => {
  const counts = connectionCounts(2)
  const [one, other] = [new SpareConnections(counts, 0), new SpareConnections(counts, 1)]
  const taken = [one.take(5), other.take(5), one.take(5), other.take(5)]
  expect(Math.min(...taken)).toBeGreaterThan(0)
  expect(taken.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(12)
})

test('what is given back, or was held by a thread that has died, can be taken again', () => {
  const counts = connectionCounts(2)
  const [one, other] = [new SpareConnections(counts, 0), new SpareConnections(counts, 1)]
  while (one.take(5) > 0);
  expect(other.take(1)).toBe(0)
  one.giveBack()
  expect(other.take(1)).toBe(1)
  counts[0] = 0
  expect(other.take(5)).toBe(5)
})
