/** What was asked of the simulator, without tokens or signatures, so that tests can count requests and see their ranges. */

export type Host = 'api' | 'storage' | 'mirror'

export interface LoggedRequest {
  host: Host
  method: string
  /** Decoded path. */
  path: string
  /** Query without `X-Amz-*`. */
  query: Record<string, string>
  range: string | undefined
  ifRange: string | undefined
  /** Whether an `Authorization` header came along: storage must never see one. */
  authorized: boolean
  /** Undefined while unanswered, and when the connection was reset or left hanging. */
  status: number | undefined
  /** Body bytes handed to the socket. */
  bytes: number
}

export type PathMatch = string | RegExp

/** A string matches whole, `*` standing for anything; a RegExp is tested; undefined matches all. */
export function matchesPath(match: PathMatch | undefined, path: string): boolean {
  if (match === undefined) return true
  if (match instanceof RegExp) return match.test(path)
  const parts = match.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(path)
}

export class RequestLog {
  #entries: LoggedRequest[] = []

  start(host: Host, method: string, url: URL, headers: Record<string, string | string[] | undefined>): LoggedRequest {
    const query: Record<string, string> = {}
    for (const [name, value] of url.searchParams) if (!/^x-amz-|token/i.test(name)) query[name] = value
    const entry: LoggedRequest = {
      host,
      method,
      path: decodedPath(url),
      query,
      range: one(headers['range']),
      ifRange: one(headers['if-range']),
      authorized: headers['authorization'] !== undefined,
      status: undefined,
      bytes: 0,
    }
    this.#entries.push(entry)
    return entry
  }

  all(host?: Host, match?: PathMatch): readonly LoggedRequest[] {
    return this.#entries.filter((entry) => (!host || entry.host === host) && matchesPath(match, entry.path))
  }

  count(host?: Host, match?: PathMatch): number {
    return this.all(host, match).length
  }

  clear(): void {
    this.#entries = []
  }
}

/** A path's text; one that isn't valid percent-encoding stays as it came. */
export function decodedPath(url: URL): string {
  try {
    return decodeURIComponent(url.pathname)
  } catch {
    return url.pathname
  }
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
