/** Opening a review. The media protocol knows the files before the window does: a player that is told first gets a 404. */
import { err, ok } from '../../../../preload/contract/result.ts'
import type { LibraryFiles } from '../../adapters/library/library-files.ts'
import type { Clock } from '../../core/ports.ts'
import type { EngineWorld } from '../../engine.ts'
import type { ReadClient } from '../../reader/client.ts'
import type { Handlers } from '../handler.ts'
import { noSuchRecording } from './find.ts'

/** `clock`: 100ms's, for days left. */
export function reviewHandlers(
  reader: ReadClient,
  clock: Clock,
  files: Pick<LibraryFiles, 'absence'>,
  grantMedia: EngineWorld['grantMedia'],
): Handlers<'review.open'> {
  return {
    'review.open': async ({ id, textsVersion }) => {
      const opened = await reader.review(id, clock.nowMs(), textsVersion ?? null)
      if (opened === null) return err(noSuchRecording)
      // Without its drive nothing is found, which isn't to be taken for files that are lost.
      const absence = files.absence()
      if (absence !== null) return err(absence)
      await grantMedia(opened.grants)
      return ok(opened.review)
    },
  }
}
