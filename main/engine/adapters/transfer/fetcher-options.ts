/** What the engine's side of the transfer workers is given. */
import type { Log } from '../../core/ports.ts'
import type { TransferTimeouts } from './transfer-timeouts.ts'

export type FetcherOptions = {
  /** The worker's file: the bundle's `transfer-worker.js`, or the source. */
  readonly worker: URL
  /** The proxy for a URL, e.g. `http://proxy:3128`; null: a direct connection. */
  readonly proxyFor: (url: string) => Promise<string | null>
  /** PEM, trusted beside Node's own. */
  readonly certificates: () => readonly string[]
  readonly log: Log
  readonly timeouts?: TransferTimeouts
  /** At most; each is a thread. */
  readonly workers?: number
}
