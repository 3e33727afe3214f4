/**
 * What is downloaded without being asked for, and in which order. Pure: the database hands in plain rows.
 *
 * Order, by `downloads (priority, due_ms, queued_ms)`: by hand first and there the latest wish first; then by the day on
 * which 100ms deletes the file; within a day the rooms take turns. The turns are made when a batch is queued: a room's
 * n-th file of the batch counts as asked for n minutes later, so a room with thousands of files stands between the
 * others, not before them. Claiming stays one walk along an index.
 */
import type { DownloadPolicy, PolicyPreview } from '../../../../preload/contract/download.ts'
import type { AssetType } from '../../../../preload/contract/recording.ts'
import { expiringSoonMs } from '../../../../preload/contract/recording-terms.ts'
import { dayMs } from '../../../../preload/contract/time-terms.ts'

const turnMs = 60_000
/** After everything that has a date. Below 2^53, as SQLite hands it back as a number. */
const noHurry = 8_640_000_000_000_000

export type QueueableAsset = {
  readonly assetId: number
  readonly recordingId: number
  readonly type: AssetType
  /** One of several resolutions of the same picture: downloaded on request only. */
  readonly layer: string | null
  readonly roomId: number | null
  /** When the recording began; for `sinceMs`. */
  readonly recordedMs: number
  readonly available: boolean
  readonly sizeBytes: number | null
  readonly expiresMs: number | null
}

const composites: readonly AssetType[] = ['room-composite', 'room-composite-legacy']

export function isWanted(asset: QueueableAsset, policy: DownloadPolicy, nowMs: number): boolean {
  if (!asset.available) return false
  if (policy.rescuesExpiring === true && isExpiring(asset.expiresMs, nowMs)) return true
  if (!policy.types.includes(asset.type)) return false
  if (policy.roomIds !== null && (asset.roomId === null || !policy.roomIds.includes(asset.roomId))) return false
  if (policy.sinceMs !== null && asset.recordedMs < policy.sinceMs) return false
  if (!policy.compositesOnlyExpiring || !composites.includes(asset.type)) return true
  return asset.layer === null && isExpiring(asset.expiresMs, nowMs)
}

export const smallBytes = 1024 * 1024

/** Most of a small file's time is its link and its fsync, not its bytes. */
export function isSmall(sizeBytes: number | null): boolean {
  return sizeBytes !== null && sizeBytes <= smallBytes
}

export function isExpiring(expiresMs: number | null, nowMs: number): boolean {
  return expiresMs !== null && expiresMs > nowMs && expiresMs - nowMs <= expiringSoonMs
}

export type QueuePlace = {
  readonly assetId: number
  readonly recordingId: number
  readonly sizeBytes: number | null
  readonly priority: 0 | 1
  readonly dueMs: number
  readonly queuedMs: number
}

/** Places for a batch that the policy wants. `nowMs`: by 100ms's clock; `queuedMs`: by this computer's. */
export function placesByPolicy(
  assets: readonly QueueableAsset[],
  nowMs: number,
  queuedMs: number = nowMs,
): QueuePlace[] {
  const turns = new Map<number | null, number>()
  return assets.map((asset) => {
    const turn = turns.get(asset.roomId) ?? 0
    turns.set(asset.roomId, turn + 1)
    return { ...placed(asset), priority: 1, dueMs: dueMs(asset.expiresMs, nowMs), queuedMs: queuedMs + turn * turnMs }
  })
}

/** Places for what a person has just asked for: before all that was asked for earlier. `from`: how many of the wish came before. */
export function placesByHand(assets: readonly QueueableAsset[], nowMs: number, from = 0): QueuePlace[] {
  return assets.map((asset, index) => ({ ...placed(asset), priority: 0, dueMs: -nowMs, queuedMs: from + index }))
}

/** The day, not the moment: files of one day are as urgent as each other, and their rooms take turns. */
export function dueMs(expiresMs: number | null, nowMs: number): number {
  // What 100ms should have deleted already is tried last: most of it will be gone.
  if (expiresMs === null || expiresMs <= nowMs) return noHurry
  return Math.floor(expiresMs / dayMs) * dayMs
}

function placed(asset: QueueableAsset): Pick<QueuePlace, 'assetId' | 'recordingId' | 'sizeBytes'> {
  return { assetId: asset.assetId, recordingId: asset.recordingId, sizeBytes: asset.sizeBytes }
}

/** The sums of the first run's question, fed piece by piece. */
export class PreviewSums {
  readonly #recordings = new Set<number>()
  #files = 0
  #bytes = 0
  #unknownSizes = 0
  #expiringSoon = 0

  add(asset: QueueableAsset, nowMs: number): void {
    this.#recordings.add(asset.recordingId)
    this.#files += 1
    this.#bytes += asset.sizeBytes ?? 0
    if (asset.sizeBytes === null) this.#unknownSizes += 1
    if (isExpiring(asset.expiresMs, nowMs)) this.#expiringSoon += 1
  }

  preview(freeBytes: number | null): PolicyPreview {
    return {
      recordings: this.#recordings.size,
      files: this.#files,
      bytes: this.#bytes,
      unknownSizes: this.#unknownSizes,
      expiringSoon: this.#expiringSoon,
      freeBytes,
    }
  }
}
