/** How long a server asks to be left alone. Pure. */

/** A longer pause is asked for by mistake; the whole queue would wait for it. */
export const longestPauseMs = 60 * 60 * 1000

/** `Retry-After`: seconds or a date (RFC 9110 §10.2.3). An hour at most; null: neither. */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null) return null
  if (/^\d+$/.test(header.trim())) return Math.min(longestPauseMs, Number(header.trim()) * 1000)
  const ms = Date.parse(header)
  return Number.isNaN(ms) ? null : Math.min(longestPauseMs, Math.max(0, ms - nowMs))
}
