/** Upstream objects as JSON columns: what counts as the same, and what a shorter object mustn't take away. */

/**
 * `incoming` as it is to be stored. Lists send less than single objects do; the fields in `kept` that `incoming` lacks
 * (or has as null) are taken over from what is stored.
 */
export function mergedJson(stored: string | null, incoming: unknown, kept: readonly string[]): string {
  const json = JSON.stringify(incoming) ?? 'null'
  if (stored === null || stored === json) return json
  const fresh = new Map(entriesOf(incoming))
  const missing = kept.filter((key) => isNothing(fresh.get(key)))
  if (missing.length === 0) return json
  const before = new Map(entriesOf(JSON.parse(stored)))
  const takenOver = missing.filter((key) => !isNothing(before.get(key)))
  if (takenOver.length === 0) return json
  return JSON.stringify(Object.fromEntries([...fresh, ...takenOver.map((key) => [key, before.get(key)] as const)]))
}

/** Whether two JSON texts say the same; the order of an object's fields says nothing. */
export function sameJson(one: string | null, other: string): boolean {
  if (one === null) return false
  return one === other || (one.length === other.length && canonical(one) === canonical(other))
}

function canonical(json: string): string {
  return JSON.stringify(JSON.parse(json), (_key, value: unknown) => {
    const entries = entriesOf(value)
    return entries.length < 2 ? value : Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null
}
