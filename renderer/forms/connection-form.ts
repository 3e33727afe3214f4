/** What the connect form holds, and the connection it stands for. Secrets live here while typed, and go one way: to the shell. */
import { type Connection, connection, defaultApiUrl } from '../../preload/contract/workspace.ts'

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
  const credentials =
    fields.kind === 'key'
      ? { kind: 'key', accessKey: fields.accessKey, appSecret: fields.appSecret }
      : { kind: 'token', token: fields.token }
  const parsed = connection.safeParse({ apiUrl: fields.apiUrl.trim(), credentials })
  return parsed.success ? parsed.data : null
}

export const addressIsFine = (fields: ConnectionFields): boolean =>
  connection.shape.apiUrl.safeParse(fields.apiUrl.trim()).success

/**
 * When a pasted management token expires: its own `exp` (RFC 7519 §4.1.4), not checked, only shown. null where it can't
 * be read.
 */
export function tokenExpiryMs(token: string): number | null {
  const payload = token.trim().split('.')[1]
  if (payload === undefined) return null
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : null
    return typeof exp === 'number' ? exp * 1000 : null
  } catch {
    return null
  }
}
