// What is asked of the database for each file and sidecar must not grow with the library.
import { afterEach, expect, test, vi } from 'vitest'
import { LayoutRepository } from '../../main/engine/db/download/layout-repository.ts'
import { PresenceRepository } from '../../main/engine/db/download/presence-repository.ts'
import { EditRepository } from '../../main/engine/db/writings/edit-repository.ts'
import { RebuildRepository } from '../../main/engine/db/writings/rebuild-repository.ts'
import { SidecarRepository } from '../../main/engine/db/writings/sidecar-repository.ts'
import { LibraryDatabase } from '../builders/library-database.ts'

afterEach(() => vi.restoreAllMocks())

test('names, sidecars, edits and the look at the disk go by index', () => {
  const library = new LibraryDatabase()
  const room = library.room('Show')
  library.session('s', ['Ann'])
  const file = { name: 'composite.mp4' }
  const id = library.recording({ room, session: 's', folder: 'Show/x' }, [{ file }, { state: 'running' }])
  const { db } = library
  const prepare = vi.spyOn(db, 'prepare')

  const layout = new LayoutRepository(db)
  layout.recording(id)
  layout.hasOlderNamesake(room)
  layout.roomFolderTaken('a')
  layout.recordingFolderTaken('a')
  layout.assetsBeside(1)
  const sidecars = new SidecarRepository(db)
  sidecars.recording(id)
  sidecars.room(room)
  const presence = new PresenceRepository(db)
  presence.filesAfter(0, 10)
  presence.interrupted()
  presence.unfinished(id)
  presence.lastFinished(10)
  const edits = new EditRepository(db)
  edits.changeRecording(id, { kind: 'title', title: 'Pilot' })
  edits.changeRoomTitle(room, 'Breakfast')
  new RebuildRepository(db).setRecordingFolder(id, 'Show/y')

  const asked = [...new Set(prepare.mock.calls.map(([sql]) => sql))]
  vi.restoreAllMocks()
  const tables = '(?:recordings|assets|downloads|files|rooms|sessions|participants|[rmadfs]|wanted)'
  const scans = asked.flatMap((sql) => {
    const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replace(/:[a-z]\w*|\?/gi, 'NULL')}`).all()
    return plan
      .filter(({ detail }) => new RegExp(`^SCAN ${tables}$`).test(detail))
      .map(({ detail }) => `${detail}: ${sql}`)
  })
  expect(asked.length).toBeGreaterThan(20)
  expect(scans).toEqual([])
})
