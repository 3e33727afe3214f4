import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'playwright/test'
import { electronLaunch } from '../../build/runtime-paths.ts'
import { startWorkspace } from '../hms/workspace.ts'
import { callEngine, enginePid, openLibrary, type RunningApp, startApp } from './app.ts'
import { testConnection } from './steps.ts'

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

test('a screen that can’t be drawn says so, and the window can be loaded again', async () => {
  const { page } = running
  await page.getByRole('button', { name: 'Management token', exact: true }).click()
  await page.evaluate(() => {
    Intl.DateTimeFormat.prototype.resolvedOptions = () => {
      throw new Error('no such thing')
    }
  })
  await page.getByLabel('Management token', { exact: true }).fill(`x.${btoa('{"exp":1800000000}')}.y`)
  await expect(page.getByRole('heading', { name: 'This screen can’t be shown', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Load the window again', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Bring your recordings home', exact: true })).toBeVisible()
})

test('credentials that 100ms refuses are given again in the first run, for the same folder', async () => {
  const workspace = await startWorkspace()
  const { page, home } = running
  const library = join(home, 'Archive')
  await running.app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] })
  }, library)
  try {
    await testConnection(page, workspace)
    await page.getByRole('textbox', { name: 'Access key', exact: true }).fill('mistyped')
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Where should they live?', exact: true })).toBeFocused()
    await page.getByRole('button', { name: 'Choose another', exact: true }).click()
    await page.getByRole('button', { name: 'Use this folder', exact: true }).click()
    await expect(page.getByRole('alert')).toContainText('doesn’t accept this access key')
    await page.getByRole('button', { name: 'Connect again', exact: true }).click()
    await page.getByRole('textbox', { name: 'Access key', exact: true }).fill(workspace.accessKey)
    await page.getByLabel('App secret').fill(workspace.appSecret)
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await expect(page.getByText(library, { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Use this folder', exact: true }).click()
    const found = page.getByRole('term').filter({ hasText: 'Recordings found' }).locator('..')
    await expect(found).toContainText(/[1-9]/)
    await expect(page.getByRole('alert')).toHaveCount(0)
    expect(await callEngine(page, 'workspace.list', {})).toMatchObject({ value: [{ connected: true }] })
  } finally {
    await workspace.stop()
  }
})

test('a crash of the engine costs no window: another one is started', async () => {
  const { app, page } = running
  await callEngine(page, 'library.state', {})
  const first = await enginePid(app)
  expect(first).toBeGreaterThan(0)

  process.kill(first, 'SIGKILL')
  await expect.poll(async () => [0, first].includes(await enginePid(app))).toBe(false)
  expect(await callEngine(page, 'library.state', {})).toMatchObject({ ok: true })
})

test('a second start with the same profile ends at once', async () => {
  const { executablePath, args, env } = electronLaunch()
  await expect(running.page.locator('#root > *').first()).toBeVisible()
  await promisify(execFile)(executablePath, args, { env: { ...env, DAILIES_USER_DATA: running.home }, timeout: 20_000 })
  expect(await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('it can be quit while its window is still opening', async () => {
  const child = running.app.process()
  await running.quit()
  expect(child.exitCode).toBe(0)
})

test('what the app remembers is there at the next start: the window, the theme and the library', async () => {
  const library = join(running.home, 'library')
  const bounds = { x: 40, y: 30, width: 1111, height: 777 }
  await running.app.evaluate(({ BrowserWindow }, where) => BrowserWindow.getAllWindows()[0]?.setBounds(where), bounds)
  await running.page.evaluate(() => window.dailies.invoke('app.setSettings', { theme: 'dark' }))
  await openLibrary(running, library)
  await running.quit()

  running = await startApp({}, running.home)
  expect(await callEngine(running.page, 'library.state', {})).toMatchObject({ ok: true, value: { path: library } })
  const found = await running.app.evaluate(({ BrowserWindow, nativeTheme }) => ({
    bounds: BrowserWindow.getAllWindows()[0]?.getBounds(),
    theme: nativeTheme.themeSource,
  }))
  expect(found).toEqual({ bounds, theme: 'dark' })
})
