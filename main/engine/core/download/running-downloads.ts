/** The downloads that run now: what they need, how far they are, and whose bytes were the last to arrive. */
import { stillNeeds } from './claim.ts'
import type { DownloadAttempt } from './download-attempt.ts'
import type { DownloadProgressItem } from './download-ports.ts'
import { isSmall } from './queue-policy.ts'
import { slotsOf } from './slots.ts'

type Running = {
  readonly attempt: DownloadAttempt
  readonly over: Promise<void>
  /** How often the queue had been held when it began. */
  readonly round: number
  /** null: it hasn't been heard of. What it finds on the disk didn't come by the network. */
  bytes: number | null
}

export class RunningDownloads {
  readonly #running = new Map<number, Running>()
  /** How many wait for their end to act on what they leave. */
  readonly #held = new Map<number, number>()
  #arrival: { readonly assetId: number; readonly atMs: number } | null = null

  get size(): number {
    return this.#running.size
  }

  slots(): number {
    let slots = 0
    for (const { attempt } of this.#running.values()) slots += slotsOf(attempt.job.sizeBytes)
    return slots
  }

  small(): number {
    let count = 0
    for (const { attempt } of this.#running.values()) if (isSmall(attempt.job.sizeBytes)) count += 1
    return count
  }

  add(attempt: DownloadAttempt, over: Promise<void>, round: number): void {
    const bytes = attempt.job.bytesHere > 0 ? null : 0
    this.#running.set(attempt.job.assetId, { attempt, over, round, bytes })
  }

  remove(assetId: number): void {
    this.#running.delete(assetId)
  }

  hasOf(recordingId: number): boolean {
    for (const { attempt } of this.#running.values()) if (attempt.job.recordingId === recordingId) return true
    return false
  }

  /** Not to be claimed: they run, however their rows stand, or what they left is being seen to. */
  busy(): readonly number[] {
    return [...this.#running.keys(), ...this.#held.keys()]
  }

  /** `act` when nothing of them moves any more; until it is done none of them is begun again. */
  async whenOver(assetIds: readonly number[], act: () => Promise<void>): Promise<void> {
    const ids = new Set(assetIds)
    for (const id of ids) this.#held.set(id, (this.#held.get(id) ?? 0) + 1)
    try {
      await this.abort(({ job }) => ids.has(job.assetId))
      await act()
    } finally {
      for (const id of ids) this.#letGo(id)
    }
  }

  #letGo(assetId: number): void {
    const others = (this.#held.get(assetId) ?? 1) - 1
    if (others > 0) this.#held.set(assetId, others)
    else this.#held.delete(assetId)
  }

  /** Resolves when nothing of them moves any more. */
  async abort(which: (attempt: DownloadAttempt) => boolean): Promise<void> {
    const found = [...this.#running.values()].filter(({ attempt }) => which(attempt))
    for (const { attempt } of found) attempt.abort()
    await Promise.all(found.map((running) => running.over))
  }

  /** What they still need of the disk; `except`: all but this one. */
  promisedBytes(except: number | null = null): number {
    let needed = 0
    for (const [assetId, { attempt }] of this.#running) {
      const { totalBytes, bytes } = attempt.progress()
      if (assetId !== except) needed += stillNeeds(totalBytes, bytes)
    }
    return needed
  }

  /** Whether bytes of one that began in this round have come. */
  look(nowMs: number, round: number): boolean {
    let reached = false
    for (const [assetId, running] of this.#running) {
      const { attempt, bytes: before } = running
      const { bytes } = attempt.progress()
      if (before !== null || bytes !== attempt.job.bytesHere) running.bytes = bytes
      if (before === null || bytes <= before) continue
      this.arrived(assetId, nowMs)
      reached ||= running.round === round
    }
    return reached
  }

  arrived(assetId: number, nowMs: number): void {
    this.#arrival = { assetId, atMs: nowMs }
  }

  /** Bytes of another download arrived since then: the network is up. */
  othersArrivedSince(sinceMs: number, assetId: number): boolean {
    return this.#arrival !== null && this.#arrival.assetId !== assetId && this.#arrival.atMs >= sinceMs
  }

  takeUnsaved(): readonly DownloadProgressItem[] {
    return [...this.#running.values()].flatMap(({ attempt }) => attempt.takeUnsaved() ?? [])
  }

  rows() {
    return [...this.#running.values()].map(({ attempt }) => {
      const { assetId, recordingId } = attempt.job
      return { assetId, recordingId, ...attempt.progress() }
    })
  }
}
