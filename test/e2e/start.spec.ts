import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, test } from 'playwright/test'
import { electronLaunch } from '../../build/runtime-paths.ts'

test('the window opens sandboxed and the engine answers', async () => {
  const home = await mkdtemp(join(tmpdir(), 'dailies-start-'))
  const app = await _electron.launch(electronLaunch([`--user-data-dir=${home}`]))
  try {
    const window = await app.firstWindow()
    await expect(window.getByRole('heading', { name: 'Dailies' })).toBeVisible()
    await expect.poll(() => window.evaluate(() => typeof process)).toBe('undefined')
    const title = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())
    await expect.poll(title).toMatch(/^Dailies \(SQLite 3\.\d+/)
    expect(await app.evaluate(({ app }) => app.getPath('userData'))).toBe(home)
  } finally {
    await app.close()
    await rm(home, { recursive: true, force: true })
  }
})
