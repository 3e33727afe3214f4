/** What the download queue is given by the container. */
import type { DownloadProgress } from '../../../../preload/contract/download.ts'
import type { LibrarySettings } from '../../../../preload/contract/settings.ts'
import type { Changes, Layout, Log, Random, Sidecars, Soon, TextIndex } from '../ports.ts'
import type { AttemptWorld } from './attempt-world.ts'
import type { QueueStore } from './download-ports.ts'
import type { QueueReader } from './download-progress.ts'
import type { FaultWorld } from './queue-fault.ts'

export type QueueWorld = Omit<
  AttemptWorld,
  'turnstile' | 'connectionsAtATime' | 'commits' | 'noRoomFor' | 'lookAtDrive' | 'keptPartly'
> &
  FaultWorld & {
    readonly layout: Layout
    readonly store: QueueStore
    readonly reader: QueueReader
    readonly sidecars: Sidecars
    readonly texts: TextIndex
    readonly changes: Changes
    readonly random: Random
    readonly log: Log
    readonly soon: Soon
    readonly settings: () => LibrarySettings
    /** Told a few times a second while something runs, and when it stops or is held. */
    readonly publish: (progress: DownloadProgress) => void
  }
