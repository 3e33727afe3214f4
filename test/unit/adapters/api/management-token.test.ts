import { expect, test } from 'vitest'
import { PastedToken, readToken, SignedToken } from '../../../../main/engine/adapters/api/management-token.ts'
import { steadyRandom } from '../../../builders/synced-library.ts'
import { FakeClock } from '../../../fakes/clock.ts'
import { refuseToken, signManagementToken } from '../../../hms/token.ts'

const workspace = { accessKey: 'key', appSecret: 'secret' }
const hour = 3_600_000

test('a signed token is what 100ms expects, and is renewed before it ends', async () => {
  const clock = new FakeClock()
  const tokens = new SignedToken('key', 'secret', clock, steadyRandom)
  const first = await tokens.token()
  expect(refuseToken(`Bearer ${first}`, workspace, clock.nowMs())).toBeUndefined()
  // Clocks that differ a little don't matter.
  expect(refuseToken(`Bearer ${first}`, workspace, clock.nowMs() - 9000)).toBeUndefined()
  clock.advance(22 * hour)
  expect(await tokens.token()).toBe(first)
  clock.advance(1.5 * hour)
  const second = await tokens.token()
  expect(second).not.toBe(first)
  expect(refuseToken(`Bearer ${second}`, workspace, clock.nowMs() + 23 * hour)).toBeUndefined()
})

test('a clock that is set back gets a new token: the old one would be of the future', async () => {
  const ahead = new FakeClock(Date.UTC(2030, 0, 1))
  const back = Date.UTC(2026, 0, 1)
  let nowMs = ahead.nowMs()
  const tokens = new SignedToken('key', 'secret', { nowMs: () => nowMs, after: ahead.after.bind(ahead) }, steadyRandom)
  await tokens.token()
  nowMs = back
  expect(refuseToken(`Bearer ${await tokens.token()}`, workspace, back)).toBeUndefined()
})

test('a pasted token tells when it ends and whose it is, if it does', () => {
  const token = signManagementToken({ ...workspace, nowMs: Date.UTC(2026, 0, 1), lifetimeSeconds: 3600 })
  expect(readToken(token)).toEqual({ accessKey: 'key', expiresMs: Date.UTC(2026, 0, 1, 1) })
  for (const odd of [
    '',
    'opaque',
    'a.b.c',
    signManagementToken({ ...workspace, claims: { exp: 'never', access_key: 7 } }),
  ]) {
    expect(readToken(odd)).toEqual({ accessKey: null, expiresMs: null })
  }
  expect(new PastedToken(token).renew()).toBe(false)
})

test('neither secret nor token shows when the object is printed', async () => {
  const tokens = new SignedToken('key', 'secret-of-the-app', new FakeClock(), steadyRandom)
  const token = await tokens.token()
  const shown = `${JSON.stringify(tokens)} ${String(tokens)}`
  expect(shown).not.toContain('secret-of-the-app')
  expect(shown).not.toContain(token)
})
