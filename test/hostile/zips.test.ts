// A zipped vod of any parts, damaged anywhere: nothing gets out of its folder, and what is kept is named by us.
import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeZip, playlist } from '../builders/hostile-zip.ts'
import { show, ZipFolder } from '../builders/zip-folder.ts'
import { cases, patienceMs } from './runs.ts'

let folder: ZipFolder

beforeEach(() => {
  folder = new ZipFolder()
})

afterEach(() => folder.remove())

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
        const unpacked = await folder.unpack(zip)
        const { 'vod.zip': kept, ...files } = folder.tree()
        expect(Buffer.from(kept ?? '', 'latin1').equals(zip)).toBe(true)
        const expected = 'files' in unpacked ? unpacked.files.map((file) => `vod/${file.name}`).sort() : []
        expect(Object.keys(files).sort()).toEqual(expected)
        for (const file of expected) expect(file).toMatch(/^vod\/(?:master\.m3u8|\d+\/[a-z0-9-]+\.[a-z0-9]+)$/)
        rmSync(folder.path('vod'), { recursive: true, force: true })
      }),
      cases(3),
    )
  },
  patienceMs,
)
