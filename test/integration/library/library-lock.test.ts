// One writer at a time: who is kept out, and what lets the next one in.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { makeFolder, openFolder, refusalOf, removeFolders } from '../../builders/library-folder.ts'

afterEach(removeFolders)

describe('one writer', () => {
  test('keeps a second one out and says who it is', () => {
    const folder = makeFolder()
    openFolder(folder)
    const error = refusalOf(folder)
    expect(error).toMatchObject({ kind: 'busy', holder: expect.stringContaining(`process ${process.pid}`) })
    expect(error.message).toContain('the Dailies app')
  })

  test('doesn’t keep readers out, and they see what it commits', () => {
    const folder = makeFolder()
    const writer = openFolder(folder)
    const reader = openFolder(folder, 'read')
    expect(reader.writable).toBe(false)
    writer.db.exec(`UPDATE library SET library_id = 'changed'`)
    expect(reader.db.prepare('SELECT library_id FROM library').pluck().get()).toBe('changed')
    expect(() => reader.db.exec('DELETE FROM library')).toThrow(/readonly/)
  })

  test('is told by its lock alone: a note of one that is gone, with the number of a process that runs, keeps nobody out', () => {
    const folder = makeFolder()
    openFolder(folder).close()
    writeFileSync(join(folder, '.dailies/holder.txt'), `the Dailies app on here, process ${process.pid}, since 2020\n`)
    expect(openFolder(folder).writable).toBe(true)
  })

  test('that is killed frees the library', async () => {
    const folder = makeFolder()
    const script = join(import.meta.dirname, '../../builders/hold-library.ts')
    const holder = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(holder.stdout, 'data')
    expect(refusalOf(folder)).toMatchObject({ kind: 'busy', holder: expect.stringContaining(`process ${holder.pid}`) })
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    const library = openFolder(folder)
    expect(library.writable).toBe(true)
    expect(library.db.prepare('SELECT name FROM workspaces').pluck().all()).toEqual(['committed before the kill'])
  })
})
