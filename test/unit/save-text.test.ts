// What is exported is there whole or not at all, and replaces nothing that nobody asked to replace.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePath, saveText } from '../../main/save-text.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-save-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a file is replaced as a whole, and nothing is left beside it', async () => {
  const path = join(folder, 'Show · 2026.srt')
  writeFileSync(path, 'what was there')
  expect(await saveText(path, 'שלום\n')).toEqual({ ok: true, value: null })
  expect(readFileSync(path, 'utf8')).toBe('שלום\n')
  expect(readdirSync(folder)).toEqual(['Show · 2026.srt'])
})

test('a place that can’t be written is said without its path, and what stood there stays', async () => {
  const gone = join(folder, 'gone', 'show.srt')
  expect(await saveText(gone, 'text')).toMatchObject({ ok: false, error: { kind: 'folder' } })
  mkdirSync(join(folder, 'show.srt'))
  const refused = await saveText(join(folder, 'show.srt'), 'text')
  expect(refused.ok ? '' : refused.error.message).toMatch(/^“show\.srt” wasn’t saved: there is a folder/)
  expect(JSON.stringify(refused)).not.toContain(folder)
  expect(readdirSync(folder)).toEqual(['show.srt'])
})

test('nothing in a library is replaced', async () => {
  mkdirSync(join(folder, '.dailies'))
  mkdirSync(join(folder, 'Morning show/monday'), { recursive: true })
  const sidecar = join(folder, 'Morning show/monday/recording.json')
  writeFileSync(sidecar, '{}')
  expect(await saveText(sidecar, 'text')).toMatchObject({ ok: false, error: { kind: 'folder' } })
  expect(readFileSync(sidecar, 'utf8')).toBe('{}')
  symlinkSync(sidecar, join(folder, 'Morning show/link.json'))
  expect(await saveText(join(folder, 'Morning show/link.json'), 'text')).toMatchObject({ ok: false })
  expect(readFileSync(sidecar, 'utf8')).toBe('{}')
  expect(await saveText(join(folder, 'Morning show/monday/notes.md'), 'text')).toMatchObject({ ok: true })
})

test('a link stays one, and what it leads to is replaced', async () => {
  const [link, path] = [join(folder, 'newest.srt'), join(folder, 'monday.srt')]
  writeFileSync(path, 'what was there')
  symlinkSync(path, link)
  expect(await saveText(link, 'text')).toMatchObject({ ok: true })
  expect([readFileSync(path, 'utf8'), lstatSync(link).isSymbolicLink()]).toEqual(['text', true])
})

test.skipIf(process.platform === 'win32')('a device is written to, not replaced', async () => {
  symlinkSync('/dev/null', join(folder, 'nowhere'))
  expect(await saveText(join(folder, 'nowhere'), 'text')).toMatchObject({ ok: true })
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
})

test('in a folder, a name that is taken gets a number', async () => {
  writeFileSync(join(folder, 'show.srt'), '')
  writeFileSync(join(folder, 'show 2.srt'), '')
  const path = await freePath(folder, 'show.srt')
  expect(path).toBe(join(folder, 'show 3.srt'))
  expect(existsSync(path)).toBe(false)
})
