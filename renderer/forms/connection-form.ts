/**
 * What the connect form holds, and the connection it stands for. Secrets live here while typed, and go one way: to the shell,
 * which parses them; here is only asked whether there is something to send.
 */
import { defaultApiUrl } from '../../preload/contract/connection-terms.ts'
import type { Connection, Credentials } from '../../preload/contract/workspace.ts'

export type ConnectionFields = {
  readonly kind: 'key' | 'token'
  readonly accessKey: string
  readonly appSecret: string
  readonly token: string
  readonly apiUrl: string
}

export const emptyFields: ConnectionFields = {
  kind: 'key',
  accessKey: '',
  appSecret: '',
  token: '',
  apiUrl: defaultApiUrl,
}

/** null while something is missing; the API address is judged apart. */
export function connectionOf(fields: ConnectionFields): Connection | null {
  const credentials = credentialsOf(fields)
  return credentials === null || !addressIsFine(fields) ? null : { apiUrl: fields.apiUrl.trim(), credentials }
}

function credentialsOf(fields: ConnectionFields): Credentials | null {
  const [accessKey, appSecret, token] = [fields.accessKey.trim(), fields.appSecret.trim(), fields.token.trim()]
  if (fields.kind === 'token') return token === '' ? null : { kind: 'token', token }
  return accessKey === '' || appSecret === '' ? null : { kind: 'key', accessKey, appSecret }
}

export function addressIsFine(fields: ConnectionFields): boolean {
  const address = fields.apiUrl.trim()
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
}

/**
 * When a pasted management token expires: its own `exp` (RFC 7519 §4.1.4), not checked, only shown. null where it can't
 * be read, or is no moment that a calendar has.
 */
export function tokenExpiryMs(token: string): number | null {
  const payload = token.trim().split('.')[1]
  if (payload === undefined) return null
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : null
    return typeof exp === 'number' && !Number.isNaN(new Date(exp * 1000).getTime()) ? exp * 1000 : null
  } catch {
    return null
  }
}
