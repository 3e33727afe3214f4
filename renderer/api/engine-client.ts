/**
 * The window's end of the engine's port: calls with answers, events, and what happens when the engine is started again.
 * Knows no DOM beyond the port that it is given, so that it is tested against the real server over a real channel. Checks
 * nothing: the engine is of the same build, and checks what it answers (docs/adr/0061).
 */
import type { CommandInput, CommandName, CommandOutput } from '../../preload/contract/commands.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { EventName, EventPayload } from '../../preload/contract/events.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import type { AnswerMessage, CallMessage, EventMessage } from '../../preload/contract/wire.ts'

/** As much of a MessagePort as is used. */
export type EnginePort = Pick<MessagePort, 'postMessage' | 'start' | 'close'> & {
  addEventListener(type: 'message', listen: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listen: () => void): void
}

type Call = {
  readonly name: CommandName
  readonly input: unknown
  readonly repeatable: boolean
  readonly settle: (answer: Result<unknown, DailiesError>) => void
}

/** Read again without harm when the engine died before it answered. Once only: the call may be what killed it. */
const repeatable: ReadonlySet<CommandName> = new Set<CommandName>([
  'library.state',
  'library.overview',
  'library.query',
  'library.find',
  'library.rows',
  'library.details',
  'library.search',
  'library.searchIn',
  'library.attention',
  'review.open',
  'review.position',
  'markers.list',
  'markers.change',
  'markers.read',
  'downloads.list',
  'downloads.preview',
  'settings.get',
  'workspace.list',
  'sync.status',
])

export class EngineClient {
  readonly #askForPort: () => void
  readonly #inFlight = new Map<number, Call>()
  readonly #listeners = new Map<EventName, Set<(payload: unknown) => void>>()
  readonly #connectionListeners = new Set<(connected: boolean) => void>()
  readonly #reconnectListeners = new Set<() => void>()
  readonly #resnapshotListeners = new Set<() => void>()
  #waiting: Call[] = []
  #port: EnginePort | null = null
  #wasConnected = false
  #lastSeq: number | null = null
  #nextCall = 1

  constructor(askForPort: () => void) {
    this.#askForPort = askForPort
  }

  start(): void {
    this.#askForPort()
  }

  /** Never rejects. Waits for the engine while it starts; a call that was under way when it died fails as `restarting`. */
  async call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Result<CommandOutput<N>, DailiesError>> {
    const answer = await new Promise<Result<unknown, DailiesError>>((settle) => {
      this.#send({ name, input, repeatable: repeatable.has(name), settle })
    })
    // `CallServer` answers a call of this name with this type.
    return answer as Result<CommandOutput<N>, DailiesError>
  }

  /** Returns what ends the listening. */
  on<N extends EventName>(name: N, listen: (payload: EventPayload<N>) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners)
    // `Publisher` tells an event of this name with this payload.
    return subscribe(listeners, (payload) => listen(payload as EventPayload<N>))
  }

  /** The engine came back, or the page got another port. */
  onReconnect(listen: () => void): () => void {
    return subscribe(this.#reconnectListeners, listen)
  }

  /** Whatever was read so far may be out of date: a change was missed, or the engine came back. Read again. */
  onResnapshot(listen: () => void): () => void {
    return subscribe(this.#resnapshotListeners, listen)
  }

  /** Called at once with how it is now. */
  onConnection(listen: (connected: boolean) => void): () => void {
    listen(this.#port !== null)
    return subscribe(this.#connectionListeners, listen)
  }

  /** A new port replaces the one before it. */
  connect(port: EnginePort): void {
    this.#abandon()
    this.#port?.close()
    this.#port = port
    this.#lastSeq = null
    port.addEventListener('message', (event) => {
      if (this.#port === port) this.#receive(event.data as AnswerMessage | EventMessage)
    })
    port.addEventListener('close', () => this.#lost(port))
    port.start()
    const waiting = this.#waiting
    this.#waiting = []
    for (const call of waiting) this.#send(call)
    for (const listen of this.#connectionListeners) listen(true)
    if (!this.#wasConnected) {
      this.#wasConnected = true
      return
    }
    for (const listen of this.#reconnectListeners) listen()
    for (const listen of this.#resnapshotListeners) listen()
  }

  #lost(port: EnginePort): void {
    if (this.#port !== port) return
    this.#port = null
    this.#abandon()
    for (const listen of this.#connectionListeners) listen(false)
  }

  /** The answers of calls under way will never come. */
  #abandon(): void {
    const abandoned = [...this.#inFlight.values()]
    this.#inFlight.clear()
    for (const call of abandoned) {
      if (call.repeatable) this.#waiting.push({ ...call, repeatable: false })
      else call.settle(err({ kind: 'restarting', message: 'Dailies had to restart a part of itself. Try that again.' }))
    }
  }

  #send(call: Call): void {
    if (!this.#port) {
      this.#waiting.push(call)
      return
    }
    const id = this.#nextCall++
    this.#inFlight.set(id, call)
    const message: CallMessage = { call: id, name: call.name, input: call.input }
    this.#port.postMessage(message)
  }

  #receive(message: AnswerMessage | EventMessage): void {
    if ('event' in message) this.#announce(message)
    else this.#answer(message.answer, message.ok ? ok(message.value) : err(message.error))
  }

  #answer(id: number, answer: Result<unknown, DailiesError>): void {
    const call = this.#inFlight.get(id)
    this.#inFlight.delete(id)
    call?.settle(answer)
  }

  #announce({ event, payload }: EventMessage): void {
    const missed = event === 'change' && this.#missedSome(payload as EventPayload<'change'>)
    for (const receive of this.#listeners.get(event) ?? []) receive(payload)
    if (missed) for (const listen of this.#resnapshotListeners) listen()
  }

  #missedSome({ seq }: EventPayload<'change'>): boolean {
    const expected = this.#lastSeq === null ? seq : this.#lastSeq + 1
    this.#lastSeq = seq
    return seq !== expected
  }
}

function subscribe<T>(listeners: Set<T>, listen: T): () => void {
  listeners.add(listen)
  return () => listeners.delete(listen)
}
