/**
 * The change feed: pokes of the core become numbered changes, coalesced so that a window has at most five a second to
 * digest, however fast a sync commits. The first poke after a quiet time goes out at once.
 */
import type { Change, EventName, EventPayload } from '../../../preload/contract/events.ts'
import type { EventMessage } from '../../../preload/contract/wire.ts'
import type { Clock, Poke, Timer } from '../core/ports.ts'
import type { Feed } from '../engine.ts'

const intervalMs = 200
/** Beyond this it is cheaper to read the rows on the screen again than to name what changed. */
const namedAtMost = 500

type Pending = Omit<Change, 'seq' | 'recordingIds'> & { recordingIds: Set<number> | null }

const nothingPending = (): Pending => ({
  recordingIds: new Set(),
  list: false,
  downloads: false,
  settings: false,
  workspaces: false,
})

export class Publisher implements Feed {
  readonly #clock: Clock
  readonly #broadcast: (event: EventMessage) => void
  #seq = 0
  #pending: Pending | null = null
  #timer: Timer | null = null
  #progress: EventMessage | null = null

  constructor(clock: Clock, broadcast: (event: EventMessage) => void) {
    this.#clock = clock
    this.#broadcast = broadcast
  }

  seq(): number {
    return this.#seq
  }

  poke(what: Poke): void {
    this.#pending = merge(this.#pending ?? nothingPending(), what)
    if (!this.#timer) this.#publish()
  }

  tell<N extends EventName>(name: Exclude<N, 'change'>, payload: EventPayload<N>): void {
    const event: EventMessage = { event: name, payload }
    if (name === 'downloads.progress') this.#progress = event
    this.#broadcast(event)
  }

  /** Progress has no command that reads it: whoever connects is told the last. */
  greeting(): readonly EventMessage[] {
    return this.#progress ? [this.#progress] : []
  }

  #publish(): void {
    this.#timer = null
    if (!this.#pending) return
    const { recordingIds, ...flags } = this.#pending
    this.#pending = null
    this.#seq += 1
    const change: Change = { seq: this.#seq, recordingIds: recordingIds && [...recordingIds], ...flags }
    this.#timer = this.#clock.after(intervalMs, () => this.#publish())
    this.#broadcast({ event: 'change', payload: change })
  }
}

function merge(pending: Pending, what: Poke): Pending {
  return {
    recordingIds: union(pending.recordingIds, what.recordingIds === undefined ? [] : what.recordingIds),
    list: pending.list || what.list === true,
    downloads: pending.downloads || what.downloads === true,
    settings: pending.settings || what.settings === true,
    workspaces: pending.workspaces || what.workspaces === true,
  }
}

function union(named: Set<number> | null, more: readonly number[] | null): Set<number> | null {
  if (named === null || more === null) return null
  for (const id of more) named.add(id)
  return named.size > namedAtMost ? null : named
}
