/**
 * Takes out of anything that goes to a log what must not be there: credentials, tokens, the queries of links (a
 * pre-signed one opens the file to whoever reads it). By shape rather than by source, because error messages of others
 * carry URLs too.
 */
const hidden = '[redacted]'

const secretField = /token|secret|authorization|password|credential|cookie|signature|jwt/i
// An apostrophe may stand in a URL: better to swallow a quotation mark than to miss a query.
const url = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s"<>\\]+)/gi
const signedParameter =
  /\b(x-amz-[\w-]+|x-goog-[\w-]+|awsaccesskeyid|googleaccessid|signature|sig|(?:[a-z]+_)?token|auth|secret)=[^&\s"<>\\]+/gi
const bearer = /\b(bearer|basic)\s+[\w.~+/=-]+/gi
const jwt = /\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g

export function redactText(text: string): string {
  return text
    .replace(url, (_whole, scheme: string, rest: string) => scheme + redactUrlRest(rest))
    .replace(signedParameter, `$1=${hidden}`)
    .replace(bearer, `$1 ${hidden}`)
    .replace(jwt, hidden)
}

/** JSON of it holds no secret. Errors become their name, message and stack; cycles and depths end in a word. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value
  if (depth > 6) return '[deeper]'
  if (value instanceof Error) return redactError(value, depth)
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => redact(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      redactText(name),
      secretField.test(name) && (typeof field === 'string' || typeof field === 'object') && field !== null
        ? hidden
        : redact(field, depth + 1),
    ]),
  )
}

function redactError(error: Error, depth: number): unknown {
  return {
    name: error.name,
    message: redactText(error.message),
    ...('code' in error ? { code: redact(error.code, depth + 1) } : {}),
    ...(error.stack ? { stack: redactText(error.stack) } : {}),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  }
}

/** User names and passwords before the host, queries and fragments behind the path. */
function redactUrlRest(rest: string): string {
  const withoutQuery = rest.replace(/[?#].*$/, (query) => (query.length > 1 ? `${query.charAt(0)}${hidden}` : query))
  const authorityEnd = withoutQuery.search(/[/?#]|$/)
  const at = withoutQuery.lastIndexOf('@', authorityEnd)
  return at === -1 ? withoutQuery : `${hidden}${withoutQuery.slice(at)}`
}
