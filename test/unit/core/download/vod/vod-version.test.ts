// Whether files that were fetched one after the other are of one version: by dates, where they prove it.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unproved } from '../../../../../main/engine/core/download/vod/vod-version.ts'

const minute = 60_000
const seen = (changedMs: number | null, seenMs: number | null) => ({
  validator: { etag: '"a"', lastModified: changedMs === null ? null : new Date(changedMs).toUTCString() },
  seenMs,
})

test('all that was seen a minute after the last change of any is of one version', () => {
  expect(unproved([seen(0, 10 * minute), seen(5 * minute, 6 * minute)])).toEqual([])
})

test('what was seen before another changed is looked at again', () => {
  const early = seen(0, 3 * minute)
  expect(unproved([early, seen(5 * minute, 9 * minute)])).toEqual([early])
})

test('without dates all of it is looked at again', () => {
  const parts = [seen(0, 10 * minute), seen(null, 10 * minute)]
  expect(unproved(parts)).toEqual(parts)
  expect(unproved([seen(0, null)])).toHaveLength(1)
})

test('whatever is replaced whenever: nothing that is accepted is of two times', () => {
  const changes = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 5 })
  const object = fc.record({ changes, fetched: fc.integer({ min: 0, max: 120 }) })
  fc.assert(
    fc.property(fc.array(object, { minLength: 1, maxLength: 6 }), (objects) => {
      // In minutes; each object has been there since before the first one.
      const fetched = objects.map(({ changes, fetched }) => {
        const since = Math.max(-10, ...changes.filter((at) => at <= fetched))
        const until = Math.min(Number.POSITIVE_INFINITY, ...changes.filter((at) => at > fetched))
        return { since, until, ...seen(since * minute + 1000 * minute, fetched * minute + 1000 * minute) }
      })
      if (unproved(fetched).length > 0) return
      const lastSince = Math.max(...fetched.map(({ since }) => since))
      expect(fetched.every(({ until }) => until > lastSince)).toBe(true)
    }),
  )
})
