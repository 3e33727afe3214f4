// The library's settings, in its database and in the record beside it: what is said to be saved is, and nothing else.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSettings, type SettingsChange } from '../../../main/engine/db/settings-repository.ts'
import { EditRepository } from '../../../main/engine/db/writings/edit-repository.ts'
import { settingsHandlers } from '../../../main/engine/rpc/handlers/settings.ts'
import { LibraryFolder, makeFolder, removeFolders } from '../../builders/library-folder.ts'

let root: string
let folder: LibraryFolder
let told: number
beforeEach(() => {
  root = makeFolder()
  folder = LibraryFolder.open(root)
  told = 0
})
afterEach(() => {
  folder.close()
  removeFolders()
})

const tell = () => {
  told += 1
}
const set = (change: SettingsChange) => {
  const { library } = folder
  const listener = { onChange: tell, onPolicyChange: tell }
  const handlers = settingsHandlers(library, new EditRepository(library.db), listener, { poke: tell })
  return handlers['settings.set'](change)
}

test('settings that the folder doesn’t take are not changed either, and said to be so', async () => {
  await set({ concurrency: 7 })
  told = 0
  const record = join(root, '.dailies', 'library.json')
  rmSync(record)
  mkdirSync(join(record, 'in the way'), { recursive: true })
  expect(await set({ concurrency: 2 })).toMatchObject({ ok: false })
  expect([readSettings(folder.library.db).concurrency, told]).toEqual([7, 0])
  rmSync(record, { recursive: true })
  expect(await set({ concurrency: 2 })).toMatchObject({ ok: true, value: { concurrency: 2 } })
  expect(readSettings(folder.library.db).concurrency).toBe(2)
})

test('a full drive is said to be full', async () => {
  const { db } = folder.library
  db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`)
  const roomIds = Array.from({ length: 10_000 }, (_, index) => index + 1)
  const policy = { types: [], roomIds, sinceMs: null, compositesOnlyExpiring: false }
  expect(await set({ policy })).toMatchObject({ ok: false, error: { kind: 'disk-full' } })
  expect(await set({ concurrency: 2 })).toMatchObject({ ok: true, value: { policy: null } })
})
