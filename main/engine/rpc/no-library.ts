/** What the commands answer while no library is open. */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { err, ok } from '../../../preload/contract/result.ts'
import type { Handlers } from './handler.ts'

export const noLibrary: DailiesError = {
  kind: 'no-library',
  message:
    'No library is open. If its drive is away, connect it; else choose the folder where Dailies keeps its recordings.',
}
const refuse = async () => err(noLibrary)
const nothingYet = async () => ok([])

export const noLibraryHandlers: Handlers = {
  'library.state': async () =>
    ok({
      path: null,
      writable: false,
      notices: [],
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
  'workspace.list': nothingYet,
  'sync.status': nothingYet,

  'library.overview': refuse,
  'library.query': refuse,
  'library.find': refuse,
  'library.rows': refuse,
  'library.details': refuse,
  'library.search': refuse,
  'library.searchIn': refuse,
  'library.speakers': refuse,
  'library.troubles': refuse,
  'library.attention': refuse,
  'library.rebuild': refuse,
  'recording.edit': refuse,
  'room.edit': refuse,
  'review.open': refuse,
  'review.position': refuse,
  'review.offset': refuse,
  'speakers.rename': refuse,
  'files.accept': refuse,
  'previews.of': refuse,
  'previews.next': refuse,
  'previews.keep': refuse,
  'previews.save': refuse,
  'previews.failed': refuse,
  'clip.plan': refuse,
  'markers.list': refuse,
  'markers.change': refuse,
  'markers.read': refuse,
  'downloads.list': refuse,
  'downloads.start': refuse,
  'downloads.pause': refuse,
  'downloads.resume': refuse,
  'downloads.cancel': refuse,
  'downloads.retry': refuse,
  'downloads.preview': refuse,
  'removal.preview': refuse,
  'removal.run': refuse,
  'settings.get': refuse,
  'settings.set': refuse,
  'sync.now': refuse,
  'workspace.rename': refuse,
}
