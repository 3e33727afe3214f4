// A zipped vod of any parts, damaged anywhere: nothing gets out of its folder, and what is kept is named by us.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderSyncs } from '../../main/engine/adapters/folder-syncs.ts'
import { unpackVod } from '../../main/engine/adapters/zip-vod-unpack.ts'
import { makeZip, master, playlist, type ZipPart } from '../builders/hostile-zip.ts'
import { cases, patienceMs } from './runs.ts'

let root: string
const path = (...parts: string[]) => join(root, ...parts)

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dailies-zip-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function unpack(zip: Uint8Array) {
  writeFileSync(path('vod.zip'), zip)
  return unpackVod(path('vod.zip'), path('vod'), new FolderSyncs())
}

/** All files below the root, with what is in them. */
function tree(): Record<string, string> {
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(files.map((file) => [file.slice(root.length + 1), readFileSync(file, 'latin1')]))
}

const show: readonly ZipPart[] = [
  { name: 'show/720p/index.m3u8', text: playlist('segment 1.ts', '../common/2.ts?token=secret') },
  { name: 'show/master.m3u8', text: master('720p/index.m3u8') },
  { name: 'show/720p/segment 1.ts', text: 'one', deflated: true },
  { name: 'show/common/2.ts', text: 'two' },
  { name: 'show/readme.exe', text: 'not asked for' },
]

test(
  'whatever an archive is made of, and wherever it is damaged, nothing gets out of the folder',
  async () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '',
      'a',
      'A',
      'con',
      'a\u202eb',
      '%2e%2e',
      'é',
      'e\u0301',
      'C:',
      '\u0000',
      'index.m3u8',
      '1.ts',
    )
    const name = fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
    const part = fc.record({
      name,
      text: fc.oneof(
        fc.string({ maxLength: 40 }),
        fc.array(name, { maxLength: 3 }).map((uris) => playlist(...uris)),
      ),
      deflated: fc.boolean(),
      unixMode: fc.constantFrom(0o100644, 0o120777, 0o040755),
      flags: fc.constantFrom(0x800, 0, 1, 8),
    })
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), damage, async (parts, bytes) => {
        const zip = makeZip([...show.slice(0, 4), ...parts])
        for (const [at, byte] of bytes) zip[at % zip.length] = byte
        const unpacked = await unpack(zip)
        const { 'vod.zip': kept, ...files } = tree()
        expect(Buffer.from(kept ?? '', 'latin1').equals(zip)).toBe(true)
        const expected = 'files' in unpacked ? unpacked.files.map((file) => `vod/${file.name}`).sort() : []
        expect(Object.keys(files).sort()).toEqual(expected)
        for (const file of expected) expect(file).toMatch(/^vod\/(?:master\.m3u8|\d+\/[a-z0-9-]+\.[a-z0-9]+)$/)
        rmSync(path('vod'), { recursive: true, force: true })
      }),
      cases(3),
    )
  },
  patienceMs,
)
