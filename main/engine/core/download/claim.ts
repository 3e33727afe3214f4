/**
 * Takes the next downloads out of the table, as many as there is room for on the drive and credentials to ask with. One
 * that is larger than the room waits by itself, and so do all others like it: what fits is never behind what doesn't.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { Connections } from '../ports.ts'
import type { DownloadJob, QueueStore, Unclaimable } from './download-ports.ts'
import { diskFull, doesNotFit } from './download-reasons.ts'
import { reasonOf, roomDelayMs } from './retry-policy.ts'
import { countFitting, smallPerSlot } from './slots.ts'

export type Claimed = {
  readonly jobs: readonly DownloadJob[]
  /** Workspaces that turned out to have no connection; their downloads stand in line again. */
  readonly unconnected: readonly number[]
  /** Some were put off until there is room for them. */
  readonly putOff: boolean
  /** The drive has no room for anything. */
  readonly full: DailiesError | null
}

export type Wish = {
  readonly slots: number
  /** However small they are. */
  readonly atMost: number
  /** Small ones that run. */
  readonly smallInHand: number
  readonly not: Unclaimable
  /** While one is tried ahead of the others: it is none of these, unless nothing else stands in line. */
  readonly besides: readonly number[]
  /** [0, 1): which of the others. */
  readonly fraction: number
  readonly freeBytes: number
  /** What the settings keep free. */
  readonly floorBytes: number
  /** Of the rest, what those that run still need. */
  readonly promisedBytes: number
  readonly nowMs: number
}

export function claimNext(store: QueueStore, connections: Connections, wish: Wish): Claimed {
  const { freeBytes, floorBytes, nowMs } = wish
  if (freeBytes < floorBytes) {
    return { jobs: [], unconnected: [], putOff: false, full: diskFull(freeBytes, 0) }
  }
  const jobs: DownloadJob[] = []
  const unconnected = new Set<number>()
  const retryAtMs = nowMs + roomDelayMs
  let putOff = false
  let room = Math.max(0, freeBytes - floorBytes - wish.promisedBytes)
  const candidates = Math.min(wish.atMost, Math.ceil(wish.slots * smallPerSlot))
  const count = countFitting(store.nextSizes(candidates, wish.not), wish.slots, wish.smallInHand)
  for (const job of count === 0 ? [] : claimed(store, count, wish)) {
    const neededBytes = stillNeeds(job.resume?.totalBytes ?? job.sizeBytes, job.bytesHere)
    if (connections.api(job.workspaceId) === null) {
      unconnected.add(job.workspaceId)
      store.settle(job.assetId, { kind: 'release' })
    } else if (neededBytes <= room) {
      room -= neededBytes
      jobs.push(job)
    } else {
      const reason = reasonOf(doesNotFit(neededBytes, room))
      store.settle(job.assetId, { kind: 'put-off', attempts: job.attempts, retryAtMs, reason })
      putOff = true
    }
  }
  if (putOff) store.putOffLarger(room, retryAtMs)
  return { jobs, unconnected: [...unconnected], putOff, full: null }
}

function claimed(store: QueueStore, count: number, { besides, not, fraction }: Wish): readonly DownloadJob[] {
  const another =
    besides.length === 0 ? [] : store.claimAnother({ ...not, assets: [...not.assets, ...besides] }, fraction)
  return another.length > 0 ? another : store.claim(count, not)
}

/** No recording is that large: such a size is invented, and the storage's word is waited for. */
export const largestFileBytes = 2 ** 40

/** Bytes that are still to come, as far as that can be believed; 0 where nobody says. */
export function stillNeeds(totalBytes: number | null, haveBytes: number): number {
  if (totalBytes === null || totalBytes > largestFileBytes) return 0
  return Math.max(0, totalBytes - haveBytes)
}
