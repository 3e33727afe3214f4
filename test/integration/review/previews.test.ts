// Pictures of files in a real library: kept, found again, refused when they aren't what they should be, made again when
// somebody deletes them. What makes them needs a decoder, so here they are made up.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PreviewStore } from '../../../main/engine/adapters/library/preview-store.ts'
import { LibraryReader } from '../../../main/engine/db/library/library-queries.ts'
import { PreviewRepository } from '../../../main/engine/db/library/preview-repository.ts'
import { Previews } from '../../../main/engine/library/previews.ts'
import { previewHandlers } from '../../../main/engine/rpc/handlers/previews.ts'
import { commandSchemas } from '../../../preload/contract/commands.ts'
import type { MediaGrant } from '../../../preload/contract/control.ts'
import type { MadePreview } from '../../../preload/contract/preview.ts'
import { mostPeaks, previewParts } from '../../../preload/contract/preview-terms.ts'
import { LibraryFolder, makeFolder, removeFolders, valueIn } from '../../builders/library-folder.ts'
import { begun, made } from '../../builders/made-preview.ts'

let folder: string
let library: LibraryFolder
let granted: MediaGrant[]
let poked: (readonly number[] | null | undefined)[]
let minFreeBytes: number

beforeEach(() => {
  folder = makeFolder()
  library = LibraryFolder.open(folder)
  granted = []
  poked = []
  minFreeBytes = 0
})
afterEach(() => {
  library.close()
  removeFolders()
})

function previewsOf(writable = true, maker = '1.0.0'): Previews {
  const { db } = library.library
  return new Previews({
    ...{ db, files: library.files, writable, rows: new PreviewRepository(db), store: new PreviewStore(library.files) },
    ...{ changes: { poke: ({ recordingIds }) => poked.push(recordingIds) }, minFreeBytes: () => minFreeBytes },
    maker,
  })
}
const handlersOf = (previews = previewsOf()) =>
  previewHandlers(previews, async (grants) => {
    granted.push(...grants)
  })

function recordingWithFilm(name = 'one', content = `film ${name}`): { recordingId: number; assetId: number } {
  const recordingId = library.recording(name, library.room(`room-${name}`, name))
  const assetId = library.asset(recordingId, { id: `asset-${name}`, type: 'room-composite' })
  library.finish(assetId, content)
  return { recordingId, assetId }
}

async function wantedJob() {
  const job = valueIn(await handlersOf()['previews.next']({ except: [] }))
  if (job === null) throw new Error('Nothing is wanted')
  return job
}

const posterOf = (recordingId: number) => new LibraryReader(library.library.db).rows([recordingId], 0)[0]?.poster

describe('pictures', () => {
  test('are asked for once, the file granted before, and then stand for the recording', async () => {
    const { recordingId, assetId } = recordingWithFilm()
    library.library.db.exec('UPDATE recordings SET has_video = 1')
    const job = await wantedJob()
    expect(job).toMatchObject({
      assetId,
      kind: 'video',
      url: expect.stringContaining(`dailies-media://asset/${assetId}?v=`),
    })
    expect(granted).toMatchObject([{ assetId, library: library.files.root }])
    expect(posterOf(recordingId)).toBeNull()

    expect(await handlersOf()['previews.save'](made(assetId, job.key))).toMatchObject({ ok: true })
    expect(poked).toEqual([[recordingId]])
    expect(posterOf(recordingId)).toBe(job.key)
    expect(valueIn(await handlersOf()['previews.next']({ except: [] }))).toBeNull()
    expect(valueIn(await handlersOf()['previews.of']({ assetId }))).toMatchObject({ kind: 'made', key: job.key })
  })

  test('lie in the private folder and nowhere else, with nothing half made beside them', async () => {
    const { assetId } = recordingWithFilm()
    const { key } = await wantedJob()
    const before = readdirSync(folder)
    valueIn(await handlersOf()['previews.save'](made(assetId, key)))
    expect(readdirSync(folder)).toEqual(before)
    const parent = join(folder, '.dailies', 'previews', key.slice(0, 2))
    expect(readdirSync(parent)).toEqual([key])
    expect(readdirSync(join(parent, key)).sort()).toEqual(['info.json', 'peaks', 'poster.webp', 'strip.webp'])
  })

  test('of a file that is the same elsewhere, or from before a rebuild, count without being made', async () => {
    const { assetId } = recordingWithFilm('one', 'the same film')
    const { key } = await wantedJob()
    valueIn(await handlersOf()['previews.save'](made(assetId, key)))
    const other = recordingWithFilm('two', 'the same film')
    library.library.db.exec("UPDATE previews SET state = 'wanted', key = NULL, poster = 0")
    expect(valueIn(await handlersOf()['previews.next']({ except: [] }))).toBeNull()
    expect(valueIn(await handlersOf()['previews.of']({ assetId: other.assetId }))).toMatchObject({ kind: 'made', key })
  })

  test('of a file that has been replaced are made anew, and the old ones go unless another file has them', async () => {
    const { assetId } = recordingWithFilm()
    const { key } = await wantedJob()
    valueIn(await handlersOf()['previews.save'](made(assetId, key)))
    const changed = 'f'.repeat(64)
    library.library.db.exec(`UPDATE files SET sha256 = '${changed}'; UPDATE downloads SET state = 'done'`)
    expect(await handlersOf()['previews.save'](made(assetId, key))).toMatchObject({ ok: false })
    expect((await wantedJob()).key).toBe(changed)
    valueIn(await handlersOf()['previews.save'](made(assetId, changed)))
    expect(existsSync(join(folder, '.dailies', 'previews', key.slice(0, 2), key))).toBe(false)
  })

  test('that somebody deletes are made again: all at the next start, one when it is opened', async () => {
    const { assetId } = recordingWithFilm()
    const { key } = await wantedJob()
    valueIn(await handlersOf()['previews.save'](made(assetId, key)))
    rmSync(join(folder, '.dailies', 'previews', key.slice(0, 2), key, 'strip.webp'))
    expect(valueIn(await handlersOf()['previews.of']({ assetId }))).toMatchObject({ kind: 'wanted' })
    expect((await wantedJob()).assetId).toBe(assetId)
    valueIn(await handlersOf()['previews.save'](made(assetId, key)))

    rmSync(join(folder, '.dailies', 'previews'), { recursive: true })
    const reopened = previewsOf()
    reopened.open()
    expect(reopened.next([])?.job.assetId).toBe(assetId)
  })

  test('that can’t be made are not asked for again, until the file is another or Dailies newer', async () => {
    const { assetId } = recordingWithFilm()
    const { key } = await wantedJob()
    await handlersOf()['previews.failed']({ assetId, key, reason: 'This file can’t be decoded.' })
    expect(valueIn(await handlersOf()['previews.next']({ except: [] }))).toBeNull()
    expect(valueIn(await handlersOf()['previews.of']({ assetId }))).toEqual({
      kind: 'failed',
      reason: 'This file can’t be decoded.',
    })
    for (const maker of ['1.0.0', '0.9.0', '1.1.0']) {
      const reopened = previewsOf(true, maker)
      reopened.open()
      expect(reopened.next([])?.job.assetId).toBe(maker === '1.1.0' ? assetId : undefined)
    }
    await handlersOf()['previews.failed']({ assetId, key, reason: 'This file can’t be decoded.' })
    library.library.db.exec(`UPDATE files SET sha256 = '${'e'.repeat(64)}'`)
    expect(valueIn(await handlersOf()['previews.of']({ assetId }))).toMatchObject({ kind: 'wanted' })
  })

  test('are not made of what isn’t here, nor when the drive is filling up', async () => {
    recordingWithFilm('one')
    const gone = recordingWithFilm('two')
    rmSync(valueIn(library.files.resolve(pathOf(gone.assetId))))
    minFreeBytes = Number.MAX_SAFE_INTEGER
    expect(valueIn(await handlersOf()['previews.next']({ except: [] }))).toBeNull()
    minFreeBytes = 0
    expect((await wantedJob()).assetId).not.toBe(gone.assetId)
    expect(await handlersOf()['previews.of']({ assetId: gone.assetId })).toMatchObject({ ok: false })
  })

  test('are shown but not kept where the library can only be read', async () => {
    const { assetId } = recordingWithFilm()
    const { key } = await wantedJob()
    const reading = handlersOf(previewsOf(false))
    expect(valueIn(await reading['previews.next']({ except: [] }))).toBeNull()
    expect(valueIn(await reading['previews.of']({ assetId }))).toMatchObject({ kind: 'wanted' })
    expect(await reading['previews.save'](made(assetId, key))).toMatchObject({ ok: false, error: { kind: 'folder' } })
  })
})

describe('pictures that aren’t finished', () => {
  test('are handed to whoever makes them next, nobody is served them, and the finished take their place', async () => {
    const { recordingId, assetId } = recordingWithFilm()
    const { key, begun: nothing } = await wantedJob()
    expect(nothing).toBeNull()
    valueIn(await handlersOf()['previews.keep']({ assetId, key, begun }))
    expect((await wantedJob()).begun).toEqual(begun)
    expect(valueIn(await handlersOf()['previews.of']({ assetId }))).toMatchObject({ kind: 'wanted', job: { begun } })
    expect(posterOf(recordingId)).toBeNull()
    const place = join(folder, '.dailies', 'previews', key.slice(0, 2), key)
    expect(previewParts.filter((part) => existsSync(join(place, part)))).toEqual([])

    const later = { ...begun, info: { ...begun.info, heardS: 1.5 } }
    valueIn(await handlersOf()['previews.keep']({ assetId, key, begun: later }))
    expect((await wantedJob()).begun?.info.heardS).toBe(1.5)

    valueIn(await handlersOf()['previews.save'](made(assetId, key)))
    expect(readdirSync(place).sort()).toEqual(['info.json', 'peaks', 'poster.webp', 'strip.webp'])
  })

  test('that come late don’t take the place of the finished', async () => {
    const { assetId } = recordingWithFilm()
    const { key } = await wantedJob()
    const handlers = handlersOf()
    const [saved, kept] = await Promise.all([
      handlers['previews.save'](made(assetId, key)),
      handlers['previews.keep']({ assetId, key, begun }),
    ])
    expect([saved.ok, kept.ok]).toEqual([true, false])
    expect(valueIn(await handlers['previews.of']({ assetId }))).toMatchObject({ kind: 'made' })
  })

  test('that are torn, of another file or no pictures count as none', async () => {
    const { assetId } = recordingWithFilm()
    const { key } = await wantedJob()
    const keep = handlersOf()['previews.keep']
    expect(await keep({ assetId, key: 'f'.repeat(64), begun })).toMatchObject({ ok: false })
    expect(await keep({ assetId, key, begun: { ...begun, strip: Uint8Array.of(1) } })).toMatchObject({ ok: false })
    expect(await keep({ assetId, key, begun: { ...begun, peaks: Uint8Array.of(1) } })).toMatchObject({ ok: false })
    valueIn(await keep({ assetId, key, begun }))
    writeFileSync(join(folder, '.dailies', 'previews', key.slice(0, 2), key, 'begun-peaks'), 'x')
    expect((await wantedJob()).begun).toBeNull()
  })
})

describe('what a page hands in', () => {
  const key = 'a'.repeat(64)
  const accepts = (input: unknown) => commandSchemas['previews.save'].input.safeParse(input).success

  test('is bounded, and named by nothing but a hash', () => {
    expect(accepts(made(1, key))).toBe(true)
    expect(accepts(made(1, `../../${'a'.repeat(58)}`))).toBe(false)
    expect(accepts(made(1, key, { peaks: new Uint8Array(mostPeaks + 1) }))).toBe(false)
    expect(accepts(made(1, key, { poster: new Uint8Array(600 * 1024) }))).toBe(false)
    expect(accepts(made(1, key, { strip: new Uint8Array(0) }))).toBe(false)
    expect(accepts({ ...made(1, key), strip: 'text' })).toBe(false)
  })

  test('is kept only if it is pictures, and as many as it says', async () => {
    const { assetId } = recordingWithFilm()
    const job = await wantedJob()
    const { info } = made(assetId, job.key)
    const wrong: Partial<MadePreview>[] = [
      { poster: new TextEncoder().encode('<script>alert(1)</script>') },
      { strip: null },
      { peaks: Uint8Array.of(1) },
      { info: { ...info, poster: false } },
    ]
    for (const part of wrong) {
      expect(await handlersOf()['previews.save'](made(assetId, job.key, part))).toMatchObject({ ok: false })
    }
    expect(existsSync(join(folder, '.dailies', 'previews'))).toBe(false)
  })

  test('goes nowhere through a link that somebody has put there', async () => {
    const { assetId } = recordingWithFilm()
    const job = await wantedJob()
    const outside = makeFolder()
    mkdirSync(join(folder, '.dailies', 'previews'), { recursive: true })
    symlinkSync(outside, join(folder, '.dailies', 'previews', job.key.slice(0, 2)))
    expect(await handlersOf()['previews.save'](made(assetId, job.key))).toMatchObject({ ok: false })
    expect(readdirSync(outside)).toEqual([])
  })

  test('are not kept in the empty place that a drive leaves behind: it would be taken for the library', async () => {
    const { assetId } = recordingWithFilm()
    const job = await wantedJob()
    renameSync(folder, `${folder}-elsewhere`)
    mkdirSync(folder)
    const saved = await handlersOf()['previews.save'](made(assetId, job.key))
    expect(saved).toMatchObject({ ok: false, error: { kind: 'library-missing' } })
    expect(readdirSync(folder)).toEqual([])
    rmSync(folder, { recursive: true })
    renameSync(`${folder}-elsewhere`, folder)
    expect(await handlersOf()['previews.save'](made(assetId, job.key))).toMatchObject({ ok: true })
  })

  test('a record that is torn or of another make counts as none', async () => {
    const { assetId } = recordingWithFilm()
    const { key: name } = await wantedJob()
    valueIn(await handlersOf()['previews.save'](made(assetId, name)))
    const record = join(folder, '.dailies', 'previews', name.slice(0, 2), name, 'info.json')
    for (const text of ['', '{"version":2}', '[]', 'x'.repeat(70_000)]) {
      writeFileSync(record, text)
      expect(valueIn(await handlersOf()['previews.of']({ assetId }))).toMatchObject({ kind: 'wanted' })
    }
  })
})

function pathOf(assetId: number): string {
  const path = library.library.db
    .prepare<[number], string>(
      `SELECT r.folder || '/' || f.name FROM files f JOIN assets a ON a.id = f.asset_id
      JOIN recordings r ON r.id = a.recording_id WHERE a.id = ?`,
    )
    .pluck()
    .get(assetId)
  if (path === undefined) throw new Error('No such file')
  return path
}
