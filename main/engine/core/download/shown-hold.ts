/** Why nothing runs, as a window is told. Pure. */
import type { QueueHold } from '../../../../preload/contract/download.ts'

type Standing = {
  /** Of the queue as a whole. */
  readonly hold: QueueHold
  readonly running: number
  /** Workspaces that can't be asked for links. */
  readonly blocked: number
  readonly minFreeBytes: number
  /** null: the drive hasn't been looked at. */
  readonly freeBytes: number | null
  /** Asked only when nothing runs. */
  readonly counts: () => { readonly queued: number; readonly waiting: number }
  readonly waitingForRoom: () => { readonly count: number; readonly smallestBytes: number }
}

/** What holds only some of the queue is why nothing runs, when nothing but those is left. */
export function shownHold(queue: Standing): QueueHold {
  const { hold, running, blocked, minFreeBytes, freeBytes } = queue
  if (hold.kind !== 'none' || running > 0) return hold
  const { queued, waiting } = queue.counts()
  if (blocked > 0 && queued > 0) return { kind: 'unauthorized' }
  if (queued > 0 || waiting === 0) return hold
  const { count, smallestBytes } = queue.waitingForRoom()
  if (count < waiting) return hold
  return { kind: 'disk-full', freeBytes: freeBytes ?? 0, floorBytes: minFreeBytes + smallestBytes }
}
