/**
 * Why the queue takes nothing, and until when. Holds come from what attempts met (no network, no room …) and end by
 * themselves with a question asked politely: one download goes first, and only when it gets through do the others follow.
 * A person's pause stands above them all and ends by their hand.
 */
import type { QueueHold } from '../../../../preload/contract/download.ts'
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { type HoldKind, holdDelayMs } from './retry-policy.ts'

type Hold = {
  readonly kind: HoldKind
  readonly cause: string
  readonly raisedMs: number
  readonly untilMs: number
  readonly freeBytes: number
  readonly floorBytes: number
}

const sayOffline: DailiesError = {
  kind: 'offline',
  message: 'You’re offline. Downloads go on when the network is back.',
}

export class QueueHolds {
  #paused = false
  #hold: Hold | null = null
  #streak = 0
  #probing = false
  #round = 0

  pause(): void {
    this.#paused = true
  }

  /** Also tries at once what was waiting for something else. */
  resume(): void {
    this.#paused = false
    this.#hold = null
  }

  raise(kind: HoldKind, error: DailiesError, nowMs: number, fraction: number, floorBytes: number): void {
    // Several that run meet the same wall at once: that is one hold, not several in a row.
    if (this.#hold === null) this.#streak += 1
    this.#round += 1
    const { freeBytes, neededBytes } = error.kind === 'disk-full' ? error : { freeBytes: 0, neededBytes: 0 }
    const untilMs = nowMs + holdDelayMs(error, this.#streak, fraction)
    this.#hold = {
      kind,
      cause: error.message,
      raisedMs: nowMs,
      untilMs,
      freeBytes,
      floorBytes: floorBytes + neededBytes,
    }
    this.#probing = true
  }

  /** The system's word on the network is a hint: "offline" is believed for a while, "online" at once. */
  network(online: boolean, nowMs: number): void {
    if (!online) this.raise('offline', sayOffline, nowMs, 1, 0)
    else this.lift('offline')
  }

  lift(kind: HoldKind): void {
    if (this.#hold?.kind === kind) this.#hold = null
  }

  /** A download got through: may the others? What began before a hold for room or for politeness says nothing about that. */
  succeeded(): boolean {
    this.lift('offline')
    if (this.#hold !== null) return false
    this.#streak = 0
    this.#probing = false
    return true
  }

  /** Bytes of what went ahead have come: the others needn't wait until it is whole. The next hold is no shorter for that. */
  reached(): boolean {
    if (!this.#probing || this.#hold !== null) return false
    this.#probing = false
    return true
  }

  /** After a hold one goes ahead; nothing else may start until it gets through. */
  get isProbing(): boolean {
    return this.#probing
  }

  /** How many holds there have been. */
  get round(): number {
    return this.#round
  }

  /** Ends a hold whose time has come, or whose clock was set back. Answers how many downloads may run at once; 0: none may start. */
  slots(concurrency: number, nowMs: number): number {
    if (this.#hold !== null && (this.#hold.untilMs <= nowMs || nowMs < this.#hold.raisedMs)) this.#hold = null
    if (this.#paused || this.#hold !== null) return 0
    return this.#probing ? 1 : concurrency
  }

  /** When to look again; null: nothing ends by itself. */
  untilMs(): number | null {
    return this.#paused ? null : (this.#hold?.untilMs ?? null)
  }

  forWindow(): QueueHold {
    if (this.#paused) return { kind: 'paused' }
    if (this.#hold === null) return { kind: 'none' }
    const { kind, cause, untilMs, freeBytes, floorBytes } = this.#hold
    switch (kind) {
      case 'offline':
        return { kind, untilMs, cause }
      case 'rate-limited':
        return { kind, untilMs }
      case 'disk-full':
        return { kind, freeBytes, floorBytes }
      default:
        return { kind }
    }
  }
}
