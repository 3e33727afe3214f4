/** "Keep as it is": a file in doubt leaves "Needs attention" by the person's word, which the sidecar remembers. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok } from '../../../../preload/contract/result.ts'
import type { SidecarStore } from '../../adapters/library/sidecar-store.ts'
import type { Changes } from '../../core/ports.ts'
import type { AcceptedFiles } from '../../db/download/accepted-files.ts'
import type { EditRepository } from '../../db/writings/edit-repository.ts'
import type { Handlers } from '../handler.ts'
import { insist, saving } from './saving.ts'

export type AcceptWorld = {
  readonly edits: Pick<EditRepository, 'transaction'>
  readonly files: AcceptedFiles
  readonly sidecars: Pick<SidecarStore, 'saveRecording'>
  readonly changes: Changes
}

export function acceptHandlers({ edits, files, sidecars, changes }: AcceptWorld): Handlers<'files.accept'> {
  return {
    'files.accept': async ({ assetId }) => {
      const recordingId = files.recordingOf(assetId)
      if (recordingId === null) return err(notHere)
      const saved = saving(edits, 'That the file is kept as it is wasn’t saved', () => {
        files.accept(assetId)
        insist(sidecars.saveRecording(recordingId))
      })
      if (!saved.ok) return saved
      changes.poke({ recordingIds: [recordingId], list: true, downloads: true })
      return ok(null)
    },
  }
}

const notHere: DailiesError = {
  kind: 'not-found',
  message: 'This file is not on the computer any more, so there is nothing to keep. Download it again.',
}
