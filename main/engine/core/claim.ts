/** Takes the next downloads out of the table, as many as there is room for on the drive and credentials to ask with. */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { DownloadJob, QueueStore } from './download-ports.ts'
import { diskFull } from './download-reasons.ts'
import type { Connections } from './ports.ts'

export type Claimed = {
  readonly jobs: readonly DownloadJob[]
  /** Workspaces that turned out to have no connection; their downloads stand in line again. */
  readonly unconnected: readonly number[]
  /** The drive has no room for one of them. */
  readonly full: DailiesError | null
}

export type Wish = {
  readonly count: number
  readonly blocked: readonly number[]
  readonly freeBytes: number
  /** Of the free bytes, those that are spoken for: the floor, and what is running. */
  readonly promisedBytes: number
}

export function claimNext(store: QueueStore, connections: Connections, wish: Wish): Claimed {
  const jobs: DownloadJob[] = []
  const unconnected = new Set<number>()
  let full: DailiesError | null = null
  let room = wish.freeBytes - wish.promisedBytes
  for (const job of store.claim(wish.count, wish.blocked)) {
    const neededBytes = Math.max(0, (job.sizeBytes ?? 0) - (job.resume?.checkpoint?.bytes ?? 0))
    const connected = connections.api(job.workspaceId) !== null
    if (connected && room >= neededBytes && room >= 0) {
      room -= neededBytes
      jobs.push(job)
      continue
    }
    if (connected) full = diskFull(wish.freeBytes, neededBytes)
    else unconnected.add(job.workspaceId)
    store.settle(job.assetId, { kind: 'release' })
  }
  return { jobs, unconnected: [...unconnected], full }
}
