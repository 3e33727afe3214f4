/**
 * The certificates that the operating system trusts, where this Node can tell (22.15 upwards). Reading them can take the
 * system a while, and Node's TLS is large: neither before something wants to connect.
 */

/** PEM, one certificate each; none on an older Node. */
export function systemCertificates(): readonly string[] {
  const tls = process.getBuiltinModule('node:tls')
  const listing: unknown = Reflect.get(tls, 'getCACertificates')
  if (typeof listing !== 'function') return []
  try {
    const found: unknown = Reflect.apply(listing, tls, ['system'])
    return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : []
  } catch {
    return []
  }
}
