/**
 * undici's way through a proxy, but for one thing: where a proxy hangs up instead of opening a tunnel, undici takes that for a lost
 * connection and asks again, hundreds of times a second and for ever. Here it is an error that whoever asked is told.
 */
import type { Dispatcher, ProxyAgent } from 'undici'

type Question = Omit<Dispatcher.ConnectOptions, 'origin'>
type Told = (error: Error | null, data: Dispatcher.ConnectData) => void

export async function proxyAgent(options: ProxyAgent.Options): Promise<ProxyAgent> {
  const undici = await import('undici')
  class Tunnels extends undici.Pool {
    override connect(question: Question): Promise<Dispatcher.ConnectData>
    override connect(question: Question, callback: Told): void
    override connect(question: Question, callback?: Told) {
      if (callback !== undefined) return super.connect(question, callback)
      return super.connect(question).catch((error: unknown) => {
        // Without the code by which undici knows lost connections.
        throw new Error('The proxy opens no tunnel', { cause: error })
      })
    }
  }
  return new undici.ProxyAgent({ ...options, clientFactory: (origin, its) => new Tunnels(origin, its) })
}
