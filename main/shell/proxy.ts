/** The proxy that the system wants for an address, as a URL for the engine. */

const schemes: Readonly<Record<string, string>> = {
  proxy: 'http',
  http: 'http',
  https: 'https',
  socks5: 'socks5',
  // The engine doesn't speak these. They are handed on all the same where nothing else is wanted: a line past them would be
  // one that somebody has closed on purpose.
  socks: 'socks4',
  socks4: 'socks4',
}

/** `answer` as Chromium gives it: e.g. `PROXY one:3128; SOCKS5 two:1080; DIRECT`, in order of preference. null: none. */
export function wantedProxy(answer: string): string | null {
  const choices = answer.split(';').map((choice) => {
    const [kind = '', host = ''] = choice.trim().toLowerCase().split(/\s+/)
    if (kind === 'direct') return null
    const scheme = schemes[kind]
    return scheme === undefined || host === '' ? undefined : `${scheme}://${host}`
  })
  const known = choices.filter((choice) => choice !== undefined)
  const usable = known.find((choice) => choice === null || !choice.startsWith('socks4:'))
  return usable === undefined ? (known[0] ?? null) : usable
}
