/** An engine for stores: answers are held until the test gives them, so that it decides what overtakes what. */
import type { CommandInput, CommandName, CommandOutput } from '../../preload/contract/commands.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { EventName, EventPayload } from '../../preload/contract/events.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import type { EngineLink } from '../../renderer/stores/engine-link.ts'

type Answer = Result<unknown, DailiesError>
export type AskedCall = {
  readonly name: CommandName
  readonly input: unknown
  readonly settle: (answer: Answer) => void
}

export class FakeEngineLink {
  /** Calls that wait for their answer, oldest first. */
  readonly waiting: AskedCall[] = []
  readonly #answers = new Map<CommandName, (input: never) => unknown>()
  readonly #listeners = new Map<EventName, Set<(payload: never) => void>>()
  readonly #resnapshot = new Set<() => void>()

  readonly link: EngineLink = {
    call: <N extends CommandName>(name: N, input: CommandInput<N>) => this.#call(name, input) as never,
    on: (name, listen) => {
      const listeners = this.#listeners.get(name) ?? new Set()
      this.#listeners.set(name, listeners)
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    onResnapshot: (listen) => {
      this.#resnapshot.add(listen)
      return () => this.#resnapshot.delete(listen)
    },
    onConnection: (listen) => {
      listen(true)
      return () => undefined
    },
  }

  /** From now on the command is answered at once. */
  answer<N extends CommandName>(name: N, give: (input: CommandInput<N>) => CommandOutput<N>): void {
    this.#answers.set(name, give)
  }

  /** From now on its calls wait. */
  hold(name: CommandName): void {
    this.#answers.delete(name)
  }

  async emit<N extends EventName>(name: N, payload: EventPayload<N>): Promise<void> {
    for (const listen of this.#listeners.get(name) ?? []) listen(payload as never)
    await this.settled()
  }

  async missedSome(): Promise<void> {
    for (const listen of this.#resnapshot) listen()
    await this.settled()
  }

  /** The oldest waiting call of that name gets its answer. */
  async give<N extends CommandName>(name: N, value: CommandOutput<N>): Promise<void> {
    this.#take(name).settle(ok(value))
    await this.settled()
  }

  async fail(name: CommandName, error: DailiesError): Promise<void> {
    this.#take(name).settle(err(error))
    await this.settled()
  }

  /** Until everything that needs no answer has run. */
  async settled(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }

  #call(name: CommandName, input: unknown): Promise<Answer> {
    const give = this.#answers.get(name)
    if (give !== undefined) return Promise.resolve(ok(give(input as never)))
    return new Promise((settle) => this.waiting.push({ name, input, settle }))
  }

  #take(name: CommandName): AskedCall {
    const index = this.waiting.findIndex((call) => call.name === name)
    const [call] = index === -1 ? [] : this.waiting.splice(index, 1)
    if (call === undefined) throw new Error(`No call of ${name} waits`)
    return call
  }
}
