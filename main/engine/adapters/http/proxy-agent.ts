/**
 * undici's ways through a proxy, but for three things. Where an HTTP proxy hangs up instead of opening a tunnel, undici takes that
 * for a lost connection and asks again, hundreds of times a second and for ever; here it is an error that whoever asked is told. A
 * proxy that wants a sign-in is told from one that isn't there. And one of a kind that isn't spoken here is an error, too: never a
 * reason to go past it (docs/adr/0070).
 */
import type { Dispatcher, ProxyAgent } from 'undici'
import type { DailiesError } from '../../../../preload/contract/errors.ts'

type Question = Omit<Dispatcher.ConnectOptions, 'origin'>
type Told = (error: Error | null, data: Dispatcher.ConnectData) => void

export type ProxyOptions = Pick<ProxyAgent.Options, 'pipelining' | 'keepAliveTimeout' | 'requestTls' | 'proxyTls'> & {
  /** e.g. `http://proxy:3128` or `socks5://proxy:1080`, as the person or the system has written it. */
  readonly uri: string
}

export const unusableProxyCode = 'DAILIES_UNUSABLE_PROXY'

export const unusableProxyWords =
  'The network’s settings want a proxy of a kind that Dailies doesn’t speak: it takes HTTP, HTTPS and SOCKS 5. Nothing is sent past it; another kind has to be set in the system, or by HTTPS_PROXY.'

/** The proxy takes nobody's word, or not the one that its address holds. */
export const proxyWantsSignIn = 'DAILIES_PROXY_SIGN_IN'

/** `where`: a host, or what it is. */
export function proxyRefuses(host: string): DailiesError {
  const message = `The proxy on the way to ${host} wants a sign-in, or doesn’t accept the one it got. Check the proxy’s settings.`
  return { kind: 'offline', message }
}

export async function proxyAgent({ proxyTls, ...options }: ProxyOptions): Promise<Dispatcher> {
  const undici = await import('undici')
  const protocol = URL.canParse(options.uri) ? new URL(options.uri).protocol : ''
  if (!['http:', 'https:', 'socks5:'].includes(protocol)) {
    const error = Object.assign(new Error('A proxy of an unknown kind'), { code: unusableProxyCode })
    return new undici.Agent({ connect: (_to, callback) => callback(error, null) })
  }
  // To be told how to speak TLS would make undici speak it to the proxy, too.
  if (protocol === 'socks5:') return new undici.ProxyAgent(options)
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
  const clientFactory = (origin: URL, its: object) => new Tunnels(origin, its)
  return new undici.ProxyAgent({ ...options, ...(proxyTls === undefined ? {} : { proxyTls }), clientFactory })
}

function throwIfRefused(answer: Dispatcher.ConnectData): Dispatcher.ConnectData {
  if (answer.statusCode !== 407) return answer
  answer.socket.on('error', () => undefined).destroy()
  throw Object.assign(new Error('The proxy wants a sign-in'), { code: proxyWantsSignIn })
}
