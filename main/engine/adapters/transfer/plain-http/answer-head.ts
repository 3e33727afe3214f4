/**
 * Reads the head of an answer of the plain kind, which nearly every file comes in: HTTP/1.1, 200 or 206, one length, nothing that
 * frames the body otherwise. Stricter than the parser of undici, which judges all that isn't plain; never laxer.
 */

export type PlainHead = {
  readonly status: 200 | 206
  /** Lower-case names; several of one name are joined. Values as latin1, without the blanks around them. */
  readonly headers: Readonly<Record<string, string>>
  readonly bodyBytes: number
  /** How long the connection may be kept for another request; null: not at all. */
  readonly keptMs: number | null
}

/** undici's bound for a head. */
export const mostHeadBytes = 16 * 1024

/** Of the first bytes of an answer: whether it is worth waiting for the rest of its head. */
export function mayBePlain(beginning: string): boolean {
  return 'HTTP/1.1 '.startsWith(beginning)
}

const keptAtMostMs = 10_000
/** Given up so long before the other side does, lest a request crosses its goodbye. */
const earlierMs = 2000

const statusLine = /^HTTP\/1\.1 (200|206)(?: [\t\x20-\x7e\x80-\xff]*)?$/
/** RFC 9112 §5: nothing between name and colon, no folded lines; RFC 9110 §5.5: no control characters. */
const headerLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):([\t\x20-\x7e\x80-\xff]*)$/
/** Each would give the answer another frame than its length, or another protocol. */
const framing = ['transfer-encoding', 'upgrade']

/** `head`: latin1, up to and without the empty line. null: it isn't of the plain kind, or no head at all. */
export function parsePlainHead(head: string): PlainHead | null {
  const [first = '', ...lines] = head.split('\r\n')
  const status = statusLine.exec(first)?.[1]
  if (status === undefined) return null
  const headers = new Map<string, string>()
  for (const line of lines) {
    const [, name, value] = headerLine.exec(line) ?? []
    if (name === undefined || value === undefined) return null
    const known = headers.get(name.toLowerCase())
    headers.set(name.toLowerCase(), known === undefined ? trimmed(value) : `${known}, ${trimmed(value)}`)
  }
  // Of two lengths, equal ones too, the comma makes none.
  const length = headers.get('content-length') ?? ''
  if (!/^\d{1,15}$/.test(length) || framing.some((name) => headers.has(name))) return null
  return {
    status: status === '200' ? 200 : 206,
    headers: Object.fromEntries(headers),
    bodyBytes: Number(length),
    keptMs: keptMs(headers),
  }
}

function keptMs(headers: ReadonlyMap<string, string>): number | null {
  for (const name of ['connection', 'proxy-connection'])
    if ((headers.get(name) ?? 'keep-alive').toLowerCase() !== 'keep-alive') return null
  const saidS = /(?:^|[,;\s])timeout=(\d{1,9})/i.exec(headers.get('keep-alive') ?? '')?.[1]
  const ms = saidS === undefined ? keptAtMostMs : Math.min(keptAtMostMs, Number(saidS) * 1000 - earlierMs)
  return ms > 0 ? ms : null
}

/** Of blanks and tabs only, and in one pass whatever a server sends: `trim` takes more, a regular expression longer. */
function trimmed(value: string): string {
  const isBlank = (at: number) => value[at] === ' ' || value[at] === '\t'
  let from = 0
  let to = value.length
  while (from < to && isBlank(from)) from += 1
  while (to > from && isBlank(to - 1)) to -= 1
  return value.slice(from, to)
}
