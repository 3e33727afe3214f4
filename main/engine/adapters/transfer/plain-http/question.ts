/** A GET as it goes over the line. It names nobody: the link is all that storage gets to know. */

export type Question = {
  /** Of a URL, http or https. */
  readonly origin: string
  /** With its query; encoded. */
  readonly path: string
  readonly method: 'GET'
  readonly headers: Readonly<Record<string, string>>
}

/** As latin1. null: something in it would be read as another line. */
export function questionText({ origin, path, headers }: Question): string | null {
  const fields = { host: new URL(origin).host, connection: 'keep-alive', ...headers }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`)
  if (!/^[\x21-\x7e]+$/.test(path) || lines.some((line) => !/^[\t\x20-\x7e\x80-\xff]*$/.test(line))) return null
  return [`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n')
}
