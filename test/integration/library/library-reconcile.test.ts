// What is looked after when a library is opened: the database and the disk may have been apart.
import { readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { LibraryFolder, loseDatabase, makeFolder, removeFolders, valueIn } from '../../builders/library-folder.ts'

afterEach(removeFolders)

describe('after the database and the disk were apart', () => {
  test('a download that had finished counts, though its commit was lost', () => {
    const library = LibraryFolder.open(makeFolder())
    const { recordingId } = library.fill()
    library.library.db.exec(`DELETE FROM files; UPDATE downloads SET state = 'running'`)
    library.reconcile.finishInterrupted()
    expect(library.row('recording1')).toMatchObject({ id: recordingId, assets_done: 2 })
    expect(library.count('SELECT count(*) FROM files')).toBe(2)
  })

  test('a sidecar that was not written any more is written', () => {
    const folder = makeFolder()
    const library = LibraryFolder.open(folder)
    const { composite } = library.fill()
    // Another's many tracks have come since.
    const many = library.recording('recording2', library.room('room2', 'Late desk'))
    for (let at = 0; at < 250; at += 1)
      library.finish(library.asset(many, { id: `track${at}`, type: 'track' }), `voice ${at}`)
    const path = join(folder, composite, '..', 'recording.json')
    const whole = readFileSync(path, 'utf8')
    rmSync(path)
    library.reconcile.saveLatestSidecars(library.sidecars)
    expect(readFileSync(path, 'utf8')).toBe(whole)
  })

  test('a half-copied playlist is not taken for a finished download', async () => {
    const folder = makeFolder()
    const before = LibraryFolder.open(folder)
    const { recordingId } = before.fill()
    const vod = before.asset(recordingId, { id: 'vod1', type: 'room-vod' })
    before.finish(vod, 'master')
    before.library.db.prepare(`UPDATE downloads SET state = 'queued' WHERE asset_id = ?`).run(vod)
    valueIn(before.sidecars.saveRecording(recordingId))
    before.close()
    loseDatabase(folder)
    const { library } = await LibraryFolder.openRebuilt(folder)
    expect(library.row('recording1')).toMatchObject({ assets_total: 3, assets_done: 2, assets_failed: 0 })
  })

  test('a file that someone deleted is said to be gone', async () => {
    const folder = makeFolder()
    const library = LibraryFolder.open(folder)
    const { recordingId, composite } = library.fill()
    rmSync(join(folder, composite))
    expect(await library.reconcile.markMissing()).toEqual([recordingId])
    expect(library.row('recording1')).toMatchObject({ assets_done: 1, assets_failed: 1 })
  })

  test('nothing is said of files while the whole library is away', async () => {
    const folder = makeFolder()
    const library = LibraryFolder.open(folder)
    library.fill()
    renameSync(folder, `${folder}-away`)
    expect(await library.reconcile.markMissing()).toEqual([])
    renameSync(`${folder}-away`, folder)
    expect(library.row('recording1')).toMatchObject({ assets_done: 2 })
  })
})
