/**
 * Takes secrets out of upstream objects before anything else sees them: tokens in a meeting's address, stream keys,
 * credentials of buckets and webhooks, signatures of links. What is left is kept as it came.
 */

/** Deeper objects than any documented one are no data of ours, and recursion has an end. */
const deepest = 40

/** Keys whose value is a credential whatever it holds (rooms carry a bucket's `credentials` and a webhook's `headers`). */
const secretKey =
  /secret|password|credential|private_?key|stream_?key|api_?key|access_?token|auth_?token|^token$|^headers$/i
const streamAddressKey = /^rtmp(_urls?)?$/i
/** Query parameters that make a link a key: S3, GCS, Azure and OSS signatures, tokens. */
const secretParameter =
  /[?&#](x-(amz|goog|oss)-|signature=|sig=|token=|[a-z_-]*token=|auth[a-z_-]*=|awsaccesskeyid=|key-pair-id=)/i
const jwt = /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g

const removed = '(removed)'

export function redact(value: unknown): unknown {
  return redactValue('', value, 0)
}

/** Takes tokens, signed queries, passwords and stream keys out of a text for a log or an error message. */
export function redactText(text: string): string {
  const unsigned = text.replace(/[a-z][a-z0-9+.-]*:\/\/\S+/gi, (link) => {
    if (isStreamAddress(link)) return streamHost(link)
    return secretParameter.test(link) ? withoutQuery(link) : withoutUser(link)
  })
  return unsigned.replace(jwt, removed)
}

function redactValue(key: string, value: unknown, depth: number): unknown {
  if (value === null || value === undefined) return value
  if (secretKey.test(key)) return removed
  if (typeof value === 'string') return redactField(key, value)
  if (typeof value !== 'object') return value
  if (depth >= deepest) return '(too deep)'
  if (Array.isArray(value)) return redactItems(key, value, depth)
  return redactFields(value, depth)
}

/** Nearly no object holds a secret: one without is given back as it is, which spares a first sync half a million copies. */
function redactFields(value: object, depth: number): object {
  let redacted = value
  for (const [name, item] of Object.entries(value)) {
    const clean = redactValue(name, item, depth + 1)
    if (clean !== item) redacted = { ...redacted, [name]: clean }
  }
  return redacted
}

function redactItems(key: string, items: readonly unknown[], depth: number): readonly unknown[] {
  const clean = items.map((item) => redactValue(key, item, depth + 1))
  return clean.every((item, index) => item === items[index]) ? items : clean
}

function redactField(key: string, text: string): string {
  if (key === 'meeting_url') return withoutQuery(text)
  if (streamAddressKey.test(key)) return streamHost(text)
  return text.includes('://') || text.includes('eyJ') ? redactText(text) : text
}

const isStreamAddress = (link: string): boolean => /^(?:rtmps?|srt):/i.test(link)

function withoutQuery(link: string): string {
  return withoutUser(link.split(/[?#]/, 1)[0] ?? '')
}

function withoutUser(link: string): string {
  return link.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, '$1')
}

/** The path of an RTMP address is the key to someone's channel. */
function streamHost(link: string): string {
  const match = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/@]*@)?([^/?#]*)/i.exec(link)
  return match === null ? removed : `${match[1]}${match[2]}/${removed}`
}
