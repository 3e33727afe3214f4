// Two machines write about the same recordings and their folders are put together: nothing that only one of them wrote is lost, and
// what the database says then is in the folder that stays.
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { SpeakerRepository } from '../../../main/engine/db/speaker-repository.ts'
import { EditRepository } from '../../../main/engine/db/writings/edit-repository.ts'
import { SidecarRepository } from '../../../main/engine/db/writings/sidecar-repository.ts'
import { speakerHandlers } from '../../../main/engine/rpc/handlers/speakers.ts'
import { LibraryFolder, makeFolder, removeFolders, valueIn } from '../../builders/library-folder.ts'

afterEach(removeFolders)

type Writing =
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'star'; readonly starred: boolean }
  | { readonly kind: 'tag'; readonly tag: string; readonly tagged: boolean }
  | { readonly kind: 'position'; readonly positionS: number }
  | { readonly kind: 'marker'; readonly id: string; readonly text: string }
  | { readonly kind: 'unmark'; readonly id: string }
  | { readonly kind: 'speaker'; readonly speaker: string; readonly name: string; readonly scope: 'recording' | 'room' }
  | { readonly kind: 'room'; readonly title: string }

const word = fc.constantFrom('Bees', 'Harbour', 'Late', 'Pilot')
const id = fc.integer({ min: 0, max: 3 }).map((number) => `00000000-0000-4000-8000-00000000000${number}`)
const writing: fc.Arbitrary<Writing> = fc.oneof(
  fc.record({ kind: fc.constant('title' as const), title: word }),
  fc.record({ kind: fc.constant('star' as const), starred: fc.boolean() }),
  fc.record({ kind: fc.constant('tag' as const), tag: word, tagged: fc.boolean() }),
  fc.record({ kind: fc.constant('position' as const), positionS: fc.integer({ min: 1, max: 99 }) }),
  fc.record({ kind: fc.constant('marker' as const), id, text: word }),
  fc.record({ kind: fc.constant('unmark' as const), id }),
  fc.record({
    kind: fc.constant('speaker' as const),
    speaker: fc.constantFrom('A', 'B'),
    name: word,
    scope: fc.constantFrom('recording' as const, 'room' as const),
  }),
  fc.record({ kind: fc.constant('room' as const), title: word }),
)

async function write(library: LibraryFolder, one: Writing): Promise<void> {
  const upstreamId = 'rec1'
  const recordingId = library.count(`SELECT id FROM recordings WHERE upstream_id = '${upstreamId}'`)
  switch (one.kind) {
    case 'position':
      return void valueIn(
        await library.edit['review.position']({ id: recordingId, upstreamId, positionS: one.positionS }),
      )
    case 'marker': {
      const draft = { id: one.id, startMs: 5, endMs: null, text: one.text, colour: 'blue' as const, createdMs: null }
      return void valueIn(
        await library.markers['markers.change']({ recordingId, upstreamId, put: [draft], remove: [] }),
      )
    }
    case 'unmark':
      return void valueIn(
        await library.markers['markers.change']({ recordingId, upstreamId, put: [], remove: [one.id] }),
      )
    case 'speaker': {
      const { db } = library.library
      const handlers = speakerHandlers({
        ...{ edits: new EditRepository(db), speakers: new SpeakerRepository(db), sidecars: library.sidecars },
        texts: { renameSpeakers: async () => undefined as never },
        changes: { poke: () => undefined },
      })
      const { kind: _, speaker, ...said } = one
      return void valueIn(await handlers['speakers.rename']({ recordingId, speakers: [speaker], ...said }))
    }
    case 'room':
      return void valueIn(await library.edit['room.edit']({ id: 1, title: one.title }))
    default:
      return void valueIn(await library.edit['recording.edit']({ ids: [recordingId], change: one }))
  }
}

function written(library: LibraryFolder) {
  const rows = new SidecarRepository(library.library.db)
  const sidecar = rows.recording(library.count(`SELECT id FROM recordings WHERE upstream_id = 'rec1'`))
  const room = rows.room(library.count('SELECT id FROM rooms'))
  const { markers = [], removedMarkers: _, tags = [], ...user } = sidecar?.user ?? {}
  const shown = [...markers].sort((one, other) => (one.id < other.id ? -1 : 1))
  return { ...user, tags: [...tags].sort(), markers: shown, room: room?.sidecar.user }
}

async function rebuilt(folder: string, losesDatabase: boolean) {
  if (losesDatabase)
    for (const ending of ['', '-wal', '-shm']) rmSync(join(folder, `.dailies/library.db${ending}`), { force: true })
  const library = LibraryFolder.open(folder)
  valueIn(await library.rebuild.run())
  const now = written(library)
  library.close()
  return now
}

/** Copies of a library with one recording, about which that was written before. */
async function twoMachines(both: readonly Writing[]): Promise<[string, string]> {
  const [one, two] = [makeFolder(), makeFolder()]
  const first = LibraryFolder.open(one)
  const recording = first.recording('rec1', first.room('room1', 'Show'))
  first.finish(first.asset(recording, { id: 'a', type: 'chat' }), 'hello')
  valueIn(first.sidecars.saveRoom(1))
  for (const each of both) await write(first, each)
  first.close()
  cpSync(one, two, { recursive: true })
  return [one, two]
}

async function writeIn(folder: string, writings: readonly Writing[]) {
  const library = LibraryFolder.open(folder)
  for (const each of writings) await write(library, each)
  const now = written(library)
  library.close()
  return now
}

function usedIn(folder: string): string {
  const library = LibraryFolder.open(folder)
  const used = String(library.row('rec1')?.['folder'])
  library.close()
  return used
}

const counts = (one: Writing) => !['position', 'room'].includes(one.kind)

test('who watches and sets markers outdoes nobody who gives a title, and loses none of it', async () => {
  const [one, two] = await twoMachines([])
  await writeIn(one, [
    ...[1, 2, 3].map((positionS) => ({ kind: 'position' as const, positionS })),
    { kind: 'marker', id: '00000000-0000-4000-8000-000000000000', text: 'Cut' },
  ])
  await writeIn(two, [{ kind: 'title', title: 'Bees' }])
  cpSync(two, join(one, 'Z copy'), { recursive: true })
  expect(await rebuilt(one, true)).toMatchObject({ title: 'Bees', positionS: 3, markers: [{ text: 'Cut' }] })
})

test('of two machines that wrote as often both count: neither was later', async () => {
  const [one, two] = await twoMachines([])
  await writeIn(one, [{ kind: 'star', starred: true }])
  await writeIn(two, [{ kind: 'tag', tag: 'Late', tagged: true }])
  cpSync(two, join(one, 'A copy'), { recursive: true })
  expect(await rebuilt(one, false)).toMatchObject({ starred: true, tags: ['Late'] })
  const star = { kind: 'star', starred: false } as const
  await writeIn(one, [star])
  expect(await rebuilt(one, true), 'what is taken back afterwards doesn’t come back').toMatchObject({ starred: false })
})

test('whatever two machines wrote, together it is in one folder', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(writing, { maxLength: 3 }),
      fc.array(writing, { maxLength: 3 }),
      fc.array(writing, { maxLength: 3 }),
      fc.constantFrom('A copy', 'Z copy'),
      fc.boolean(),
      async (both, here, there, name, losesDatabase) => {
        const [one, two] = await twoMachines(both)
        const [mine, theirs] = [await writeIn(one, here), await writeIn(two, there)]
        cpSync(two, join(one, name), { recursive: true })
        const merged = await rebuilt(one, losesDatabase)
        if (!there.some(counts))
          expect({ ...merged, positionS: 0, room: 0 }).toEqual({ ...mine, positionS: 0, room: 0 })
        if (!here.some(counts))
          expect({ ...merged, positionS: 0, room: 0 }).toEqual({ ...theirs, positionS: 0, room: 0 })
        expect(await rebuilt(one, true), 'the folder says what the database said').toEqual(merged)
        const used = usedIn(one)
        rmSync(join(one, used.startsWith(name) ? 'Show' : name), { recursive: true })
        expect(await rebuilt(one, true), 'the folder that is used says it alone').toEqual(merged)
        removeFolders()
      },
    ),
    { seed: 20261123, numRuns: 12 },
  )
})
