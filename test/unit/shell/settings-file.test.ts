// Settings that can't be read today are not settings that aren't there.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { ToldOnce } from '../../../main/shell/desktop/told-once.ts'
import { SettingsFile } from '../../../main/shell/settings-file.ts'
import { silentLog } from '../../fakes/log.ts'

const disk = vi.hoisted(() => ({ isHeld: false }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const readFileSync = (...of: Parameters<typeof fs.readFileSync>) => {
    if (disk.isHeld) throw Object.assign(new Error('Not today'), { code: 'EIO' })
    return fs.readFileSync(...of)
  }
  return { ...fs, readFileSync }
})

test('a file that can’t be read today is said, and what stands in it outlasts what is set meanwhile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dailies-settings-'))
  const path = join(folder, 'settings.json')
  const told = join(folder, 'told-once.json')
  const tell = (what: string) => new ToldOnce(told, silentLog).tell(what, () => undefined)
  new SettingsFile(path, silentLog).openedLibrary('/films')
  tell('stays-in-tray')
  const before = [path, told].map((file) => readFileSync(file, 'utf8'))

  disk.isHeld = true
  const today = new SettingsFile(path, silentLog)
  tell('another')
  expect(today.notice).toContain('can’t be read today')
  today.openedLibrary('/other')
  expect(today.get().libraryPath).toBe('/other')
  disk.isHeld = false
  expect([path, told].map((file) => readFileSync(file, 'utf8'))).toEqual(before)
  expect(new SettingsFile(path, silentLog).notice).toBeNull()
  rmSync(folder, { recursive: true })
})
