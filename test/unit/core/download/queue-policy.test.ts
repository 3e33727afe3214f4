import { describe, expect, test } from 'vitest'
import {
  isWanted,
  PreviewSums,
  placesByHand,
  placesByPolicy,
  type QueueableAsset,
  type QueuePlace,
} from '../../../../main/engine/core/download/queue-policy.ts'
import type { AssetType } from '../../../../preload/contract/recording.ts'
import { dayMs } from '../../../../preload/contract/time-terms.ts'
import { defaultPolicy } from '../../../../renderer/stores/policy.ts'

const now = Date.UTC(2026, 10, 22, 12)

function asset(spec: Partial<QueueableAsset> = {}): QueueableAsset {
  return {
    assetId: 1,
    recordingId: 1,
    type: 'room-composite',
    layer: null,
    roomId: 1,
    recordedMs: now - dayMs,
    available: true,
    sizeBytes: 1000,
    expiresMs: now + 14 * dayMs,
    ...spec,
  }
}

describe('the default policy', () => {
  const wanted = (spec: Partial<QueueableAsset>) => isWanted(asset(spec), defaultPolicy, now)

  test.each([
    ['transcript', true],
    ['chat', true],
    ['summary', true],
    ['room-composite', false],
    ['room-vod', false],
    ['track', false],
    ['stream', false],
    ['other', false],
  ] as [AssetType, boolean][])('%s with two weeks left: %s', (type, is) => {
    expect(wanted({ type })).toBe(is)
  })

  test('a composite is wanted in its last five days', () => {
    expect(wanted({ expiresMs: now + 5 * dayMs })).toBe(true)
    expect(wanted({ expiresMs: now + 5 * dayMs + 1 })).toBe(false)
    expect(wanted({ expiresMs: now - 1 })).toBe(false)
    expect(wanted({ expiresMs: null })).toBe(false)
  })

  test('who rescues what expires gets all of it in its last days, whatever else is chosen', () => {
    const rescue = { types: [], roomIds: [7], sinceMs: now, compositesOnlyExpiring: true, rescuesExpiring: true }
    const rescued = (spec: Partial<QueueableAsset>) => isWanted(asset(spec), rescue, now)
    expect(rescued({ type: 'track', expiresMs: now + 5 * dayMs })).toBe(true)
    expect(rescued({ type: 'room-composite', layer: '1', expiresMs: now + dayMs })).toBe(true)
    expect(rescued({ expiresMs: now + 6 * dayMs })).toBe(false)
    // In a customer's own bucket nothing counts down.
    expect(rescued({ expiresMs: null })).toBe(false)
    expect(rescued({ expiresMs: now + dayMs, available: false })).toBe(false)
  })

  test('its layers aren’t', () => {
    expect(wanted({ expiresMs: now + dayMs, layer: '1' })).toBe(false)
  })

  test('what is still being processed isn’t', () => {
    expect(wanted({ type: 'transcript', available: false })).toBe(false)
  })
})

describe('a policy of one’s own', () => {
  test('of some rooms', () => {
    const policy = { ...defaultPolicy, roomIds: [7] }
    expect(isWanted(asset({ type: 'chat', roomId: 7 }), policy, now)).toBe(true)
    expect(isWanted(asset({ type: 'chat', roomId: 8 }), policy, now)).toBe(false)
    expect(isWanted(asset({ type: 'chat', roomId: null }), policy, now)).toBe(false)
  })

  test('since a day', () => {
    const policy = { ...defaultPolicy, sinceMs: now }
    expect(isWanted(asset({ type: 'chat', recordedMs: now }), policy, now)).toBe(true)
    expect(isWanted(asset({ type: 'chat', recordedMs: now - 1 }), policy, now)).toBe(false)
  })

  test('of all composites, layers too', () => {
    const policy = { ...defaultPolicy, compositesOnlyExpiring: false }
    expect(isWanted(asset({ layer: '2' }), policy, now)).toBe(true)
  })
})

describe('order', () => {
  const sorted = (places: readonly QueuePlace[]) =>
    [...places]
      .sort((a, b) => a.priority - b.priority || a.dueMs - b.dueMs || a.queuedMs - b.queuedMs)
      .map((place) => place.assetId)

  test('what 100ms deletes first goes first; what should be gone already, last', () => {
    const assets = [
      asset({ assetId: 1, expiresMs: now + 9 * dayMs }),
      asset({ assetId: 2, expiresMs: now - dayMs }),
      asset({ assetId: 3, expiresMs: null }),
      asset({ assetId: 4, expiresMs: now + 2 * dayMs }),
    ]
    expect(sorted(placesByPolicy(assets, now)).slice(0, 2)).toEqual([4, 1])
  })

  test('rooms take turns within a day, however many files one of them has', () => {
    const big = Array.from({ length: 100 }, (_, index) => asset({ assetId: index + 1, roomId: 1 }))
    const small = [asset({ assetId: 1001, roomId: 2 }), asset({ assetId: 1002, roomId: 2 })]
    const order = sorted(placesByPolicy([...big, ...small], now))
    expect(order.indexOf(1001)).toBeLessThan(2)
    expect(order.indexOf(1002)).toBeLessThan(4)
  })

  test('a later page doesn’t push a room’s files before another’s that wait', () => {
    const first = placesByPolicy([asset({ assetId: 1 }), asset({ assetId: 2 }), asset({ assetId: 3 })], now)
    const later = placesByPolicy([asset({ assetId: 4, roomId: 2 })], now + 2000)
    expect(sorted([...first, ...later])).toEqual([1, 4, 2, 3])
  })

  test('by hand before everything, and the latest wish before earlier ones, in the order asked', () => {
    const policy = placesByPolicy([asset({ assetId: 1, expiresMs: now + 1 })], now)
    const earlier = placesByHand([asset({ assetId: 2 })], now)
    const later = placesByHand([asset({ assetId: 4 }), asset({ assetId: 3 })], now + 1000)
    expect(sorted([...policy, ...earlier, ...later])).toEqual([4, 3, 2, 1])
  })
})

test('a preview counts recordings once and says which sizes nobody knows', () => {
  const sums = new PreviewSums()
  for (const one of [
    asset({ recordingId: 1, sizeBytes: 100 }),
    asset({ recordingId: 1, sizeBytes: null }),
    asset({ recordingId: 2, sizeBytes: 50, expiresMs: now + dayMs }),
  ]) {
    sums.add(one, now)
  }
  expect(sums.preview(7)).toEqual({
    recordings: 2,
    files: 3,
    bytes: 150,
    unknownSizes: 1,
    expiringSoon: 1,
    freeBytes: 7,
  })
})
