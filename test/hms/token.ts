/**
 * Management tokens: made for tests, and checked as the API checks them (get-started/security-and-tokens: HS256 with the
 * app secret; access_key, type, version, iat, nbf, exp, jti). Written on node:crypto alone, so that the simulator never
 * agrees with a mistake of the library the product signs with.
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'

export interface TokenOptions {
  accessKey: string
  appSecret: string
  nowMs?: number
  lifetimeSeconds?: number
  /** Laid over the ordinary claims: wrong types, missing (undefined) or other values. */
  claims?: Record<string, unknown>
}

export function signManagementToken(options: TokenOptions): string {
  const now = Math.floor((options.nowMs ?? Date.now()) / 1000)
  const claims = {
    access_key: options.accessKey,
    type: 'management',
    version: 2,
    iat: now - 10,
    nbf: now - 10,
    exp: now + (options.lifetimeSeconds ?? 86_400),
    jti: randomUUID(),
    ...options.claims,
  }
  const head = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(claims)}`
  return `${head}.${hmac(head, options.appSecret).toString('base64url')}`
}

export interface Refusal {
  code: 401 | 403
  message: string
  details?: string[]
}

/** Why a request's `Authorization` is refused, or undefined when it is good. */
export function refuseToken(
  authorization: string | undefined,
  workspace: { accessKey: string; appSecret: string },
  nowMs: number,
): Refusal | undefined {
  const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]
  if (token === undefined) return invalid('not found')
  const [header, payload, signature, ...rest] = token.split('.')
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    return invalid('token contains an invalid number of segments')
  }
  if (decode(header)?.['alg'] !== 'HS256') return invalid('signing method is invalid')
  const expected = hmac(`${header}.${payload}`, workspace.appSecret)
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return invalid('signature is invalid')

  const claims = decode(payload)
  if (claims === undefined) return invalid('token is malformed')
  const now = Math.floor(nowMs / 1000)
  if (claims['access_key'] !== workspace.accessKey) return invalid('access key not found')
  if (claims['version'] !== 2) return invalid('version is invalid')
  if (typeof claims['jti'] !== 'string') return invalid('jti is missing')
  for (const name of ['iat', 'nbf', 'exp']) if (typeof claims[name] !== 'number') return invalid(`${name} is missing`)
  if (Number(claims['exp']) <= now) return invalid('token is expired')
  if (Number(claims['nbf']) > now) return invalid('token is not valid yet')
  if (Number(claims['iat']) > now) return invalid('token used before issued')
  if (claims['type'] !== 'management') return { code: 403, message: 'insufficient permissions' }
  return undefined
}

function invalid(detail: string): Refusal {
  return { code: 401, message: 'Token validation error', details: [detail] }
}

function hmac(text: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(text).digest()
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
