// What verifying a library finds, and what is none of its business: names in another Unicode form, downloads that aren't over.
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LibraryVerify } from '../../../main/engine/adapters/library/library-verify.ts'
import { HashPool } from '../../../main/engine/adapters/transfer/hash-pool.ts'
import { findPieces, piecePath } from '../../../main/engine/adapters/transfer/piece-files.ts'
import { hashFile } from '../../../main/engine/adapters/transfer/transfer-finish.ts'
import { VerifyQueries } from '../../../main/engine/db/download/verify-queries.ts'
import { ok } from '../../../preload/contract/result.ts'
import { LibraryFolder, valueIn } from '../../builders/library-folder.ts'

const drive = vi.hoisted(() => ({ decomposes: false }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const readdirSync = (path: string, options: { withFileTypes: true }) => {
    const entries = fs.readdirSync(path, options)
    if (drive.decomposes) for (const entry of entries) entry.name = entry.name.normalize('NFD')
    return entries
  }
  return { ...fs, readdirSync }
})

let root: string
let library: LibraryFolder

beforeEach(() => {
  drive.decomposes = false
  root = mkdtempSync(join(tmpdir(), 'dailies-verify-'))
  library = LibraryFolder.open(root)
})
afterEach(() => {
  library.close()
  rmSync(root, { recursive: true, force: true })
})

async function findings(): Promise<string[]> {
  const found: string[] = []
  const hashing = { hash: hashFile, hashSmall: (paths: readonly string[]) => Promise.all(paths.map(hashFile)) }
  const hasher = { ...hashing, hash: async (path: string) => ok(await hashFile(path)), close: async () => undefined }
  const verify = new LibraryVerify(library.files, new VerifyQueries(library.library.db), new HashPool(() => hasher, 1))
  const told = { checked: () => undefined }
  const ran = await verify.run(
    { ...told, finding: (one) => found.push(`${one.state} ${'path' in one ? one.path : one.file.path}`) },
    new AbortController().signal,
  )
  valueIn(ran)
  return found
}

/** As a copy from HFS+ has them. */
function decompose(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name.normalize('NFD'))
    renameSync(join(folder, entry.name), path)
    if (entry.isDirectory()) decompose(path)
  }
}

test('names that a drive gives back decomposed are those in the database: nothing is missing, extra or found twice', async () => {
  const recording = library.recording('rec1', library.room('room1', 'Café Müller'))
  const track = { id: 'a', type: 'track', peerId: 'p' } as const
  library.library.db.exec(`
    INSERT INTO sessions (workspace_id, upstream_id) SELECT workspace_id, session_upstream_id FROM recordings;
    INSERT INTO participants (session_id, peer_id, name) SELECT id, 'p', 'José' FROM sessions`)
  const path = library.finish(library.asset(recording, track), 'voice')
  expect(path).toMatch(/^Café Müller\/.*José/)
  decompose(root)
  expect(readdirSync(root)).toContain('Café Müller'.normalize('NFD'))

  expect(await findings()).toEqual([])
  expect(await library.reconcile.markMissing()).toEqual([])
  const report = valueIn(await library.rebuild.run())
  expect(report).toEqual({ recordings: 1, files: 1, problems: [], notes: [] })
  expect(await findings()).toEqual([])
  valueIn(await library.edit['recording.edit']({ ids: [recording], change: { kind: 'title', title: 'Take 1' } }))
  expect(readdirSync(root).filter((name) => !name.startsWith('.'))).toHaveLength(1)

  writeFileSync(join(root, 'Café Müller'.normalize('NFD'), 'é.txt'.normalize('NFD')), 'mine')
  expect(await findings()).toEqual(['extra Café Müller/é.txt'])
})

test('the same recording in a folder of either form is in both, and neither is lost', async () => {
  const recording = library.recording('rec1', library.room('room1', 'Café'))
  library.finish(library.asset(recording, { id: 'a', type: 'chat' }), 'hello')
  const other = mkdtempSync(join(tmpdir(), 'dailies-verify-'))
  const copy = LibraryFolder.open(other)
  const second = copy.recording('rec2', copy.room('room1', 'Café'))
  copy.finish(copy.asset(second, { id: 'b', type: 'chat' }), 'good bye')
  copy.close()
  renameSync(join(other, 'Café'), join(root, 'Café'.normalize('NFD')))
  rmSync(other, { recursive: true })
  expect(valueIn(await library.rebuild.run())).toMatchObject({ recordings: 2, files: 2, problems: [] })
  expect(await findings()).toEqual([])
})

test('pieces fetched ahead are found again where their names come back decomposed', () => {
  const part = join(root, 'José · audio.webm.part'.normalize('NFC'))
  writeFileSync(piecePath(part, 48 * 1024 * 1024), 'piece')
  drive.decomposes = true
  expect(findPieces(part)).toEqual([{ first: 48 * 1024 * 1024, bytes: 5 }])
})

test('what a download that isn’t over has named already is not extra; what lies beside it is', async () => {
  const recording = library.recording('rec1', library.room('room1', 'Show'))
  const zip = library.asset(recording, { id: 'z', type: 'room-vod' })
  const film = library.asset(recording, { id: 'f', type: 'room-composite', format: 'mp4' })
  const places = [zip, film].map((id) => valueIn(library.layout.placeAsset(id)))
  const names = places.map(({ name }, index) => (index === 0 ? `${name.replace(/\.zip$/, '')}.zip` : name))
  for (const [index, { folder }] of places.entries()) writeFileSync(join(folder, names[index] ?? ''), 'whole')
  writeFileSync(join(places[0]?.folder ?? '', 'mine.txt'), 'mine')
  library.library.db.exec(
    `INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms, validator)
       SELECT id, recording_id, 'waiting', 1, 0, 0, '{}' FROM assets`,
  )
  expect(await findings()).toEqual([expect.stringMatching(/^extra .*mine\.txt$/)])
})
