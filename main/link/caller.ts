/** Calls the other side of a port and waits for the answers. Used between shell and engine, both of them ours. */
import type { DailiesError } from '../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import { type CallMessage, engineMessage } from '../../preload/contract/wire.ts'
import type { CallTable } from './call-table.ts'

type Settle = (answer: Result<unknown, DailiesError>) => void

export class Caller<I, O extends { [N in keyof I]: unknown }> {
  readonly #table: CallTable<I, O>
  readonly #send: (message: CallMessage) => void
  readonly #inFlight = new Map<number, Settle>()
  #nextCall = 1

  constructor(table: CallTable<I, O>, send: (message: CallMessage) => void) {
    this.#table = table
    this.#send = send
  }

  async call<N extends keyof I & string>(name: N, input: I[N]): Promise<Result<O[N], DailiesError>> {
    const answer = await new Promise<Result<unknown, DailiesError>>((settle) => {
      const id = this.#nextCall++
      this.#inFlight.set(id, settle)
      this.#send({ call: id, name, input })
    })
    return answer.ok ? ok(this.#table[name].output.parse(answer.value)) : answer
  }

  /** Messages that answer nothing of ours are left alone. */
  receive(message: unknown): void {
    const parsed = engineMessage.safeParse(message)
    if (!parsed.success || 'event' in parsed.data) return
    const { answer } = parsed.data
    const settle = this.#inFlight.get(answer)
    this.#inFlight.delete(answer)
    settle?.(parsed.data.ok ? ok(parsed.data.value) : err(parsed.data.error))
  }

  /** The other side has died: what is under way ends with this. */
  abandon(error: DailiesError): void {
    const abandoned = [...this.#inFlight.values()]
    this.#inFlight.clear()
    for (const settle of abandoned) settle(err(error))
  }
}
