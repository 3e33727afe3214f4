/** Why the API says 401, as far as it can be told: a wrong clock, a token that has ended, or a wrong secret. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { HttpFailure } from './http-failure.ts'
import type { TokenSource } from './management-token.ts'

/** Tokens are dated back ten seconds; the Date header is cut to a second and a request takes time. */
const toleratedMs = 30_000

export function refusedCredentials(failure: HttpFailure, tokens: TokenSource, nowMs: number): DailiesError {
  const skewMs = failure.serverDateMs === null ? 0 : nowMs - failure.serverDateMs
  const serverNowMs = failure.serverDateMs ?? nowMs
  if (tokens.expiresMs !== null && tokens.expiresMs <= serverNowMs) {
    const message = 'The management token has expired. Copy a new one from the 100ms dashboard and connect again.'
    return { kind: 'unauthorized', message, reason: 'expired' }
  }
  if (tokens.signedHere && (Math.abs(skewMs) > toleratedMs || saysTime(failure.said))) {
    const message = `100ms refuses the sign-in because this computer’s clock is ${apart(skewMs)}. Set the clock and try again.`
    return { kind: 'unauthorized', message, reason: 'clock' }
  }
  if (/expired/i.test(failure.said)) {
    const message = '100ms says that the token has expired. Get a new one from its dashboard and connect again.'
    return { kind: 'unauthorized', message, reason: 'expired' }
  }
  const quoted = failure.said === '' ? '' : ` It says: “${failure.said}”.`
  const message = tokens.signedHere
    ? `100ms doesn’t accept this access key and app secret.${quoted} Copy both again from the dashboard’s Developer page.`
    : `100ms doesn’t accept this management token.${quoted} Copy a new one from the dashboard’s Developer page.`
  return { kind: 'unauthorized', message, reason: 'wrong-secret' }
}

function saysTime(said: string): boolean {
  return /not valid yet|before issued|not active/i.test(said)
}

function apart(skewMs: number): string {
  const minutes = Math.round(Math.abs(skewMs) / 60_000)
  if (minutes === 0) return 'wrong'
  const hours = Math.round(minutes / 60)
  const [count, unit] =
    minutes < 120 ? [minutes, 'minute'] : hours < 48 ? [hours, 'hour'] : [Math.round(hours / 24), 'day']
  return `${count} ${unit}${count === 1 ? '' : 's'} ${skewMs > 0 ? 'fast' : 'slow'}`
}
