/** The proxy that the system wants for an address, as a URL that the engine can use. */

/** `answer` as Chromium gives it: e.g. `PROXY one:3128; SOCKS5 two:1080; DIRECT`, in order of preference. */
export function firstUsableProxy(answer: string): string | null {
  for (const choice of answer.split(';')) {
    const [kind = '', host = ''] = choice.trim().split(/\s+/)
    if (/^direct$/i.test(kind)) return null
    // SOCKS is none of what the engine speaks; the next choice may be.
    if (/^(proxy|http)$/i.test(kind) && host) return `http://${host}`
    if (/^https$/i.test(kind) && host) return `https://${host}`
  }
  return null
}
