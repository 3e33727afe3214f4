/** What a window is told of the queue: what runs, how fast and for how long yet, and why nothing does. Decides nothing. */
import type { QueueHold } from '../../../../preload/contract/download.ts'
import { ProgressReport } from './download-progress.ts'
import type { DriveRoom } from './drive-room.ts'
import type { QueueHolds } from './queue-hold.ts'
import type { QueueWorld } from './queue-world.ts'
import type { RunningDownloads } from './running-downloads.ts'
import { shownHold } from './shown-hold.ts'

type NewsWorld = Pick<QueueWorld, 'reader' | 'publish' | 'store' | 'settings' | 'clock' | 'log'>

type Queue = {
  readonly running: RunningDownloads
  readonly holds: QueueHolds
  readonly room: DriveRoom
  /** Workspaces that can't be asked for links. */
  readonly blocked: ReadonlySet<number>
}

export class QueueNews {
  readonly #world: NewsWorld
  readonly #queue: Queue
  readonly #report: ProgressReport

  constructor(world: NewsWorld, queue: Queue) {
    this.#world = world
    this.#queue = queue
    this.#report = new ProgressReport(world.reader, world.publish)
  }

  publish(): void {
    try {
      this.#report.tell(this.#queue.running.rows(), this.#hold(), this.#world.clock.nowMs())
    } catch (error) {
      // Told at the next beat, if the database can be read then.
      this.#world.log.warn('the queue could not be told of', { error })
    }
  }

  /** Nothing runs any more: what is left is counted at once. */
  publishCountedAnew(): void {
    this.#report.forgetSums()
    this.publish()
  }

  #hold(): QueueHold {
    const { store, settings, clock } = this.#world
    const { running, holds, room, blocked } = this.#queue
    return shownHold({
      ...{ hold: holds.forWindow(), running: running.size, blocked: blocked.size },
      ...{ minFreeBytes: settings().minFreeBytes, freeBytes: room.lastSeenBytes() },
      counts: () => this.#report.counts(clock.nowMs()),
      waitingForRoom: () => store.waitingForRoom(),
    })
  }
}
