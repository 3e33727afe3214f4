/**
 * When to say that 100ms deletes files: for each recording at five days, two and one, and each only once, also over
 * restarts. What is said of several recordings at the same time is one notice.
 */
import { z } from 'zod'
import type { ExpiryNotice } from '../../../preload/contract/activity.ts'
import { dayMs } from '../../../preload/contract/time-terms.ts'

const thresholds = [1, 2, 5] as const

/** By library and name of the recording: the fewest days that were told. */
export const toldExpiries = z.record(z.string(), z.record(z.string(), z.number()))
export type ToldExpiries = z.infer<typeof toldExpiries>

/** Recordings with files that 100ms deletes within days and that are not all here. `library`: its absolute path. */
export type ExpiringRecordings = {
  readonly library: string
  /** By 100ms's clock. */
  readonly nowMs: number
  /** `name`: the same recording's also after the database was made anew, unlike its local id. */
  readonly recordings: readonly { readonly name: string; readonly expiresMs: number }[]
}

/** `notice` null: nothing new. `told` forgets recordings that don't expire any more. */
export function expiryNotice(
  { library, nowMs, recordings }: ExpiringRecordings,
  before: ToldExpiries,
): { readonly notice: ExpiryNotice | null; readonly told: ToldExpiries } {
  const toldHere = before[library] ?? {}
  const now: Record<string, number> = {}
  const news: number[] = []
  for (const { name, expiresMs } of recordings) {
    const days = thresholds.find((it) => expiresMs - nowMs <= it * dayMs)
    if (days === undefined) continue
    const told = toldHere[name] ?? Number.POSITIVE_INFINITY
    if (days < told) news.push(days)
    now[name] = Math.min(days, told)
  }
  const notice = news.length === 0 ? null : { count: news.length, days: Math.min(...news) }
  return { notice, told: { ...before, [library]: now } }
}
