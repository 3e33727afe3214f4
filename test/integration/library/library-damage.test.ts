// Pages of the database go bad under a running engine: it is said in words, and the next opening makes it anew.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Composer } from '../../../main/engine/container.ts'
import { damageMark } from '../../../main/engine/library/damage-watch.ts'
import type { LibraryServices } from '../../../main/engine/library-services.ts'
import { wholeLibrary } from '../../../preload/contract/library-terms.ts'
import { engineWorld } from '../../builders/engine-world.ts'
import { LibraryFolder, makeFolder, removeFolders, valueIn } from '../../builders/library-folder.ts'

let folder: string
let ends: number
let composer: Composer

beforeEach(async () => {
  folder = makeFolder()
  ends = 0
  const library = LibraryFolder.open(folder)
  const room = library.room('room-1', 'Morning show')
  for (let number = 0; number < 300; number += 1) library.recording(`recording-${number}`, room)
  const written = library.recording('written', room)
  valueIn(await library.edit['recording.edit']({ ids: [written], change: { kind: 'title', title: 'Kept' } }))
  library.close()
  const onDamage = () => {
    ends += 1
  }
  composer = new Composer(engineWorld({ onDamage }))
})
afterEach(async () => {
  await composer.close()
  removeFolders()
})

const list = (services: LibraryServices) =>
  services.handlers['library.query']({ filter: wholeLibrary, sort: { by: 'date', descending: true } })

/** By another process: closing a file of the database in this one would let go of its locks. */
function damagePages(): void {
  const database = join(folder, '.dailies', 'library.db')
  const script = `
    const { closeSync, openSync, statSync, writeSync } = require('node:fs')
    const file = openSync(${JSON.stringify(database)}, 'r+')
    const from = 3 * 4096
    writeSync(file, Buffer.alloc(statSync(${JSON.stringify(database)}).size - from, 0xa5), 0, undefined, from)
    closeSync(file)`
  expect(spawnSync(process.execPath, ['-e', script]).status).toBe(0)
}

test('a reader meets it: in words, told once, set aside and rebuilt at the next opening', async () => {
  const services = valueIn(composer.open(folder, 'write', 'app'))
  valueIn(await list(services))
  damagePages()
  const answers = await Promise.all([1, 2, 3].map((id) => services.handlers['library.details']({ id: id * 90 })))
  for (const answer of answers) {
    expect(answer).toMatchObject({ ok: false, error: { kind: 'corrupt', message: expect.stringContaining('damaged') } })
  }
  expect([ends, existsSync(join(folder, damageMark))]).toEqual([1, true])
  await services.stop().catch(() => undefined)

  const again = valueIn(composer.open(folder, 'write', 'app'))
  expect(again.library).toMatchObject({ rebuildNeeded: true, notices: [expect.stringContaining('was damaged')] })
  await again.prepare()
  expect(again.library.db.prepare('SELECT upstream_id, user_title FROM recordings').all()).toEqual([
    { upstream_id: 'written', user_title: 'Kept' },
  ])
  expect(existsSync(join(folder, damageMark))).toBe(false)
  expect(readdirSync(join(folder, '.dailies')).filter((name) => name.startsWith('library.damaged'))).not.toEqual([])
  await again.stop()
})

test('what the person writes meets it: it isn’t said to be saved', async () => {
  const services = valueIn(composer.open(folder, 'write', 'app'))
  damagePages()
  // What the connection remembers is not read again.
  services.library.db.pragma('shrink_memory')
  const edited = await services.handlers['recording.edit']({ ids: [7], change: { kind: 'star', starred: true } })
  expect(edited).toMatchObject({ ok: false, error: { kind: 'corrupt' } })
  expect(ends).toBe(1)
  await services.stop().catch(() => undefined)
})
