/**
 * The header fields of range requests (RFC 9110 §14) and which validators are strong enough to resume against (§8.8).
 * Pure text in, values out; null for anything that isn't exactly what the RFC allows.
 */

export type ContentRange =
  | { readonly kind: 'part'; readonly first: number; readonly last: number; readonly total: number | null }
  /** Of a 416: how long the object really is. */
  | { readonly kind: 'unsatisfied'; readonly total: number }

/** RFC 9110 §14.4: `bytes 0-499/1234`, `bytes 0-499/*`, and in a 416 `bytes * /1234` (without the space). */
export function parseContentRange(text: string): ContentRange | null {
  const match = /^bytes[ \t]+(?:(\d+)-(\d+)|\*)\/(\d+|\*)$/i.exec(text.trim())
  if (match === null) return null
  const [, firstText, lastText, totalText] = match
  const total = totalText === '*' || totalText === undefined ? null : wholeNumber(totalText)
  if (totalText !== '*' && total === null) return null
  if (firstText === undefined || lastText === undefined) return total === null ? null : { kind: 'unsatisfied', total }
  const first = wholeNumber(firstText)
  const last = wholeNumber(lastText)
  if (first === null || last === null || last < first || (total !== null && last >= total)) return null
  return { kind: 'part', first, last, total }
}

/** A `Range` field for everything from `first` on. */
export function rangeFrom(first: number): string {
  return `bytes=${first}-`
}

/** `Content-Length`; null where there is none or it isn't a length. */
export function parseLength(text: string | undefined): number | null {
  return text === undefined || !/^\d+$/.test(text.trim()) ? null : wholeNumber(text.trim())
}

/** What identifies one version of an object byte for byte. Stored, and sent back as `If-Range`. */
export type Validator = {
  /** Quoted, as it came; never a weak one. */
  readonly etag: string | null
  /** As it came; only if it is strong by §8.8.2.2. */
  readonly lastModified: string | null
}

/**
 * RFC 9110 §8.8.2.2 wants the date at least one second before the answer's `Date`, and enough more to make clock
 * differences unlikely to matter. A minute is what its predecessor (RFC 7232) required.
 */
export const strongAfterMs = 60_000

/** The strong validators of an answer; null when it has none, so that nothing can be resumed against it. */
export function strongValidator(headers: {
  readonly etag: string | undefined
  readonly lastModified: string | undefined
  readonly date: string | undefined
}): Validator | null {
  const etag = headers.etag !== undefined && isStrongEtag(headers.etag) ? headers.etag.trim() : null
  const lastModified = isStrongDate(headers.lastModified, headers.date) ? (headers.lastModified?.trim() ?? null) : null
  return etag === null && lastModified === null ? null : { etag, lastModified }
}

/** §8.8.3: `W/` marks a weak one; anything unquoted isn't an entity tag. */
export function isStrongEtag(text: string): boolean {
  return /^"[\x21\x23-\x7e\x80-\uffff]*"$/.test(text.trim())
}

function isStrongDate(lastModified: string | undefined, date: string | undefined): boolean {
  if (lastModified === undefined || date === undefined) return false
  const changedMs = parseHttpDate(lastModified)
  const sentMs = parseHttpDate(date)
  return changedMs !== null && sentMs !== null && sentMs - changedMs >= strongAfterMs
}

/** IMF-fixdate only: nobody has sent the other two forms for decades, and `Date.parse` takes far too much. */
export function parseHttpDate(text: string): number | null {
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text.trim())) return null
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? null : ms
}

/** Whether an answer is of the same version. An ETag on both sides decides; else the date does. */
export function sameVersion(stored: Validator, answered: Validator | null): boolean {
  if (answered === null) return false
  if (stored.etag !== null && answered.etag !== null) return stored.etag === answered.etag
  return stored.lastModified !== null && stored.lastModified === answered.lastModified
}

function wholeNumber(digits: string): number | null {
  const value = Number(digits)
  return Number.isSafeInteger(value) ? value : null
}
