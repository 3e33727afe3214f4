/**
 * undici's way through a proxy, but for two things. Where a proxy hangs up instead of opening a tunnel, undici takes that for a lost
 * connection and asks again, hundreds of times a second and for ever; here it is an error that whoever asked is told. And a proxy
 * that wants a sign-in is told from one that isn't there.
 */
import type { Dispatcher, ProxyAgent } from 'undici'
import type { DailiesError } from '../../../preload/contract/errors.ts'

type Question = Omit<Dispatcher.ConnectOptions, 'origin'>
type Told = (error: Error | null, data: Dispatcher.ConnectData) => void

/** The proxy takes nobody's word, or not the one that its address holds. */
export const proxyWantsSignIn = 'DAILIES_PROXY_SIGN_IN'

/** `where`: a host, or what it is. */
export function proxyRefuses(host: string): DailiesError {
  const message = `The proxy on the way to ${host} wants a sign-in, or doesn't accept the one it got. Check the proxy's settings.`
  return { kind: 'offline', message }
}

export async function proxyAgent(options: ProxyAgent.Options): Promise<ProxyAgent> {
  const undici = await import('undici')
  class Tunnels extends undici.Pool {
    override connect(question: Question): Promise<Dispatcher.ConnectData>
    override connect(question: Question, callback: Told): void
    override connect(question: Question, callback?: Told) {
      if (callback !== undefined) return super.connect(question, callback)
      return super.connect(question).then(throwIfRefused, (error: unknown) => {
        // Without the code by which undici knows lost connections.
        throw new Error('The proxy opens no tunnel', { cause: error })
      })
    }
  }
  return new undici.ProxyAgent({ ...options, clientFactory: (origin, its) => new Tunnels(origin, its) })
}

function throwIfRefused(answer: Dispatcher.ConnectData): Dispatcher.ConnectData {
  if (answer.statusCode !== 407) return answer
  answer.socket.on('error', () => undefined).destroy()
  throw Object.assign(new Error('The proxy wants a sign-in'), { code: proxyWantsSignIn })
}
