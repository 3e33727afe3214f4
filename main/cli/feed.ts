/** The engine's announcements, for a command that waits for something. Nobody else listens, so nothing is numbered. */

import type { DownloadProgress } from '../../preload/contract/download.ts'
import type { EventName, EventPayload } from '../../preload/contract/events.ts'
import type { SyncStatus } from '../../preload/contract/workspace.ts'
import type { Feed } from '../engine/engine.ts'

export class CliFeed implements Feed {
  onSyncStatus: (status: SyncStatus) => void = () => undefined
  onDownloads: (progress: DownloadProgress) => void = () => undefined

  poke(): void {}

  seq(): number {
    return 0
  }

  tell<N extends EventName>(name: Exclude<N, 'change'>, payload: EventPayload<N>): void {
    const event = { name, payload }
    if (isNamed(event, 'sync.status')) this.onSyncStatus(event.payload)
    else if (isNamed(event, 'downloads.progress')) this.onDownloads(event.payload)
  }
}

function isNamed<N extends EventName>(
  event: { readonly name: string; readonly payload: unknown },
  name: N,
): event is { name: N; payload: EventPayload<N> } {
  return event.name === name
}
