// Whether a film's beginning can be played: its index stands in front, and all of it is here.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { indexIsInFront } from '../../../main/engine/adapters/mp4-index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-index-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function isInFront(bytes: Uint8Array): boolean {
  const path = join(folder, 'film.part')
  writeFileSync(path, bytes)
  return indexIsInFront(path, bytes.length)
}

function box(type: string, size: number, large = false): Buffer {
  const bytes = Buffer.alloc(size)
  bytes.writeUInt32BE(large ? 1 : size, 0)
  bytes.write(type, 4, 'latin1')
  if (large) bytes.writeBigUInt64BE(BigInt(size), 8)
  return bytes
}

test('a fixture film plays from where its index ends', () => {
  const film = readFileSync(join(import.meta.dirname, '../../fixtures/media/morning-harbour/composite.mp4'))
  const media = film.indexOf('mdat')
  expect(isInFront(film.subarray(0, media + 20))).toBe(true)
  expect(isInFront(film.subarray(0, 100))).toBe(false)
})

test('an index behind the media, cut off, or of another kind of file is none', () => {
  expect(isInFront(Buffer.concat([box('ftyp', 24), box('mdat', 200), box('moov', 100)]))).toBe(false)
  expect(isInFront(Buffer.concat([box('ftyp', 24), box('moov', 100)]).subarray(0, 100))).toBe(false)
  expect(isInFront(Buffer.concat([box('RIFF', 24), box('moov', 100)]))).toBe(false)
  expect(isInFront(Buffer.concat([box('ftyp', 24), box('free', 64), box('moov', 100, true), box('mdat', 8)]))).toBe(
    true,
  )
  expect(indexIsInFront(join(folder, 'gone.part'), 100)).toBe(false)
})

test('no file makes it fail', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      expect(typeof isInFront(Buffer.concat([box('ftyp', 24), noise]))).toBe('boolean')
    }),
    { numRuns: 60 },
  )
})
