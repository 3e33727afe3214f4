// What stands under a name that a download needs, and isn't its own.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DownloadLibrary } from '../builders/download-library.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'

let workspace: Workspace
let library: DownloadLibrary

beforeEach(async () => {
  workspace = await startWorkspace()
  library = new DownloadLibrary(workspace)
  await library.sync()
})

afterEach(async () => {
  await library.close()
  await workspace.stop()
})

test('another file that has the name already is kept beside the one that comes, however often', async () => {
  const id = workspace.assetId('morning-harbour', 'chat')
  const path = library.path(id, 'chat.csv')
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path.replace('chat.csv', 'chat (before).csv'), 'the first')
  writeFileSync(path, 'the second')
  await library.download(id)
  expect(library.row(id).state).toBe('done')
  expect(library.hashOnDisk(id, 'chat.csv')).toBe(library.files(id)[0]?.sha256)
  expect(readFileSync(path.replace('chat.csv', 'chat (before).csv'), 'utf8')).toBe('the first')
  expect(readFileSync(path.replace('chat.csv', 'chat (before 2).csv'), 'utf8')).toBe('the second')
})

test('the same file, left by a run that nobody recorded, is simply taken', async () => {
  const id = workspace.assetId('morning-harbour', 'chat')
  const path = library.path(id, 'chat.csv')
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, workspace.control.object(id).source.read(0, workspace.control.object(id).source.size))
  await library.download(id)
  expect(library.row(id).state).toBe('done')
  expect(library.exists(id, 'chat (before).csv')).toBe(false)
})
