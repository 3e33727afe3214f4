/**
 * A page of a list: the envelope `{limit, data, last}` and when it is the last one (how-to-guides/make-api-calls). The
 * end is a page shorter than asked for, or empty, or one without a cursor; `last` alone doesn't tell, because it is
 * filled on the final page too.
 */
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type { RejectedItem, Stream, StreamItem } from '../../core/model.ts'
import { isObject } from './recordings-api-fields.ts'
import { redact } from './recordings-api-redaction.ts'
import { type Parsed, parseAsset, parseRecording, parseRoom, parseSession } from './recordings-api-schemas.ts'

export type ParsedPage<T> = {
  readonly items: readonly T[]
  readonly rejected: readonly RejectedItem[]
  readonly next: string | null
}

export const itemParsers: { readonly [S in Stream]: (raw: unknown) => Parsed<StreamItem[S]> } = {
  rooms: parseRoom,
  'disabled-rooms': parseRoom,
  recordings: (raw) => parseRecording('recording', raw),
  'live-streams': (raw) => parseRecording('live-stream', raw),
  'external-streams': (raw) => parseRecording('external-stream', raw),
  'recording-assets': (raw) => parseAsset(raw, null),
  sessions: parseSession,
  'active-sessions': parseSession,
}

/** A hundred are asked for. Of more than this each would still be written down, in one transaction. */
const mostItems = 10_000

/** The error is a reason in words: the answer is no list at all. */
export function parsePage<T>(
  body: unknown,
  askedLimit: number,
  parse: (raw: unknown) => Parsed<T>,
): Result<ParsedPage<T>, string> {
  if (!isObject(body)) return err('The answer is not a list.')
  const { data, last, limit } = body
  // An object without `data` is an empty list only if it is recognisably a list: a message must not look like one.
  if (data === undefined && last === undefined && limit === undefined) return err('The answer is not a list.')
  if (data !== null && data !== undefined && !Array.isArray(data)) return err('The list holds no items.')

  const list: readonly unknown[] = Array.isArray(data) ? data : []
  if (list.length > mostItems) return err('The list is far longer than a page can be.')
  const items: T[] = []
  const rejected: RejectedItem[] = []
  for (const raw of list) {
    const parsed = parse(redact(raw))
    if (parsed.ok) items.push(parsed.value.item)
    rejected.push(...(parsed.ok ? parsed.value.rejected : [parsed.error]))
  }
  return ok({ items, rejected, next: nextCursor(list.length, last, limit, askedLimit) })
}

function nextCursor(count: number, last: unknown, limit: unknown, askedLimit: number): string | null {
  // A server that gives smaller pages than asked for says so; without this its first page would look like the last.
  const pageSize = typeof limit === 'number' && limit >= 1 && limit < askedLimit ? limit : askedLimit
  if (count === 0 || count < pageSize) return null
  return typeof last === 'string' && last !== '' ? last : null
}
