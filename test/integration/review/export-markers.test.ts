// Which file an editing program is sent to with the markers: only one whose times are the recording's, and that is here.
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exportMarkers } from '../../../main/engine/library/export-markers.ts'
import { type AssetToAdd, LibraryFolder, makeFolder, removeFolders, valueIn } from '../../builders/library-folder.ts'

const media = join(import.meta.dirname, '../../fixtures/media')

let library: LibraryFolder
let recordingId: number

beforeEach(async () => {
  library = LibraryFolder.open(makeFolder())
  recordingId = library.recording('rec1', library.room('room1', 'Show'))
  const marker = { id: 'a', startMs: 1500, endMs: null, text: 'Cut', colour: 'blue', createdMs: null } as const
  valueIn(await library.markers['markers.change']({ recordingId, upstreamId: 'rec1', put: [marker], remove: [] }))
})
afterEach(() => {
  library.close()
  removeFolders()
})

/** Answers its absolute path. */
function here(asset: AssetToAdd, content: Buffer): string {
  return join(library.files.root, library.finish(library.asset(recordingId, asset), content))
}

/** As while it is being downloaded: its name is known, its file isn't there. */
function comesAnew(upstreamId: string, path: string): void {
  rmSync(path)
  const asset = '(SELECT id FROM assets WHERE upstream_id = ?)'
  library.library.db.prepare(`DELETE FROM files WHERE asset_id = ${asset}`).run(upstreamId)
  library.library.db
    .prepare(`UPDATE downloads SET state = 'running', total_bytes = 1000 WHERE asset_id = ${asset}`)
    .run(upstreamId)
}

const exported = (format: 'edl' | 'fcpxml', frameRate: '30' | null = null) =>
  exportMarkers(library.library, { recordingId, format, frameRate })

test('one person’s own film is not the recording’s: it began later, and the markers would be at other times in it', async () => {
  const film = readFileSync(join(media, 'late-desk/stream-sam.mp4'))
  here({ id: 'sam', type: 'stream', metadata: { stream_type: 'regular' } }, film)
  expect(await exported('edl')).toMatchObject({
    error: { message: expect.stringMatching(/^The video isn’t on this computer/) },
  })
  const asked = valueIn(await exported('edl', '30')).text
  expect(asked).toContain('* FROM CLIP NAME: composite.mp4')
  expect(asked).toContain('* LOC: 01:00:01:15 BLUE    Cut')
})

test('a film that is still coming says nothing of its frames, and one that is here is taken instead', async () => {
  const film = readFileSync(join(media, 'morning-harbour/composite.mp4'))
  comesAnew('comp', here({ id: 'comp', type: 'room-composite' }, film))
  expect(await exported('edl')).toMatchObject({
    error: { message: expect.stringMatching(/^The video isn’t on this computer/) },
  })
  const legacy = here({ id: 'legacy', type: 'room-composite-legacy' }, film)
  expect(valueIn(await exported('edl')).text).toContain('* FRAME RATE: 25')
  expect(valueIn(await exported('fcpxml')).text).toContain(pathToFileURL(legacy).href)
})

test('a stream is counted in the frames of its segments, and is as long as it plays', async () => {
  const assetId = library.asset(recordingId, { id: 'vod', type: 'room-vod' })
  const { folder, name } = valueIn(library.layout.placeAsset(assetId))
  cpSync(join(media, 'founders-hour/vod'), join(folder, name), { recursive: true })
  const { db } = library.library
  for (const playlist of ['master.m3u8', 'stream_0/stream.m3u8'])
    db.prepare(
      `INSERT INTO files (asset_id, name, size_bytes, sha256, verified, differs_from_record, finished_ms)
       VALUES (?, ?, 1, ?, 1, 0, 7)`,
    ).run(assetId, `${name}/${playlist}`, '0'.repeat(64))
  db.prepare(
    `INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms) VALUES (?, ?, 'done', 1, 0, 0)`,
  ).run(assetId, recordingId)
  const list = valueIn(await exported('edl')).text
  expect(list).toContain('* FRAME RATE: 25')
  expect(list).toContain(' 00:00:00:00 00:00:33:00 ')
  expect(valueIn(await exported('fcpxml')).text).toContain(' width="640" height="360"')
})

test('of a film that somebody took out of the folder it isn’t said that it doesn’t say its frame rate', async () => {
  rmSync(here({ id: 'comp', type: 'room-composite' }, readFileSync(join(media, 'morning-harbour/composite.mp4'))))
  expect(await exported('edl')).toMatchObject({
    error: { message: expect.stringMatching(/^The video isn’t on this computer/) },
  })
})
