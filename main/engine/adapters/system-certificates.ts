/** The certificates that the operating system trusts, where this Node can tell (22.15 upwards). */
import * as tls from 'node:tls'

/** PEM, one certificate each; none on an older Node. */
export function systemCertificates(): readonly string[] {
  const listing: unknown = Reflect.get(tls, 'getCACertificates')
  if (typeof listing !== 'function') return []
  try {
    const found: unknown = Reflect.apply(listing, tls, ['system'])
    return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : []
  } catch {
    return []
  }
}
