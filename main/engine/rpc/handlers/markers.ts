/** The markers of a recording. A change is in the sidecar before it is answered; the windows are told which recording it was. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok } from '../../../../preload/contract/result.ts'
import type { SidecarStore } from '../../adapters/library/sidecar-store.ts'
import type { Clock } from '../../core/ports.ts'
import type { EditRepository } from '../../db/writings/edit-repository.ts'
import type { Feed } from '../../engine.ts'
import type { ReadClient } from '../../reader/client.ts'
import type { Handlers } from '../handler.ts'
import { insist, noSuchRecording, saving } from './saving.ts'

type MarkerCommand = 'markers.list' | 'markers.change' | 'markers.read'
export type MarkerHandlers = Handlers<MarkerCommand>

export type MarkerParts = {
  readonly edits: EditRepository
  readonly sidecars: Pick<SidecarStore, 'saveRecording' | 'adoptRecording'>
  readonly reader: Pick<ReadClient, 'readMarkers'>
  readonly feed: Pick<Feed, 'tell'>
  readonly clock: Pick<Clock, 'nowMs'>
}

export function markerHandlers({ edits, sidecars, reader, feed, clock }: MarkerParts): MarkerHandlers {
  return {
    'markers.list': async ({ recordingId }) => ok(edits.markers(recordingId)),

    'markers.change': async ({ recordingId, upstreamId, ...change }) => {
      if (!edits.isRecording(recordingId, upstreamId)) return err(noSuchRecording)
      const saved = saving(edits, 'The markers weren’t saved', () => {
        insist(sidecars.adoptRecording(recordingId))
        const changed = edits.changeMarkers(recordingId, change, clock.nowMs())
        if (changed === 'too-many') insist(err(tooMany))
        if (changed === 'changed') insist(sidecars.saveRecording(recordingId))
      })
      if (!saved.ok) return saved
      feed.tell('markers.changed', { recordingId })
      return ok(null)
    },

    'markers.read': ({ text }) => reader.readMarkers(text),
  }
}

const tooMany: DailiesError = {
  kind: 'invalid',
  message: 'A recording keeps 10,000 markers at most, and this would be more. Take some away first, or add fewer.',
}
