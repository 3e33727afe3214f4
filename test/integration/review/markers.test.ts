// Markers as a person makes them: on the disk when they are said to be saved, found by the search, kept by rebuilds and unions.
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { searchLibrary } from '../../../main/engine/db/search/search-queries.ts'
import { type Marker, type MarkerDraft, mostMarkers } from '../../../preload/contract/markers.ts'
import { LibraryFolder, loseDatabase, makeFolder, removeFolders, valueIn } from '../../builders/library-folder.ts'
import { searchFor } from '../../builders/search-ask.ts'

afterEach(removeFolders)

const draft = (id: string, startMs: number, text: string, more: Partial<MarkerDraft> = {}): MarkerDraft => ({
  ...{ id, startMs, endMs: null, text, colour: 'blue', createdMs: null },
  ...more,
})

function recording(library: LibraryFolder): number {
  return library.recording('rec1', library.room('room1', 'Show'))
}

async function change(library: LibraryFolder, recordingId: number, put: MarkerDraft[], remove: string[] = []) {
  return library.markers['markers.change']({ recordingId, upstreamId: 'rec1', put, remove })
}

async function list(library: LibraryFolder, recordingId: number): Promise<Marker[]> {
  return valueIn(await library.markers['markers.list']({ recordingId }))
}

const texts = async (library: LibraryFolder, id: number) => (await list(library, id)).map(({ text }) => text)
const pathOf = (folder: string, library: LibraryFolder) =>
  join(folder, String(library.row('rec1')?.['folder']), 'recording.json')
const hits = ({ library }: LibraryFolder, words: string) =>
  searchLibrary(library.db, searchFor(words), Date.now()).hits.map(({ source, atMs, text }) => [source, atMs, text])

test('a marker is in the sidecar when it is said to be saved, by time, with its range and colour', async () => {
  const folder = makeFolder()
  const library = LibraryFolder.open(folder)
  const id = recording(library)
  valueIn(
    await change(library, id, [
      draft('b', 9000, 'Later'),
      draft('a', 1500, ' Cut here ', { endMs: 2500, colour: 'red' }),
    ]),
  )
  expect(await texts(library, id)).toEqual(['Cut here', 'Later'])
  const { user } = JSON.parse(readFileSync(pathOf(folder, library), 'utf8'))
  expect(user.markers).toContainEqual(
    expect.objectContaining({ id: 'a', startMs: 1500, endMs: 2500, text: 'Cut here', colour: 'red' }),
  )
})

test('what a marker says is found at its time, as it reads now, and no more when it is gone', async () => {
  const library = LibraryFolder.open(makeFolder())
  const id = recording(library)
  valueIn(await change(library, id, [draft('a', 1500, 'Great ferry line')]))
  expect(hits(library, 'ferr')).toEqual([['marker', 1500, 'Great ferry line']])
  valueIn(await change(library, id, [draft('a', 2000, 'Great harbour line')]))
  expect(hits(library, 'ferry')).toEqual([])
  expect(hits(library, 'harbour')).toEqual([['marker', 2000, 'Great harbour line']])
  valueIn(await change(library, id, [], ['a']))
  expect(hits(library, 'harbour')).toEqual([])
})

test('a marker that is put back after it was taken away is the same one, made when it was made', async () => {
  const library = LibraryFolder.open(makeFolder())
  const id = recording(library)
  valueIn(await change(library, id, [draft('a', 1500, 'Cut', { createdMs: 77 })]))
  const [before] = await list(library, id)
  valueIn(await change(library, id, [], ['a']))
  expect(await list(library, id)).toEqual([])
  valueIn(await change(library, id, before === undefined ? [] : [before]))
  expect(await list(library, id)).toEqual([before])
})

test('a marker counts no revision: it must not outdo a title that another computer gave meanwhile', async () => {
  const library = LibraryFolder.open(makeFolder())
  const id = recording(library)
  valueIn(await change(library, id, [draft('a', 1500, 'Cut')]))
  expect(library.row('rec1')).toMatchObject({ revision: 0 })
})

test('what comes late, when the number is another recording’s, changes nothing of that one', async () => {
  const library = LibraryFolder.open(makeFolder())
  const recordingId = recording(library)
  valueIn(await change(library, recordingId, [draft('a', 1500, 'Cut')]))
  const before = library.row('rec1')
  const edit = { put: [draft('b', 2500, 'Another’s')], remove: ['a'] }
  for (const upstreamId of ['rec2', null]) {
    const error = { kind: 'not-found', message: 'This recording is not in the library any more.' }
    const late = { recordingId, upstreamId }
    expect(await library.markers['markers.change']({ ...late, ...edit })).toEqual({ ok: false, error })
    const position = { id: recordingId, upstreamId, positionS: 12.5 }
    expect(await library.edit['review.position'](position)).toEqual({ ok: false, error })
  }
  expect(await texts(library, recordingId)).toEqual(['Cut'])
  expect(library.row('rec1')).toEqual(before)
})

test('more markers than a recording keeps are refused as a whole', async () => {
  const library = LibraryFolder.open(makeFolder())
  const id = recording(library)
  const many = Array.from({ length: mostMarkers }, (_, index) => draft(`m${index}`, index, ''))
  valueIn(await change(library, id, many))
  expect((await change(library, id, [draft('one-more', 5, '')])).ok).toBe(false)
  expect(await list(library, id)).toHaveLength(mostMarkers)
})

test('a rebuild brings them back, and with them what the search finds', async () => {
  const folder = makeFolder()
  const before = LibraryFolder.open(folder)
  const id = recording(before)
  valueIn(await change(before, id, [draft('a', 1500, 'Ferry'), draft('b', 2500, '👩‍🚀 שלום', { colour: 'green' })]))
  valueIn(await change(before, id, [], ['a']))
  const kept = await list(before, id)
  before.close()
  loseDatabase(folder)
  const library = LibraryFolder.open(folder)
  valueIn(await library.rebuild.run())
  const found = library.count('SELECT id FROM recordings')
  expect(await list(library, found)).toEqual(kept)
  expect(hits(library, 'שלום')).toEqual([['marker', 2500, '👩‍🚀 שלום']])
  expect(hits(library, 'ferry')).toEqual([])
})

test('two copies of a recording, each with markers of its own, give all but what was taken away', async () => {
  const [folder, other] = [makeFolder(), makeFolder()]
  const first = LibraryFolder.open(folder)
  const id = recording(first)
  first.finish(first.asset(id, { id: 'comp', type: 'room-composite' }), 'movie')
  valueIn(await change(first, id, [draft('both', 100, 'Both'), draft('gone', 200, 'Gone')]))
  first.close()
  cpSync(folder, other, { recursive: true })
  const mine = LibraryFolder.open(folder)
  valueIn(await change(mine, id, [draft('mine', 300, 'Mine')], ['gone']))
  mine.close()
  const theirs = LibraryFolder.open(other)
  valueIn(await change(theirs, id, [draft('theirs', 400, 'Theirs')]))
  valueIn(await change(theirs, id, [draft('theirs', 400, 'Theirs, again')]))
  theirs.close()
  cpSync(join(other, 'Show'), join(folder, 'Show of the other computer'), { recursive: true })
  loseDatabase(folder)
  const library = LibraryFolder.open(folder)
  valueIn(await library.rebuild.run())
  const found = library.count('SELECT id FROM recordings')
  expect(await texts(library, found)).toEqual(['Both', 'Mine', 'Theirs, again'])
  // It is in a sidecar too: losing the database once more loses nothing.
  const { user } = JSON.parse(readFileSync(pathOf(folder, library), 'utf8'))
  expect(user.markers.map((marker: { id: string }) => marker.id).sort()).toEqual(['both', 'mine', 'theirs'])
})

test('markers that another computer wrote into the sidecar stay, whatever the revision, with all that is in them', async () => {
  const folder = makeFolder()
  const library = LibraryFolder.open(folder)
  const id = recording(library)
  valueIn(await change(library, id, [draft('a', 1500, 'Mine')]))
  const path = pathOf(folder, library)
  const sidecar = JSON.parse(readFileSync(path, 'utf8'))
  const theirs = { id: 't', startMs: 50, endMs: null, text: 'Theirs', colour: 'plaid', createdMs: 1, changedMs: 1 }
  sidecar.user.markers.push({ ...theirs, reviewer: 'Ann' }, { id: 'broken' })
  writeFileSync(path, JSON.stringify(sidecar))
  valueIn(await change(library, id, [draft('b', 1600, 'Mine too')]))
  expect(await texts(library, id)).toEqual(['Theirs', 'Mine', 'Mine too'])
  expect(JSON.parse(readFileSync(path, 'utf8')).user.markers).toContainEqual(
    expect.objectContaining({ id: 't', reviewer: 'Ann' }),
  )
})
