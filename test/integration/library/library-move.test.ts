// A library's folder goes elsewhere: by another name, by a copy that is proven, or, whatever happens, not at all.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { clearNotedHalfCopy, halfCopyNote } from '../../../main/engine/library/half-copy.ts'
import { type MoveWorld, moveLibrary } from '../../../main/engine/library/move-library.ts'
import { planMove, type SameDrive } from '../../../main/engine/library/plan-move.ts'
import type { Moved, MovePlan } from '../../../preload/contract/move.ts'
import { LibraryFolder, makeFolder, removeFolders, valueIn, world } from '../../builders/library-folder.ts'
import { silentLog } from '../../fakes/log.ts'

afterEach(removeFolders)

const anotherDrive: SameDrive = async () => false
const oneDrive: SameDrive = async () => true

function moveWorld(some: Partial<MoveWorld> = {}): MoveWorld {
  return { ...world, log: silentLog, signal: new AbortController().signal, onProgress: () => {}, ...some }
}

/** With a starred recording that has a file, a link, and a file that nobody knows. */
async function makeLibrary(folder = join(makeFolder(), 'Show')): Promise<string> {
  const library = LibraryFolder.open(folder)
  const recording = library.recording('recording-1', library.room('room-1', 'Morning show'))
  library.finish(
    library.asset(recording, { id: 'asset-1', type: 'room-composite', format: 'mp4' }),
    'a film'.repeat(5000),
  )
  valueIn(await library.edit['recording.edit']({ ids: [recording], change: { kind: 'title', title: 'The first one' } }))
  library.close()
  writeFileSync(join(folder, 'notes.txt'), 'of the person')
  symlinkSync('notes.txt', join(folder, 'also notes.txt'))
  mkdirSync(join(folder, 'empty'))
  return folder
}

/** Every file and its bytes; not the lock, which is anew wherever a library is opened. */
function contentOf(folder: string): Record<string, string> {
  const content: Record<string, string> = {}
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name)
    if (/lock\.db|holder\.txt/.test(name)) continue
    content[name] = statSync(path).isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'folder'
  }
  return content
}

async function move(from: string, to: string, drive: SameDrive, some: Partial<MoveWorld> = {}): Promise<Moved> {
  return valueIn(await moveLibrary(valueIn(await planMove(from, to, drive)), moveWorld(some)))
}

function titleIn(folder: string): unknown {
  const library = LibraryFolder.open(folder)
  try {
    expect(library.library).toMatchObject({ rebuildNeeded: false, notices: [] })
    return library.row('recording-1')?.['user_title']
  } finally {
    library.close()
  }
}

describe('a library is moved', () => {
  test('on its drive by another name: at once, with everything in it', async () => {
    const from = await makeLibrary()
    const before = contentOf(from)
    const chosen = makeFolder()
    writeFileSync(join(chosen, 'other.txt'), '')
    const plan = valueIn(await planMove(from, chosen, oneDrive))
    expect(plan).toMatchObject({ from, to: join(chosen, 'Show'), way: 'rename' })
    expect(valueIn(await moveLibrary(plan, moveWorld()))).toEqual({ path: plan.to, left: null, changedBefore: 0 })
    expect(existsSync(from)).toBe(false)
    expect(contentOf(plan.to)).toEqual(before)
    expect(titleIn(plan.to)).toBe('The first one')
  })

  test('and what can’t be synced afterwards doesn’t make it a failure', async () => {
    const from = await makeLibrary()
    const plan = valueIn(await planMove(from, makeFolder(), oneDrive))
    const warned: string[] = []
    const log = { ...silentLog, warn: (event: string) => void warned.push(event) }
    // A way to its folder that leads nowhere as soon as it has another name.
    const moved = await moveLibrary({ ...plan, from: `${from}/empty/../../${basename(from)}` }, moveWorld({ log }))
    expect(moved).toMatchObject({ ok: true, value: { path: plan.to } })
    expect(warned).toEqual(process.platform === 'win32' ? [] : ['library.move-not-synced'])
    expect(titleIn(plan.to)).toBe('The first one')
  })

  test('to another drive by a copy, and the old folder stays as it was', async () => {
    const from = await makeLibrary()
    const before = contentOf(from)
    const chosen = makeFolder()
    const told: number[] = []
    const moved = await move(from, chosen, anotherDrive, { onProgress: ({ doneBytes }) => told.push(doneBytes) })
    expect(moved).toEqual({ path: chosen, left: from, changedBefore: 0 })
    expect(contentOf(chosen)).toEqual(before)
    expect(contentOf(from)).toEqual(before)
    expect(readdirSync(dirname(chosen)).filter((name) => name.startsWith(basename(chosen)))).toEqual([basename(chosen)])
    expect(told.at(-1)).toBeGreaterThan(30_000)
    expect(titleIn(chosen)).toBe('The first one')
  })

  test('with a file that had changed before: it is copied as it is, and counted', async () => {
    const from = await makeLibrary()
    const film = Object.keys(contentOf(from)).find((name) => name.endsWith('composite.mp4')) ?? ''
    writeFileSync(join(from, film), 'damaged')
    const moved = await move(from, makeFolder(), anotherDrive)
    expect(moved.changedBefore).toBe(1)
    expect(readFileSync(join(moved.path, film), 'utf8')).toBe('damaged')
  })
})

describe('a move that doesn’t come to its end', () => {
  test('stopped by the person: nothing of the copy is left, and the library is as it was', async () => {
    const from = await makeLibrary()
    const before = contentOf(from)
    const chosen = makeFolder()
    const stop = new AbortController()
    const plan = valueIn(await planMove(from, chosen, anotherDrive))
    const moved = await moveLibrary(plan, moveWorld({ signal: stop.signal, onProgress: () => stop.abort() }))
    expect(moved).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
    expect(readdirSync(dirname(chosen)).filter((name) => name.startsWith(basename(chosen)))).toEqual([basename(chosen)])
    expect(readdirSync(chosen)).toEqual([])
    expect(contentOf(from)).toEqual(before)
    expect(titleIn(from)).toBe('The first one')
  })

  test('a folder that was filled meanwhile is not touched', async () => {
    const from = await makeLibrary()
    const chosen = makeFolder()
    const plans: MovePlan[] = []
    for (const drive of [oneDrive, anotherDrive]) plans.push(valueIn(await planMove(from, chosen, drive)))
    writeFileSync(join(chosen, 'precious.txt'), 'of someone else')
    for (const plan of plans) {
      expect(await moveLibrary(plan, moveWorld())).toMatchObject({ ok: false, error: { kind: 'folder' } })
    }
    expect(readdirSync(chosen)).toEqual(['precious.txt'])
    expect(existsSync(`${chosen} (unfinished copy)`)).toBe(false)
    expect(titleIn(from)).toBe('The first one')
  })

  test('killed in the middle: the old library opens, and what was copied is removed', async () => {
    const from = await makeLibrary()
    writeFileSync(join(from, 'zz long.bin'), Buffer.alloc(64 * 1024 * 1024, 'x'))
    const before = contentOf(from)
    const to = join(makeFolder(), 'Show')
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '../../builders/move-and-say.ts'), from, dirname(to)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const half = `${to} (unfinished copy)`
    expect(existsSync(half)).toBe(true)
    expect(existsSync(to)).toBe(false)
    expect(contentOf(from)).toMatchObject(before)

    const library = LibraryFolder.open(from)
    expect(library.row('recording-1')?.['user_title']).toBe('The first one')
    await clearNotedHalfCopy(library.files)
    library.close()
    expect(existsSync(half)).toBe(false)
    expect(existsSync(join(from, halfCopyNote))).toBe(false)
  })

  test('a note that leads to a folder of the person removes nothing', async () => {
    const from = await makeLibrary()
    const precious = join(makeFolder(), 'Photos (unfinished copy)')
    mkdirSync(precious)
    writeFileSync(join(precious, 'one.jpg'), '')
    writeFileSync(join(from, halfCopyNote), JSON.stringify({ copy: precious, token: '12345678-guessed' }))
    const library = LibraryFolder.open(from)
    await clearNotedHalfCopy(library.files)
    library.close()
    expect(readdirSync(precious)).toEqual(['one.jpg'])
    expect(existsSync(join(from, halfCopyNote))).toBe(false)
  })

  test('another program writes in the library', async () => {
    const from = await makeLibrary()
    const plan = valueIn(await planMove(from, makeFolder(), anotherDrive))
    const other = LibraryFolder.open(from)
    expect(await moveLibrary(plan, moveWorld())).toMatchObject({ ok: false, error: { kind: 'busy' } })
    other.close()
  })
})

test('places where it can’t go are refused before anything is closed', async () => {
  const from = await makeLibrary()
  const another = await makeLibrary()
  const refusal = async (chosen: string): Promise<string> => {
    const plan = await planMove(from, chosen, oneDrive)
    return plan.ok ? plan.value.to : plan.error.message
  }
  expect(await refusal(from)).toContain('into itself')
  expect(await refusal(join(from, 'empty'))).toContain('into itself')
  expect(await refusal(another)).toContain('library in that folder already')
  expect(await refusal(dirname(from))).toBe(
    `The library is in “${dirname(from)}” already. Choose another folder for it to go to.`,
  )
  expect(await refusal(dirname(another))).toContain('there already')
  expect(await refusal(join(from, 'nowhere'))).toContain('Choose another one')
})
