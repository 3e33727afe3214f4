import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TokenBucket } from '../../../../main/engine/core/download/token-bucket.ts'

test('over ten seconds a limit is kept within five percent, whatever the chunks and however many share it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 50_000, max: 50_000_000 }),
      fc.array(fc.integer({ min: 4096, max: 65_536 }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 8 }),
      (limit, chunks, sharers) => {
        const bucket = new TokenBucket(limit)
        const readyMs = Array.from({ length: sharers }, () => 0)
        let bytes = 0
        for (let turn = 0; ; turn += 1) {
          const who = readyMs.indexOf(Math.min(...readyMs))
          const nowMs = readyMs[who] ?? 0
          if (nowMs > 10_000) break
          const chunk = chunks[turn % chunks.length] ?? 1
          bytes += chunk
          readyMs[who] = nowMs + bucket.take(chunk, nowMs)
        }
        // What is on its way when the time is up: a chunk each.
        expect(bytes).toBeLessThanOrEqual(limit * 10 * 1.05 + sharers * 65_536)
        expect(bytes).toBeGreaterThanOrEqual(limit * 10 * 0.95 - sharers * 65_536)
      },
    ),
    { numRuns: 30 },
  )
})

test('without a limit nobody waits; with one, a quiet time isn’t saved up', () => {
  const bucket = new TokenBucket(null)
  expect(bucket.take(1e9, 0)).toBe(0)
  bucket.limit(1000)
  expect(bucket.take(500, 0)).toBe(500)
  expect(bucket.take(500, 60_000)).toBe(500)
})

test('a clock that is set back makes nobody wait for it to catch up', () => {
  const bucket = new TokenBucket(1000)
  expect(bucket.take(500, 3_600_000)).toBe(500)
  expect(bucket.take(500, 500)).toBe(1000)
  expect(bucket.take(500, 1500)).toBe(500)
})

test('two buckets with a share each send together what one would; a changed share forgives nothing', () => {
  const [first, second] = [new TokenBucket(1000), new TokenBucket(1000)]
  first.share(0.75)
  second.share(0.25)
  expect(first.take(750, 0)).toBe(1000)
  expect(second.take(250, 0)).toBe(1000)
  first.share(0.5)
  expect(first.take(0, 0)).toBe(1500)
})
