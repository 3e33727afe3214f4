/** Paging as documented (how-to-guides/make-api-calls): `limit` 10–100, default 10; `start` is the previous `last`. */
import { type Collection, page } from './collection.ts'

export interface ApiAnswer {
  status: number
  body: unknown
}

export function apiError(code: number, message: string, details?: string[]): ApiAnswer {
  return { status: code, body: details === undefined ? { code, message } : { code, message, details } }
}

export function listing<T extends { id: string }>(
  collection: Collection<T>,
  query: URLSearchParams,
  matches: (item: T) => boolean,
  shown: (item: T) => unknown = (item) => item,
): ApiAnswer {
  const limit = Number(query.get('limit') ?? 10)
  if (!Number.isInteger(limit) || limit < 10 || limit > 100) {
    return apiError(400, 'bad request', ['limit should be between 10 and 100'])
  }
  const data = page(collection, query.get('start') || undefined, limit, matches)
  // Filled on the last page too: only a short page says that it was the last.
  return { status: 200, body: { limit, data: data.map(shown), last: data.at(-1)?.id ?? '' } }
}

/** Whether an item has what the query asks of the fields called `names`. */
export function hasFields(query: URLSearchParams, names: readonly string[], item: object): boolean {
  return names.every((name) => {
    const wanted = query.get(name)
    return wanted === null || wanted === '' || String((item as Record<string, unknown>)[name]) === wanted
  })
}

export function createdWithin(query: URLSearchParams, item: { created_at: string }): boolean {
  const created = Date.parse(item.created_at)
  const after = query.get('after')
  const before = query.get('before')
  return (after === null || created > Date.parse(after)) && (before === null || created < Date.parse(before))
}
