// What Dailies does on a machine around its window: starts with it, opens what it is given, and is put right when it fails.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'playwright/test'
import { z } from 'zod'
import { electronLaunch } from '../../build/runtime-paths.ts'
import { startWorkspace } from '../hms/workspace.ts'
import { callEngine, openLibrary, type RunningApp, startApp } from './app.ts'
import { launchHeld } from './launch.ts'
import { quitting } from './quitting.ts'
import { keepOnly, rowLasting } from './steps.ts'

let folder: string
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-home-'))
})
test.afterEach(() => rm(folder, { recursive: true, force: true }))

test('it is started at login if the person wants that, and only then', async () => {
  const entry = join(folder, 'config/autostart/dailies.desktop')
  const environment = {
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    DAILIES_LIBRARY: join(folder, 'Dailies'),
  }
  const running = await startApp(environment)
  try {
    const { page } = running
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    const wish = page.getByRole('switch', { name: /^Start when you log in/ })
    await expect(wish).not.toBeChecked()
    expect(await exists(entry)).toBe(false)
    await wish.click()
    await expect.poll(() => readFile(entry, 'utf8').catch(() => '')).toMatch(/^Exec="\/.*" "--hidden"$/m)
    await wish.click()
    await expect.poll(() => exists(entry)).toBe(false)
  } finally {
    await running.close()
  }
})

test('started by the login it has no window until one is wanted, and goes on without it', async () => {
  await mkdir(join(folder, 'profile'))
  await writeFile(join(folder, 'profile/settings.json'), '{"opensAtLogin":true}')
  const app = await launchHeld(
    electronLaunch(['--hidden'], {
      DAILIES_USER_DATA: join(folder, 'profile'),
      DAILIES_LIBRARY: join(folder, 'Dailies'),
      XDG_CONFIG_HOME: join(folder, 'config'),
    }),
  )
  const quit = quitting(app, join(folder, 'profile'))
  try {
    // It works meanwhile.
    await expect.poll(() => exists(join(folder, 'Dailies/.dailies/library.db'))).toBe(true)
    expect(app.windows()).toEqual([])
    for (const _time of ['the first', 'after it was closed']) {
      const opened = app.waitForEvent('window')
      await startAgain(join(folder, 'profile'))
      const window = await opened
      await expect(window.getByRole('heading', { level: 1 })).toBeVisible()
      await window.close()
    }
    await expect.poll(() => app.windows()).toEqual([])
    expect(app.process().exitCode).toBeNull()
  } finally {
    await quit()
  }
})

test('a library that the system hands over is opened; another folder is refused with a word', async () => {
  const [first, second] = [join(folder, 'First'), join(folder, 'Second')]
  const running = await startApp({ DAILIES_LIBRARY: second })
  try {
    const { page } = running
    const path = async () =>
      z.object({ value: z.object({ path: z.string() }) }).parse(await callEngine(page, 'library.state', {})).value.path
    expect(await path()).toBe(second)
    await openLibrary(running, first)
    expect(await path()).toBe(first)
    await startAgain(running.home, join(second, '.dailies'))
    await expect.poll(path).toBe(second)
    await startAgain(running.home, folder)
    await expect(page.getByText('is no library of Dailies')).toBeVisible()
    expect(await path()).toBe(second)
  } finally {
    await running.close()
  }
})

test('words that are being typed stay in the library that they are of when another is opened', async () => {
  const [first, second] = [join(folder, 'First'), join(folder, 'Second')]
  const workspace = await startWorkspace()
  const running = await startApp({
    DAILIES_LIBRARY: second,
    DAILIES_API_URL: workspace.apiUrl,
    DAILIES_ACCESS_KEY: workspace.accessKey,
    DAILIES_APP_SECRET: workspace.appSecret,
  })
  const said = async (library: string) => {
    const names = (await readdir(library, { recursive: true })).filter((name) => name.endsWith('recording.json'))
    return (await Promise.all(names.map((name) => readFile(join(library, name), 'utf8')))).join()
  }
  try {
    const { page } = running
    await keepOnly(page, ['transcript'])
    await openLibrary(running, first)
    await keepOnly(page, ['transcript'])
    await rowLasting(page, 'Morning show', '0:40').dblclick()
    await page.getByRole('button', { name: /^Download now/ }).click()
    await expect(page.locator('video')).toBeVisible({ timeout: 20_000 })
    await page.keyboard.press('m')
    await page.keyboard.type('Ferry at the quay')
    await startAgain(running.home, second)
    await expect.poll(() => said(first)).toContain('Ferry at the quay')
    await expect(page.getByRole('heading', { name: 'All recordings', exact: true })).toBeVisible()
    await rowLasting(page, 'Morning show', '0:40').click()
    await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Harbour, uncut')
    await startAgain(running.home, first)
    await expect.poll(() => said(second)).toContain('Harbour, uncut')
    expect([(await said(second)).includes('Ferry'), (await said(first)).includes('Harbour, uncut')]).toEqual([
      false,
      false,
    ])
  } finally {
    await running.close()
    await workspace.stop()
  }
})

test('settings that can’t be read are set aside, which is said, and Dailies starts with the usual ones', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'dailies-profile-'))
  await writeFile(join(profile, 'settings.json'), '{ "theme": "dark", ')
  const running = await startApp({ DAILIES_LIBRARY: join(folder, 'Dailies') }, profile)
  try {
    await expect(running.page.getByText('kept beside them, as settings.json.broken')).toBeVisible()
    expect(await readFile(join(profile, 'settings.json.broken'), 'utf8')).toBe('{ "theme": "dark", ')
    await running.page.evaluate(() => window.dailies.invoke('app.setSettings', { theme: 'light' }))
    expect(JSON.parse(await readFile(join(profile, 'settings.json'), 'utf8'))).toMatchObject({ theme: 'light' })
  } finally {
    await running.close()
  }
})

test('a window comes back when the screen that it stood on is unplugged', async () => {
  const running = await startApp({ DAILIES_LIBRARY: join(folder, 'Dailies') })
  try {
    await expect(running.page.getByRole('heading', { level: 1 })).toBeVisible()
    const at = await running.app.evaluate(({ BrowserWindow, screen }) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setPosition(9000, 9000)
      screen.emit('display-removed')
      return { bounds: window?.getBounds(), area: screen.getPrimaryDisplay().workArea }
    })
    expect(at.bounds?.x).toBeLessThan(at.area.x + at.area.width)
    expect(at.bounds?.y).toBeLessThan(at.area.y + at.area.height)
  } finally {
    await running.close()
  }
})

test('a window whose page dies is loaded again and says so; one that dies of that asks', async () => {
  const running = await startApp({ DAILIES_LIBRARY: join(folder, 'Dailies') })
  try {
    const { app, page } = running
    await expect(page.getByRole('button', { name: 'Settings', exact: true })).toBeVisible()
    await app.evaluate(({ dialog }) => {
      const asked: string[] = []
      // “Again and again” is a matter of seconds, which a slow machine takes for one time.
      const now = Date.now()
      Date.now = () => now
      Object.assign(globalThis, { asked })
      dialog.showMessageBox = async (...given: unknown[]) => {
        asked.push(JSON.stringify(given.at(-1)))
        return { response: 0, checkboxChecked: false }
      }
    })
    await killPage(running)
    await expect.poll(() => textOf(running), { timeout: 20_000 }).toContain('The window failed and was loaded again')

    await killPage(running)
    const asked = () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)
    await expect.poll(asked).toEqual([expect.stringContaining('fails again and again')])
    await expect.poll(() => textOf(running), { timeout: 20_000 }).toContain('All recordings')
  } finally {
    await running.close()
  }
})

test('diagnostics hold what helps, and no secret, no token and no signature', async () => {
  const secret = 'an-app-secret-of-the-diagnostics-test'
  const signature = 'X-Amz-Signature=0123456789abcdef'
  const running = await startApp({
    HOME: folder,
    DAILIES_LIBRARY: join(folder, 'Dailies'),
    DAILIES_API_URL: 'http://127.0.0.1:9/v2',
    DAILIES_ACCESS_KEY: 'key-of-the-diagnostics-test',
    DAILIES_APP_SECRET: secret,
  })
  try {
    const { app, page, home } = running
    await callEngine(page, 'library.state', {})
    // A line that got past the log's own redaction, of an older version say.
    const log = join(home, 'logs/shell.log')
    await writeFile(
      log,
      `{"event":"old","url":"https://s3.example/a.mp4?${signature}","h":"Bearer abcdefghij1234"}\n`,
      { flag: 'a' },
    )
    const file = join(folder, 'diagnostics.txt')
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, file)
    await page.evaluate(() => window.dailies.invoke('app.saveDiagnostics', {}))
    const text = await readFile(file, 'utf8')
    for (const part of [
      'Electron 3',
      '"theme": "system"',
      '"schema": ',
      '"phase": ',
      '"event":"started"',
      '"event":"old"',
    ])
      expect(text).toContain(part)
    for (const hidden of [secret, '0123456789abcdef', 'abcdefghij1234', 'key-of-the-diagnostics-test'])
      expect(text, hidden).not.toContain(hidden)
  } finally {
    await running.close()
  }
})

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

/** As the system does it for a program that runs: another start with the same profile, which ends at once. */
async function startAgain(profile: string, ...named: string[]): Promise<void> {
  const { executablePath, args, env } = electronLaunch(named, { DAILIES_USER_DATA: profile })
  await promisify(execFile)(executablePath, args, { env, timeout: 20_000 })
}

/** Resolves when it has been loaded again. */
const killPage = ({ app }: RunningApp) =>
  app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.once('did-finish-load', () => resolve())
        contents?.forcefullyCrashRenderer()
      }),
  )

/** Playwright gives a page up that has crashed; Electron's own way to it goes on. */
const textOf = ({ app }: RunningApp) =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]
      ?.webContents.executeJavaScript('document.body.innerText')
      .catch(() => ''),
  )
