// A library that somebody else has made: sidecars that say anything, taken in by the real rebuild and then looked at.
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Reader } from '../../main/engine/reader/reader.ts'
import { MediaGrants } from '../../main/shell/media/media-grants.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import { LibraryFolder } from '../builders/library-folder.ts'
import { foundFor } from '../builders/search-ask.ts'
import { canary, damaged, damageTo, nastyPath, spoiledJson } from './arbitraries.ts'
import { fillLibrary, Surroundings } from './library.ts'
import { cases, patienceMs } from './runs.ts'

let surroundings: Surroundings
let folder: LibraryFolder
let good: string

/** So many are taken in at once: a rebuild costs the same for one. */
const together = 10
const places = Array.from({ length: together }, (_, index) => `Hostile/${index}`)
const inLibrary = (...parts: string[]) => join(surroundings.library, ...parts)

beforeAll(() => {
  surroundings = new Surroundings()
  fillLibrary(surroundings.library)
  folder = LibraryFolder.open(surroundings.library)
  const model = inLibrary(String(folder.row('rec1')?.['folder']))
  good = readFileSync(join(model, 'recording.json'), 'utf8')
  for (const place of places) {
    cpSync(model, inLibrary(place), { recursive: true })
    // What the names in a sidecar could be made to lead to.
    symlinkSync(join(surroundings.root, 'private.txt'), inLibrary(place, 'link.txt'))
    symlinkSync(surroundings.root, inLibrary(place, 'out'))
  }
})
afterAll(() => {
  folder.close()
  surroundings.remove()
})

/** Everything that a person would do with what has come in. */
async function lookAtEverything(): Promise<void> {
  const { db } = folder.library
  const reader = new Reader(db, folder.files)
  const { ids } = reader.query(wholeLibrary, { by: 'date', descending: true }, 0)
  const shown: unknown[] = [reader.overview(0), reader.attention(), reader.search(foundFor('the'), 0)]
  const grants = new MediaGrants()
  for (const id of ids) {
    const opened = reader.review(id, 0)
    shown.push(reader.details(id, 0), opened, reader.texts(id))
    for (const grant of opened?.grants ?? []) {
      grants.add([grant])
      const inside = grant.contentType === null ? '/master.m3u8' : ''
      const found = await grants.find(`dailies-media://asset/${grant.assetId}${inside}`)
      if (found !== null) expect(found.path.startsWith(`${surroundings.library}/`), found.path).toBe(true)
    }
  }
  expect(JSON.stringify(shown)).not.toContain(canary)
  const [latest] = ids.slice(-1)
  if (latest !== undefined) folder.sidecars.saveRecording(latest)
}

async function takeIn(sidecars: readonly (string | Uint8Array)[]): Promise<void> {
  for (const [index, place] of places.entries()) {
    writeFileSync(inLibrary(place, 'recording.json'), sidecars[index] ?? '')
  }
  expect(await folder.rebuild.run()).toMatchObject({ ok: true })
  await lookAtEverything()
  surroundings.check()
}

/** The same of another recording. */
const sidecarOf = (index: number): string => good.replaceAll('rec1', `hostile${index}`)
const each = <T>(one: (index: number) => fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.tuple(...places.map((_, index) => one(index)))

test(
  'sidecars with other values in some of their places',
  async () => {
    const spoiled = each((index) => spoiledJson(JSON.parse(sidecarOf(index))).map((json) => JSON.stringify(json) ?? ''))
    await fc.assert(fc.asyncProperty(spoiled, takeIn), cases(together * 3))
  },
  patienceMs,
)

test(
  'sidecars whose files are elsewhere',
  async () => {
    type Sidecar = { assets: { fileName: unknown; files: { name: unknown; sizeBytes: number }[] }[] }
    const name = fc.oneof(
      nastyPath,
      fc.constantFrom('link.txt', 'out/private.txt', 'out/private.mp4', '../../private.mp4'),
    )
    const moved = each((index) =>
      fc.array(name, { minLength: 5, maxLength: 5 }).map((names) => {
        const whole: Sidecar = JSON.parse(sidecarOf(index))
        whole.assets.forEach((asset, at) => {
          // As long as what lies there, so that it counts as here.
          for (const file of asset.files) Object.assign(file, { name: names[at], sizeBytes: canary.length })
          asset.fileName = names[at]
        })
        return JSON.stringify(whole)
      }),
    )
    await fc.assert(fc.asyncProperty(moved, takeIn), cases(together * 3))
  },
  patienceMs,
)

test(
  'sidecars with other bytes',
  async () => {
    const broken = each((index) => {
      const whole = Buffer.from(sidecarOf(index))
      return damageTo(whole).map((damage) => damaged(whole, damage))
    })
    await fc.assert(fc.asyncProperty(broken, takeIn), cases(together * 3))
  },
  patienceMs,
)
