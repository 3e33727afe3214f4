/**
 * Management tokens of the 100ms API (get-started/security-and-tokens): signed here with the app secret, or pasted. A
 * token and a secret stay in this object and the Authorization header; no method shows them for any other use.
 */
import { decodeJwt, SignJWT } from 'jose'
import { z } from 'zod'
import type { Credentials } from '../../../../preload/contract/workspace.ts'
import type { Clock, Random } from '../../core/ports.ts'

const lifetimeS = 24 * 60 * 60
/** 100ms's own SDK dates tokens back by this much, for clocks that differ a little. */
const leewayS = 10
/** Renewed while it is still good, so that no request goes out with a token that ends on its way. */
const renewBeforeMs = 60 * 60 * 1000

export interface TokenSource {
  /** Of the workspace; null for a pasted token that doesn't tell. */
  readonly accessKey: string | null
  /** False for a token that was pasted: this computer's clock had no part in it. */
  readonly signedHere: boolean
  /** Of a pasted token; null for one that is renewed here. */
  readonly expiresMs: number | null
  token(): Promise<string>
  /** Makes the next token a fresh one; false where only a person can bring one. */
  renew(): boolean
}

export class SignedToken implements TokenSource {
  readonly accessKey: string
  readonly signedHere = true
  readonly expiresMs = null
  readonly #secret: Uint8Array
  readonly #clock: Clock
  readonly #random: Random
  #current: { token: string; issuedMs: number } | null = null

  constructor(accessKey: string, appSecret: string, clock: Clock, random: Random) {
    this.accessKey = accessKey
    this.#secret = new TextEncoder().encode(appSecret)
    this.#clock = clock
    this.#random = random
  }

  async token(): Promise<string> {
    const nowMs = this.#clock.nowMs()
    if (this.#current !== null && isFresh(this.#current.issuedMs, nowMs)) return this.#current.token
    const token = await this.#sign(nowMs)
    this.#current = { token, issuedMs: nowMs }
    return token
  }

  renew(): boolean {
    this.#current = null
    return true
  }

  #sign(nowMs: number): Promise<string> {
    const nowS = Math.floor(nowMs / 1000)
    return new SignJWT({ access_key: this.accessKey, type: 'management', version: 2 })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuedAt(nowS - leewayS)
      .setNotBefore(nowS - leewayS)
      .setExpirationTime(nowS + lifetimeS)
      .setJti(this.#random.uuid())
      .sign(this.#secret)
  }
}

/** A clock that was set back makes a token of the future: not good either. */
function isFresh(issuedMs: number, nowMs: number): boolean {
  return nowMs >= issuedMs && nowMs < issuedMs + lifetimeS * 1000 - renewBeforeMs
}

export class PastedToken implements TokenSource {
  readonly accessKey: string | null
  readonly signedHere = false
  readonly expiresMs: number | null
  readonly #token: string

  constructor(token: string) {
    this.#token = token
    const claims = readToken(token)
    this.accessKey = claims.accessKey
    this.expiresMs = claims.expiresMs
  }

  async token(): Promise<string> {
    return this.#token
  }

  renew(): boolean {
    return false
  }
}

export function tokenSourceOf(credentials: Credentials, clock: Clock, random: Random): TokenSource {
  return credentials.kind === 'key'
    ? new SignedToken(credentials.accessKey, credentials.appSecret, clock, random)
    : new PastedToken(credentials.token)
}

const claimFields = z.object({
  exp: z.number().positive().max(8_640_000_000_000).optional().catch(undefined),
  access_key: z.string().min(1).optional().catch(undefined),
})

/** What a token says of itself. Not checked: only 100ms can. */
export function readToken(token: string): { accessKey: string | null; expiresMs: number | null } {
  try {
    const claims = claimFields.parse(decodeJwt(token))
    return { accessKey: claims.access_key ?? null, expiresMs: claims.exp === undefined ? null : claims.exp * 1000 }
  } catch {
    return { accessKey: null, expiresMs: null }
  }
}
