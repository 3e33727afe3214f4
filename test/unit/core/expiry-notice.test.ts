import { describe, expect, test } from 'vitest'
import { expiryNotice } from '../../../main/engine/core/expiry-notice.ts'
import { dayMs } from '../../../preload/contract/time-terms.ts'

describe('what 100ms deletes soon', () => {
  const nowMs = Date.UTC(2026, 10, 22)
  const expiring = (...daysLeft: number[]) => ({
    library: '/films',
    nowMs,
    recordings: daysLeft.map((days, index) => ({ name: `job-${index + 1}`, expiresMs: nowMs + days * dayMs })),
  })

  test('is said at five days, at two and at one, each once', () => {
    const noticed: (number | null)[] = []
    let told = {}
    for (const daysLeft of [6, 4.9, 4, 2.1, 1.9, 1.2, 0.9, 0.1]) {
      const answer = expiryNotice(expiring(daysLeft), told)
      told = answer.told
      noticed.push(answer.notice?.days ?? null)
    }
    expect(noticed).toEqual([null, 5, null, null, 2, null, 1, null])
  })

  test('is one notice for many recordings, and names the nearest day', () => {
    const { notice, told } = expiryNotice(expiring(4, 0.5, 1.5), {})
    expect(notice).toEqual({ count: 3, days: 1 })
    expect(expiryNotice(expiring(4, 0.5, 1.5, 1.6), told).notice).toEqual({ count: 1, days: 2 })
  })

  test('is known by library: another one’s recordings are others', () => {
    const { told } = expiryNotice(expiring(4), {})
    const other = { ...expiring(4), library: '/other' }
    expect(expiryNotice(other, told).notice).toEqual({ count: 1, days: 5 })
    expect(expiryNotice(expiring(4), expiryNotice(other, told).told).notice).toBeNull()
  })
})
