// Whether a film's beginning can be played: its index stands in front, and all of it is here. Whether a whole one is whole.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { endsTooEarly, indexIsInFront } from '../../../../main/engine/adapters/content/mp4-index.ts'

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
  const film = readFileSync(join(import.meta.dirname, '../../../fixtures/media/morning-harbour/composite.mp4'))
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

test('a film that goes on behind its file’s end is told from one that is whole, whatever stands behind it', () => {
  const ends = (bytes: Uint8Array): boolean => {
    const path = join(folder, 'film.mp4')
    writeFileSync(path, bytes)
    return endsTooEarly(path)
  }
  const film = readFileSync(join(import.meta.dirname, '../../../fixtures/media/morning-harbour/composite.mp4'))
  expect([ends(film), ends(film.subarray(0, film.length - 1)), ends(film.subarray(0, 100_000))]).toEqual([
    ...[false, true, true],
  ])
  const [head, media] = [box('ftyp', 24), box('mdat', 200, true)]
  expect(ends(Buffer.concat([head, media]))).toBe(false)
  expect(ends(Buffer.concat([head, media]).subarray(0, 100))).toBe(true)
  // Written by a recorder that didn't know yet how long it would become, and with a note of another program behind it.
  const endless = box('mdat', 200)
  endless.writeUInt32BE(0, 0)
  expect(ends(Buffer.concat([head, endless]))).toBe(false)
  expect(ends(Buffer.concat([head, media, Buffer.from('TAGged by somebody')]))).toBe(false)
  expect(ends(Buffer.from('OggS and so on, and no box'))).toBe(false)
})

test('a film in thousands of fragments, cut in its last one, ends too early', () => {
  const path = join(folder, 'fragments.mp4')
  const fragments = Array.from({ length: 2000 }, () => Buffer.concat([box('moof', 16), box('mdat', 40)]))
  const film = Buffer.concat([box('ftyp', 24), box('moov', 100), ...fragments])
  writeFileSync(path, film)
  expect(endsTooEarly(path)).toBe(false)
  writeFileSync(path, film.subarray(0, film.length - 10))
  expect(endsTooEarly(path)).toBe(true)
})

test('cut between two boxes it is found out where the file says that there is more', () => {
  const path = join(folder, 'film.mp4')
  const ends = (...boxes: readonly Uint8Array[]): boolean => {
    writeFileSync(path, Buffer.concat(boxes))
    return endsTooEarly(path)
  }
  const [head, index, fragment, media] = [box('ftyp', 24), box('moov', 100), box('moof', 16), box('mdat', 40)]
  expect([ends(head, index), ends(head, index, media), ends(head, media, index)]).toEqual([true, false, false])
  expect([ends(head, index, fragment), ends(head, index, fragment, media)]).toEqual([true, false])
  for (const [isWide, header] of [
    ...([
      [false, 8],
      [true, 8],
      [false, 16],
      [true, 16],
    ] as const),
  ]) {
    // Two fragments, the first of which begins eight bytes behind the list.
    const list = box('sidx', header + (isWide ? 32 : 24) + 24, header === 16)
    list.writeUInt8(isWide ? 1 : 0, header)
    list.writeUInt32BE(8, header + (isWide ? 24 : 16))
    list.writeUInt16BE(2, header + (isWide ? 30 : 22))
    for (const at of [list.length - 24, list.length - 12]) list.writeUInt32BE(56, at)
    const whole = [head, index, list, box('free', 8), fragment, media, fragment, media]
    expect([ends(...whole), ends(...whole.slice(0, -2)), ends(...whole, box('mfra', 20))]).toEqual([false, true, false])
  }
})

test('a list of fragments that can’t be one says nothing, and a cut is found as if there were none', () => {
  const path = join(folder, 'film.mp4')
  const ends = (...boxes: readonly Uint8Array[]): boolean => {
    writeFileSync(path, Buffer.concat(boxes))
    return endsTooEarly(path)
  }
  const [head, index, fragment, media] = [box('ftyp', 24), box('moov', 100), box('moof', 16), box('mdat', 400)]
  const listsMore = box('sidx', 44)
  listsMore.writeUInt16BE(500, 30)
  const wide = box('sidx', 32)
  wide.writeUInt8(1, 8)
  for (const list of [box('sidx', 8), box('sidx', 20), box('sidx', 16, true), wide, listsMore]) {
    expect(ends(head, index, list, fragment, media)).toBe(false)
    expect(ends(head, index, list, fragment, media.subarray(0, 100))).toBe(true)
  }
})

test('no file makes it fail', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      expect(typeof isInFront(Buffer.concat([box('ftyp', 24), noise]))).toBe('boolean')
      expect(typeof endsTooEarly(join(folder, 'film.part'))).toBe('boolean')
    }),
    { numRuns: 60 },
  )
})
