/**
 * What follows a finished download and that nobody need wait for: its recording's sidecar, and its text in the search
 * index. Both wait a moment: a recording's small files finish together and need one sidecar, not five, and the texts of many
 * recordings are one piece of the index, not many that it would have to put together again.
 */
import type { AssetType } from '../../../../preload/contract/recording.ts'
import { textTypes } from '../../../../preload/contract/recording-terms.ts'
import type { Changes, Clock, DurableWriter, Log, Sidecars, TextIndex, Timer } from '../ports.ts'
import type { RunningDownloads } from './running-downloads.ts'

export type FinishedWorld = {
  readonly sidecars: Sidecars
  readonly fetcher: DurableWriter
  readonly texts: TextIndex
  readonly changes: Changes
  readonly clock: Clock
  readonly log: Log
}

/** Each waits for two turns of the disk, which it shares with the others: with fewer at a time the queue waits for them. */
const atATime = 16
/** Seen by nobody, and long enough for the rest of a recording's small files, and for the texts of others. */
const gatherMs = 100
/** As many as may wait for a moment's sake: each is a sidecar that a crash would leave for the next start. */
const mostGathering = 8
/** Sidecars that are behind: more, and a crash would leave many of them for the next start. */
const mostUnsaved = 32
/** Recordings whose texts go into the index together; twice as many may be behind. */
const textsTogether = 25

export class FinishedRecordings {
  readonly #world: FinishedWorld
  readonly #onDone: () => void
  readonly #downloads: Pick<RunningDownloads, 'hasOf'>
  /** In order of their first file. `hasText`: something to search has come. */
  readonly #waiting = new Map<number, { hasText: boolean; readonly sinceMs: number }>()
  readonly #running = new Map<number, Promise<void>>()
  readonly #withTexts = new Set<number>()
  readonly #importing = new Set<Promise<void>>()
  #timer: Timer | null = null
  #textTimer: Timer | null = null
  #hurry = false

  /** `running`: more files of a recording may be on their way. `onDone`: one fewer. */
  constructor(world: FinishedWorld, running: Pick<RunningDownloads, 'hasOf'>, onDone: () => void) {
    this.#world = world
    this.#downloads = running
    this.#onDone = onDone
  }

  /** So many recordings' sidecars aren't what they should be yet, or so many texts can't be found, that no more should come. */
  get isBehind(): boolean {
    const unsaved = this.#waiting.size + this.#running.size
    return unsaved >= mostUnsaved || this.#withTexts.size + this.#importing.size >= 2 * textsTogether
  }

  add(recordingId: number, type: AssetType): void {
    const sinceMs = this.#world.clock.nowMs()
    const waiting = this.#waiting.get(recordingId) ?? { hasText: false, sinceMs }
    waiting.hasText ||= textTypes.includes(type)
    this.#waiting.set(recordingId, waiting)
    this.#next()
  }

  /** At once, without waiting for more to come together. */
  async caughtUp(): Promise<void> {
    this.#hurry = true
    this.#next()
    while (this.#running.size + this.#withTexts.size + this.#importing.size > 0) {
      this.#importTexts()
      await Promise.all([...this.#running.values(), ...this.#importing])
    }
    this.#hurry = false
  }

  #next(): void {
    this.#timer?.cancel()
    this.#timer = null
    const nowMs = this.#world.clock.nowMs()
    for (const [recordingId, { hasText, sinceMs }] of this.#waiting) {
      if (this.#running.size >= atATime) return
      if (this.#running.has(recordingId)) continue
      const isOld = nowMs - sinceMs >= gatherMs
      const isAlone = this.#waiting.size > mostGathering && !this.#downloads.hasOf(recordingId)
      if (!this.#hurry && !isOld && !isAlone) {
        this.#timer ??= this.#world.clock.after(sinceMs + gatherMs - nowMs, () => this.#next())
        continue
      }
      this.#waiting.delete(recordingId)
      const run = this.#finish(recordingId, hasText)
        .catch((error: unknown) => this.#tell(error))
        .then(() => {
          this.#running.delete(recordingId)
          this.#next()
          this.#onDone()
        })
      this.#running.set(recordingId, run)
    }
  }

  #tell(error: unknown): void {
    this.#world.log.error('a finished download left something undone', { error })
  }

  async #finish(recordingId: number, hasText: boolean): Promise<void> {
    const { sidecars, fetcher, log } = this.#world
    const saved = await sidecars.saveRecordingBy(fetcher, recordingId)
    if (!saved.ok) log.warn('sidecar not saved', { recordingId, error: saved.error.kind })
    if (!hasText) return
    this.#withTexts.add(recordingId)
    if (this.#hurry || this.#withTexts.size >= textsTogether) this.#importTexts()
    else this.#textTimer ??= this.#world.clock.after(gatherMs, () => this.#importTexts())
  }

  #importTexts(): void {
    this.#textTimer?.cancel()
    this.#textTimer = null
    const recordingIds = [...this.#withTexts]
    this.#withTexts.clear()
    for (const recordingId of recordingIds) this.#import(recordingId)
  }

  /** Not in the way of the next sidecars. */
  #import(recordingId: number): void {
    const { texts, changes } = this.#world
    const over = texts
      .importRecording(recordingId)
      .then(() => changes.poke({ recordingIds: [recordingId], list: true }))
      .catch((error: unknown) => this.#tell(error))
      .then(() => {
        this.#importing.delete(over)
        this.#onDone()
      })
    this.#importing.add(over)
  }
}
