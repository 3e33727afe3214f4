import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WriteBehind } from '../../../../main/engine/adapters/transfer/write-behind.ts'

const much = 64 * 1024 * 1024
let folder: string
let handle: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-behind-'))
  handle = openSync(join(folder, 'film.mp4.part'), 'w')
})

afterEach(() => {
  closeSync(handle)
  rmSync(folder, { recursive: true, force: true })
})

test('what the disk refuses in the middle of a file is told at its end, and to whoever writes on', async () => {
  // A handle that nobody has opened: the system's answer to it is an error.
  const writeBehind = new WriteBehind(() => 1_000_000)
  writeBehind.wrote(much)
  await expect(writeBehind.over()).rejects.toMatchObject({ code: 'EBADF' })
  expect(() => writeBehind.wrote(1)).toThrow('EBADF')
  await writeBehind.rest()
})

test('one turn at a time, and over only when the handle is free', async () => {
  let turns = 0
  const writeBehind = new WriteBehind(() => {
    turns += 1
    return handle
  })
  writeBehind.wrote(1)
  expect(turns).toBe(0)
  writeBehind.wrote(much)
  writeBehind.wrote(much)
  expect(turns).toBe(1)
  await writeBehind.over()
  writeBehind.wrote(1)
  expect(turns).toBe(2)
  await writeBehind.over()
})
