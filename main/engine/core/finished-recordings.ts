/**
 * What follows a finished download and that nobody need wait for: its recording's sidecar, and its text in the search
 * index. It waits a moment, for a recording's small files finish together and need one sidecar, not five.
 */
import type { AssetType } from '../../../preload/contract/recording.ts'
import type { Changes, Clock, DurableWriter, Log, Sidecars, TextIndex, Timer } from './ports.ts'

export type FinishedWorld = {
  readonly sidecars: Sidecars
  readonly fetcher: DurableWriter
  readonly texts: TextIndex
  readonly changes: Changes
  readonly clock: Clock
  readonly log: Log
}

/** Enough to share the disk's commits, and few enough to leave its time to the downloads. */
const atATime = 4
/** Seen by nobody, and long enough for the rest of a recording's small files. */
const gatherMs = 100
/** As many as may wait for a moment's sake: each is a sidecar that a crash would leave for the next start. */
const mostGathering = 8
const texts: readonly AssetType[] = ['transcript', 'chat', 'summary']

export class FinishedRecordings {
  readonly #world: FinishedWorld
  readonly #onDone: () => void
  /** In order of their first file. `hasText`: something to search has come. */
  readonly #waiting = new Map<number, { hasText: boolean; readonly sinceMs: number }>()
  readonly #running = new Map<number, Promise<void>>()
  #timer: Timer | null = null
  #hurry = false

  /** `onDone`: one fewer. */
  constructor(world: FinishedWorld, onDone: () => void) {
    this.#world = world
    this.#onDone = onDone
  }

  /** Recordings whose sidecar isn't what it should be yet. */
  get size(): number {
    return this.#waiting.size + this.#running.size
  }

  add(recordingId: number, type: AssetType): void {
    const sinceMs = this.#world.clock.nowMs()
    const waiting = this.#waiting.get(recordingId) ?? { hasText: false, sinceMs }
    waiting.hasText ||= texts.includes(type)
    this.#waiting.set(recordingId, waiting)
    this.#next()
  }

  /** At once, without waiting for more to come together. */
  async caughtUp(): Promise<void> {
    this.#hurry = true
    this.#next()
    while (this.#running.size > 0) await Promise.all(this.#running.values())
    this.#hurry = false
  }

  #next(): void {
    this.#timer?.cancel()
    this.#timer = null
    const nowMs = this.#world.clock.nowMs()
    for (const [recordingId, { hasText, sinceMs }] of this.#waiting) {
      if (this.#running.size >= atATime) return
      if (this.#running.has(recordingId)) continue
      const isRipe = this.#hurry || this.#waiting.size > mostGathering || nowMs - sinceMs >= gatherMs
      if (!isRipe) {
        this.#timer = this.#world.clock.after(sinceMs + gatherMs - nowMs, () => this.#next())
        return
      }
      this.#waiting.delete(recordingId)
      const run = this.#finish(recordingId, hasText)
        .catch((error: unknown) => this.#world.log.error('a finished download left something undone', { error }))
        .then(() => {
          this.#running.delete(recordingId)
          this.#next()
          this.#onDone()
        })
      this.#running.set(recordingId, run)
    }
  }

  async #finish(recordingId: number, hasText: boolean): Promise<void> {
    const { sidecars, fetcher, changes, log } = this.#world
    const saved = await sidecars.saveRecordingBy(fetcher, recordingId)
    if (!saved.ok) log.warn('sidecar not saved', { recordingId, error: saved.error.kind })
    if (!hasText) return
    await this.#world.texts.importRecording(recordingId)
    changes.poke({ recordingIds: [recordingId], list: true })
  }
}
