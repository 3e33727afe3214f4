/** What the person says of speakers and of times: in the sidecar before it is answered, in the search index soon after. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok } from '../../../../preload/contract/result.ts'
import type { SidecarStore } from '../../adapters/library/sidecar-store.ts'
import type { Changes } from '../../core/ports.ts'
import { renaming } from '../../core/review/speaker-names.ts'
import type { SearchIndex } from '../../db/search/search-index.ts'
import type { SpeakerRepository } from '../../db/speaker-repository.ts'
import type { EditRepository } from '../../db/writings/edit-repository.ts'
import type { Handlers } from '../handler.ts'
import { insist, noSuchRecording, saving } from './saving.ts'

export type SpeakerParts = {
  readonly edits: EditRepository
  readonly speakers: SpeakerRepository
  readonly sidecars: Pick<SidecarStore, 'saveRecording' | 'saveRoom' | 'adoptRecording' | 'adoptRoom'>
  readonly texts: Pick<SearchIndex, 'renameSpeakers'>
  readonly changes: Changes
}

/** More than is worth naming one by one. */
const mostNamed = 500

export function speakerHandlers(parts: SpeakerParts): Handlers<'speakers.rename' | 'review.offset'> {
  const { edits, speakers, sidecars, texts, changes } = parts
  return {
    'speakers.rename': async ({ recordingId, ...change }) => {
      const roomId = speakers.names(recordingId)?.roomId
      if (roomId === undefined) return err(noSuchRecording)
      if (change.scope === 'room' && roomId === null) return err(noRoom)
      const saved = saving(edits, 'The speaker’s name wasn’t saved', () => {
        insist(sidecars.adoptRecording(recordingId))
        if (roomId !== null) insist(sidecars.adoptRoom(roomId))
        const names = speakers.names(recordingId)
        if (names === null) return null
        const next = renaming(names, change)
        if (roomId !== null && speakers.setRoom(roomId, next.room)) insist(sidecars.saveRoom(roomId))
        if (speakers.setOwn(recordingId, next.own)) insist(sidecars.saveRecording(recordingId))
        return speakers.names(recordingId)
      })
      if (!saved.ok) return saved
      if (saved.value === null) return err(noSuchRecording)
      const shownIn = change.scope === 'room' && roomId !== null ? speakers.recordingsOf(roomId) : [recordingId]
      changes.poke({ recordingIds: shownIn.length > mostNamed ? null : shownIn })
      // Closing the library ends it in the middle; the next opening goes on.
      texts.renameSpeakers().catch(() => undefined)
      return ok(saved.value)
    },

    'review.offset': async ({ of, offsetMs }) => {
      const recordingId = of.kind === 'chat' ? of.recordingId : speakers.recordingOfAsset(of.assetId)
      if (recordingId === null || !edits.recordingExists(recordingId)) return err(noSuchRecording)
      const saved = saving(edits, 'The shift in time wasn’t saved', () => {
        insist(sidecars.adoptRecording(recordingId))
        const changed =
          of.kind === 'chat'
            ? speakers.setChatOffset(recordingId, offsetMs)
            : speakers.setSourceOffset(of.assetId, offsetMs)
        if (changed) insist(sidecars.saveRecording(recordingId))
      })
      if (!saved.ok) return saved
      changes.poke({ recordingIds: [recordingId] })
      return ok(null)
    },
  }
}

const noRoom: DailiesError = {
  kind: 'invalid',
  message: 'This recording belongs to no room that Dailies knows of. The name can be given for this recording only.',
}
