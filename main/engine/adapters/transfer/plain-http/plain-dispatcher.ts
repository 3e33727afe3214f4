/** Asks storage over connections of our own; what doesn't answer plainly is undici's. See docs/adr/0027. */
import type { Dispatcher } from 'undici'
import type { TransferTimeouts } from '../transfer-timeouts.ts'
import { Connections } from './connections.ts'
import { PlainExchange } from './plain-exchange.ts'
import type { Question } from './question.ts'

export class PlainDispatcher {
  readonly #connections: Connections
  readonly #timeouts: TransferTimeouts

  /** `certificates`: PEM, trusted beside Node's own. */
  constructor(certificates: readonly string[], timeouts: TransferTimeouts) {
    this.#connections = new Connections(certificates, timeouts.connectMs)
    this.#timeouts = timeouts
  }

  dispatch(question: Question, handler: Dispatcher.DispatchHandler): void {
    new PlainExchange(question, handler, this.#connections, this.#timeouts).start()
  }
}
