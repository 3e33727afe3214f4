// "Remove from this computer", on a real folder: into the bin, never deleted, never brought back by itself.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SystemBin } from '../../../main/engine/adapters/library/system-bin.ts'
import { Removal } from '../../../main/engine/core/download/removal.ts'
import { DownloadRepository } from '../../../main/engine/db/download/download-repository.ts'
import { enqueueWanted } from '../../../main/engine/db/download/enqueue-wanted.ts'
import { RemovalRepository } from '../../../main/engine/db/download/removal-repository.ts'
import { removalHandlers } from '../../../main/engine/rpc/handlers/removal.ts'
import type { RemovalTarget } from '../../../preload/contract/commands.ts'
import type { DownloadPolicy } from '../../../preload/contract/download.ts'
import { LibraryFolder, makeFolder, removeFolders, valueIn, world } from '../../builders/library-folder.ts'

let root: string
let bin: string
let folder: LibraryFolder
let binIsThere: boolean
let cancelled: number[]
let show: number
let composite: { id: number; path: string }
let chat: { id: number; path: string }

beforeEach(() => {
  root = makeFolder()
  bin = makeFolder()
  binIsThere = true
  cancelled = []
  folder = LibraryFolder.open(root)
  show = folder.recording('show', folder.room('room', 'Morning show'))
  composite = here('composite', 'room-composite', 'film')
  chat = here('chat', 'chat', 'hello')
})
afterEach(() => {
  folder.close()
  removeFolders()
})

function here(id: string, type: 'room-composite' | 'chat', content: string) {
  const assetId = folder.asset(show, { id, type })
  return { id: assetId, path: join(root, folder.finish(assetId, content)) }
}

/** A bin that is a folder, as real ones are. */
async function trash(paths: readonly string[]) {
  if (!binIsThere) return { trashed: [], refusal: 'no bin on this drive' }
  for (const path of paths) renameSync(path, join(bin, basename(path)))
  return { trashed: paths, refusal: null }
}

function removal() {
  const { db, files } = folder.library
  return removalHandlers(
    folder.library,
    new Removal({
      store: new RemovalRepository(db),
      bin: new SystemBin(files, trash),
      commands: {
        tell: async (target) => void cancelled.push(...(target.kind === 'assets' ? target.assetIds : [])),
      },
      sidecars: folder.sidecars,
      changes: { poke: () => {} },
      clock: world.clock,
    }),
  )
}
const all = (): RemovalTarget => ({ kind: 'recordings', recordingIds: [show] })
const remove = async (target: RemovalTarget, onlyCopyIds: number[] = []) =>
  removal()['removal.run']({ target, onlyCopyIds })
const preview = async (target: RemovalTarget) => valueIn(await removal()['removal.preview']({ target }))
const stateOf = (assetId: number) =>
  folder.library.db.prepare('SELECT state FROM downloads WHERE asset_id = ?').pluck().get(assetId)

test('files go to the bin; the sidecar and what was written about the recording stay', async () => {
  valueIn(await folder.edit['recording.edit']({ ids: [show], change: { kind: 'title', title: 'Bees' } }))
  expect(await preview(all())).toEqual({ recordings: 1, files: 2, bytes: 9, onlyCopyIds: [] })
  expect(valueIn(await remove(all()))).toEqual({ files: 2, bytes: 9 })
  expect(readdirSync(bin).sort()).toEqual(['chat.csv', 'composite.mp4'])
  const sidecar = JSON.parse(readFileSync(join(composite.path, '..', 'recording.json'), 'utf8'))
  expect(sidecar).toMatchObject({
    user: { title: 'Bees' },
    assets: [
      { state: 'removed', files: [] },
      { state: 'removed', files: [] },
    ],
  })
  expect(folder.row('show')).toMatchObject({ user_title: 'Bees', assets_done: 0, local_bytes: 0, local_files: 0 })
})

test('no policy brings them back, not even after the database was made anew', async () => {
  await remove(all())
  const everything: DownloadPolicy = {
    types: ['room-composite', 'chat'],
    roomIds: null,
    sinceMs: null,
    compositesOnlyExpiring: false,
  }
  expect(enqueueWanted(folder.library.db, [composite.id, chat.id], everything, world.clock.nowMs())).toBe(0)
  valueIn(await folder.rebuild.run())
  expect(folder.library.db.prepare('SELECT DISTINCT state FROM downloads').pluck().all()).toEqual(['removed'])
})

test('what was asked for again stays asked for when the library is rebuilt', async () => {
  await remove(all())
  const store = new DownloadRepository(folder.library.db)
  store.startByHand([composite.id, chat.id], world.clock.nowMs())
  store.settle(composite.id, { kind: 'claim' })
  valueIn(await folder.rebuild.run())
  expect([stateOf(composite.id), stateOf(chat.id)]).toEqual(['running', 'queued'])
  for (const other of ['paused', 'waiting', 'failed']) {
    folder.library.db.prepare('UPDATE downloads SET state = ? WHERE asset_id = ?').run(other, chat.id)
    valueIn(await folder.rebuild.run())
    expect(stateOf(chat.id)).toBe(other)
  }
})

test('a transfer that finishes in the instant of its removal leaves a file that is here, not one that nobody owns', async () => {
  await remove(all())
  writeFileSync(composite.path, 'film')
  const file = { name: 'composite.mp4', sizeBytes: 4, sha256: '0'.repeat(64), verified: true, differsFromRecord: false }
  new DownloadRepository(folder.library.db).finish(composite.id, [{ ...file, checkedAgainst: null }], null, 5)
  expect(stateOf(composite.id)).toBe('done')
  expect(folder.row('show')).toMatchObject({ assets_done: 1, local_files: 1 })
})

test('a file that an older Dailies called removed though it lies here counts again, in the sidecar too', async () => {
  await remove(all())
  writeFileSync(composite.path, 'film')
  folder.library.db.exec(`
    INSERT INTO files (asset_id, name, size_bytes, sha256, verified, differs_from_record, finished_ms)
      SELECT id, file_name, 4, '', 1, 0, 7 FROM assets WHERE id IN (${composite.id}, ${chat.id});
    UPDATE downloads SET bytes_done = 4, total_bytes = 4`)
  valueIn(await folder.rebuild.run())
  expect([stateOf(composite.id), stateOf(chat.id)], 'the chat was removed, or lost: it isn’t here').toEqual([
    'done',
    'removed',
  ])
  expect(folder.row('show')).toMatchObject({ assets_done: 1, local_bytes: 4 })
  const states = JSON.parse(readFileSync(join(dirname(composite.path), 'recording.json'), 'utf8')).assets
  expect(states.map(({ state }: { state: unknown }) => state).sort()).toEqual(['done', 'removed'])
})

test('such a file that the drive doesn’t let anybody look at today isn’t taken for gone', async () => {
  await remove(all())
  writeFileSync(composite.path, 'film')
  folder.library.db.exec(`
    INSERT INTO files (asset_id, name, size_bytes, sha256, verified, differs_from_record, finished_ms)
      SELECT id, file_name, 4, '', 1, 0, 7 FROM assets WHERE id = ${composite.id};
    UPDATE downloads SET bytes_done = 4, total_bytes = 4 WHERE asset_id = ${composite.id}`)
  vi.spyOn(folder.files, 'fileSize').mockReturnValueOnce(null)
  folder.reconcile.restoreRemoved(folder.sidecars)
  expect([stateOf(composite.id), stateOf(chat.id)]).toEqual(['done', 'removed'])
})

test('one file of a recording leaves the others', async () => {
  expect(valueIn(await remove({ kind: 'assets', assetIds: [composite.id] }))).toEqual({ files: 1, bytes: 4 })
  expect([existsSync(composite.path), existsSync(chat.path)]).toEqual([false, true])
  expect([stateOf(composite.id), stateOf(chat.id)]).toEqual(['removed', 'done'])
})

test.each([
  ['100ms has deleted it', 'UPDATE assets SET only_copy = 1 WHERE id = ?'],
  ['100ms doesn’t hand it out', 'UPDATE assets SET available = 0 WHERE id = ?'],
  ['100ms should have deleted it by now', 'UPDATE assets SET expires_ms = 1 WHERE id = ?'],
])('an only copy (%s) is named and stays, unless that is meant', async (_, sql) => {
  folder.library.db.prepare(sql).run(composite.id)
  expect(await preview(all())).toMatchObject({ files: 2, onlyCopyIds: [show] })
  expect(valueIn(await remove(all()))).toMatchObject({ files: 1 })
  expect([existsSync(composite.path), existsSync(chat.path)]).toEqual([true, false])
  expect(valueIn(await remove(all(), [show]))).toMatchObject({ files: 1 })
  expect(readdirSync(bin)).toContain('composite.mp4')
})

test('what became an only copy after it was asked stays: nobody agreed to that', async () => {
  const other = folder.recording('other', folder.room('other-room', 'Late desk'))
  const chatOfOther = folder.asset(other, { id: 'other-chat', type: 'chat' })
  const path = join(root, folder.finish(chatOfOther, 'only here'))
  const both: RemovalTarget = { kind: 'recordings', recordingIds: [show, other] }
  const makeOnly = folder.library.db.prepare('UPDATE assets SET only_copy = 1 WHERE id = ?')
  makeOnly.run(composite.id)
  const { onlyCopyIds } = await preview(both)
  makeOnly.run(chatOfOther)
  expect(valueIn(await remove(both, onlyCopyIds))).toMatchObject({ files: 2 })
  expect([existsSync(composite.path), existsSync(path)]).toEqual([false, true])
})

test('where there is no bin it says so, and nothing is deleted', async () => {
  binIsThere = false
  const answer = await remove(all())
  expect(answer).toMatchObject({ ok: false, error: { kind: 'folder', message: expect.stringContaining('no bin') } })
  expect([existsSync(composite.path), existsSync(chat.path)]).toEqual([true, true])
  expect([stateOf(composite.id), stateOf(chat.id)]).toEqual(['done', 'done'])
})

test('a playlist goes as the one folder that it is', async () => {
  const vod = folder.asset(show, { id: 'vod', type: 'room-vod' })
  const path = join(root, folder.finish(vod, 'list'))
  const { db } = folder.library
  renameSync(path, `${path}.list`)
  mkdirSync(path)
  renameSync(`${path}.list`, join(path, 'master.m3u8'))
  db.prepare(`UPDATE files SET name = name || '/master.m3u8' WHERE asset_id = ?`).run(vod)
  await remove({ kind: 'assets', assetIds: [vod] })
  expect(readdirSync(bin)).toEqual(['vod'])
})

test('what is still in line for it is cancelled, or it would come back', async () => {
  const late = folder.asset(show, { id: 'summary', type: 'summary' })
  folder.library.db
    .prepare(
      `INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms) VALUES (?, ?, 'queued', 1, 0, 0)`,
    )
    .run(late, show)
  await remove(all())
  expect(cancelled).toEqual([late])
})
