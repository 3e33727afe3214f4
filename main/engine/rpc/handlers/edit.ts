/**
 * What the person writes: answered as saved only when it is in the sidecar on the disk, then in the database. Both or
 * neither, one recording at a time, so that a thousand are no reason to keep others waiting.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type { SidecarStore } from '../../adapters/library/sidecar-store.ts'
import type { Changes } from '../../core/ports.ts'
import type { EditRepository, RecordingChange } from '../../db/writings/edit-repository.ts'
import type { Handlers } from '../handler.ts'
import { insist, noSuchRecording, saving } from './saving.ts'

export type EditHandlers = Handlers<'recording.edit' | 'room.edit' | 'review.position'>

type Store = Pick<SidecarStore, 'saveRecording' | 'saveRoom' | 'adoptRecording' | 'adoptRoom'>

export function editHandlers(edits: EditRepository, sidecars: Store, changes: Changes): EditHandlers {
  function editRecording(id: number, change: RecordingChange): Result<boolean, DailiesError> {
    return saving(edits, unsaved[change.kind], () => {
      // The place in a recording that was never downloaded isn't worth a folder.
      if (change.kind === 'position' && !edits.recordingHasFolder(id)) return edits.changeRecording(id, change)
      insist(sidecars.adoptRecording(id))
      const changed = edits.changeRecording(id, change)
      if (changed) insist(sidecars.saveRecording(id))
      return changed
    })
  }

  return {
    'recording.edit': async ({ ids, change }) => {
      const edited: number[] = []
      let failure: DailiesError | null = null
      for (const id of ids) {
        if (!edits.recordingExists(id)) continue
        const result = editRecording(id, change)
        if (!result.ok) {
          failure = result.error
          break
        }
        if (result.value) edited.push(id)
        await letOthersRun()
      }
      if (edited.length > 0) changes.poke({ recordingIds: edits.shownWith(edited), list: true })
      return failure !== null && edited.length === 0 ? err(failure) : ok({ edited, error: failure })
    },

    'room.edit': async ({ id, title }) => {
      if (!edits.roomExists(id)) return err(noSuchRoom)
      const result = saving(edits, 'The room’s title wasn’t saved', () => {
        insist(sidecars.adoptRoom(id))
        const recordingIds = edits.changeRoomTitle(id, title)
        if (recordingIds !== null) insist(sidecars.saveRoom(id))
        return recordingIds
      })
      if (!result.ok) return result
      if (result.value !== null)
        changes.poke({ recordingIds: result.value.length > 500 ? null : result.value, list: true })
      return ok(null)
    },

    'review.position': async ({ id, upstreamId, positionS }) => {
      if (!edits.isRecording(id, upstreamId)) return err(noSuchRecording)
      const result = editRecording(id, { kind: 'position', positionS })
      return result.ok ? ok(null) : result
    },
  }
}

const unsaved: Readonly<Record<RecordingChange['kind'], string>> = {
  title: 'The title wasn’t saved',
  star: 'The star wasn’t saved',
  review: 'What was reviewed wasn’t saved',
  tags: 'The tags weren’t saved',
  tag: 'The tag wasn’t saved',
  position: 'Where the recording was left wasn’t saved',
}

const letOthersRun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const noSuchRoom: DailiesError = { kind: 'not-found', message: 'This room is not in the library any more.' }
