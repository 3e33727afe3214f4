/** Where a redirect may lead: never from https to http, except on this computer, nor inside. No request here carries credentials. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import { mayLead } from './reach.ts'

export function redirectTarget(from: URL, location: string): Result<URL, DailiesError> {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : null
  if (
    to === null ||
    !isFetchable(to) ||
    !mayLead(from, to) ||
    (from.protocol === 'https:' && to.protocol !== 'https:')
  ) {
    const message = 'The storage redirects to an address that isn’t safe to fetch from. It is tried again.'
    return err({ kind: 'server', status: null, message })
  }
  return ok(to)
}

/** https, or http on this computer (a simulator, a local proxy). */
export function isFetchable(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/** Where a playlist's reference leads; null: to another host, or to where nothing may be fetched from. */
export function followReference(from: string, reference: string): string | null {
  if (!URL.canParse(reference, from)) return null
  const url = new URL(reference, from)
  return url.host === new URL(from).host && isFetchable(url) ? url.href : null
}
