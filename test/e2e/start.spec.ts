import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'playwright/test'
import { electronLaunch } from '../../build/runtime-paths.ts'
import { callEngine, type RunningApp, startApp } from './app.ts'

let running: RunningApp
test.beforeEach(async () => {
  running = await startApp()
})
test.afterEach(() => running.close())

test('the window opens and the engine answers', async () => {
  const { app, page, home } = running
  await expect(page.locator('#root > *').first()).toBeVisible()
  expect(await app.evaluate(({ app }) => app.getPath('userData'))).toBe(home)
  expect(await callEngine(page, 'library.state', {})).toMatchObject({ ok: true, value: { path: null } })
})

test('after a reload the page gets another port', async () => {
  const { page } = running
  await expect(page.locator('#root > *').first()).toBeVisible()
  await page.reload()
  expect(await callEngine(page, 'library.state', {})).toMatchObject({ ok: true })
})

test('a crash of the engine costs no window: another one is started', async () => {
  const { app, page } = running
  await callEngine(page, 'library.state', {})
  const enginePid = () =>
    app.evaluate(({ app }) => app.getAppMetrics().find((it) => it.serviceName === 'node.mojom.NodeService')?.pid ?? 0)
  const first = await enginePid()
  expect(first).toBeGreaterThan(0)

  process.kill(first, 'SIGKILL')
  await expect.poll(async () => [0, first].includes(await enginePid())).toBe(false)
  expect(await callEngine(page, 'library.state', {})).toMatchObject({ ok: true })
})

test('a second start with the same profile ends at once', async () => {
  const { executablePath, args, env } = electronLaunch()
  await expect(running.page.locator('#root > *').first()).toBeVisible()
  await promisify(execFile)(executablePath, args, { env: { ...env, DAILIES_USER_DATA: running.home }, timeout: 20_000 })
  expect(await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('the window is where it was', async () => {
  const { app, home } = running
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ width: 1111, height: 777 }))
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect
    .poll(() =>
      access(join(home, 'window.json')).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true)
})
