// What a page of ours can't do, whatever got into it. One test an item, each against the real app.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { repositoryRoot } from '../../build/runtime-paths.ts'
import { contentSecurityPolicy } from '../../main/shell/content-security-policy.ts'
import { callEngine, openLibrary, type RunningApp, startApp } from './app.ts'
import { everyFile } from './profile-files.ts'

const secret = 'a-secret-that-nobody-may-write-down'

let running: RunningApp
test.beforeAll(async () => {
  running = await startApp({ DAILIES_ACCESS_KEY: 'key-of-the-test', DAILIES_APP_SECRET: secret })
  await expect(running.page.locator('#root > *').first()).toBeVisible()
})
test.afterAll(() => running.close())

test('the page has no Node and nothing of Electron but one frozen object', async () => {
  const found = await running.page.evaluate(() => {
    const globals = window as unknown as Record<string, unknown>
    const dailies = globals['dailies'] as Record<string, unknown>
    return {
      node: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
        (it) => it in globals,
      ),
      dailies: Object.keys(dailies).sort(),
      isFrozen: Object.isFrozen(dailies),
    }
  })
  expect(found).toEqual({ node: [], dailies: ['invoke', 'onShellEvent', 'requestEnginePort'], isFrozen: true })
})

test('the page is isolated and sandboxed', async () => {
  const preferences = await running.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    // Not in Electron's declarations, though it is what Electron itself uses.
    const read = contents && Reflect.get(contents, 'getLastWebPreferences')
    return typeof read === 'function' ? Reflect.apply(read, contents, []) : null
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
  })
  expect(preferences).not.toMatchObject({ enableBlinkFeatures: expect.stringMatching(/./) })
})

test('the policy comes with the page and allows nothing remote or inline', async () => {
  const header = await running.page.evaluate(async () => {
    const answer = await fetch(window.location.href)
    return answer.headers.get('content-security-policy')
  })
  expect(header).toBe(contentSecurityPolicy)
  expect(header).not.toMatch(/unsafe|https?:|\*/)
})

test('inline and remote script, evaluation, and remote requests are blocked', async () => {
  const outcome = await running.page.evaluate(async () => {
    const blocked: string[] = []
    Object.assign(window, { blocked })
    document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective))
    const inline = document.createElement('script')
    inline.textContent = 'window.inlineRan = true'
    const remote = document.createElement('script')
    remote.src = 'https://example.com/remote.js'
    const frame = document.createElement('iframe')
    frame.src = 'https://example.com/'
    document.body.append(inline, remote, frame)
    const request = await fetch('https://example.com/').then(
      () => 'answered',
      () => 'refused',
    )
    // In a task of its own: what the test runner itself evaluates is exempt.
    const evaluation = await new Promise<unknown>((resolve) => {
      setTimeout(() => {
        try {
          resolve(new Function('return "ran"')())
        } catch {
          resolve('refused')
        }
      })
    })
    return { inlineRan: 'inlineRan' in window, request, evaluation }
  })
  expect(outcome).toEqual({ inlineRan: false, request: 'refused', evaluation: 'refused' })
  // A frame is refused by another process, whose word takes its time.
  const blocked = () => running.page.evaluate(() => (window as unknown as { blocked: string[] }).blocked)
  await expect.poll(blocked).toEqual(expect.arrayContaining(['connect-src', 'frame-src', 'script-src-elem']))
})

test('the page of the app itself breaks none of its rules', async () => {
  const complaints: string[] = []
  running.page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text())
  })
  await running.page.reload()
  await expect(running.page.locator('#root > *').first()).toBeVisible()
  expect(complaints).toEqual([])
})

test('nothing leads away from the page and no window opens', async () => {
  const { app, page, home } = running
  const before = page.url()
  await page.evaluate(() => {
    window.open('https://example.com/')
    window.open('file:///etc/passwd')
    const link = document.createElement('a')
    link.href = 'https://example.com/'
    link.target = '_blank'
    document.body.append(link)
    link.click()
    window.location.href = 'https://example.com/'
  })
  await page.evaluate(() => {
    window.location.href = 'dailies-media://asset/1'
  })
  // The log says that each was refused; that nothing has happened yet would prove little.
  const refused = async (what: string) =>
    (await readFile(join(home, 'logs/shell.log'), 'utf8')).split(`"what":"${what}"`).length - 1
  await expect.poll(() => refused('navigation')).toBe(2)
  // The file is refused by the browser itself.
  await expect.poll(() => refused('window')).toBe(2)
  expect(page.url()).toBe(before)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a webview is refused even in a window that would allow the tag', async () => {
  const { app, home } = running
  const kinds = await app.evaluate(async ({ BrowserWindow, webContents }) => {
    const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true, sandbox: true } })
    await window.loadURL('data:text/html,<webview src="https://example.com/"></webview>')
    const kinds = webContents.getAllWebContents().map((contents) => contents.getType())
    window.destroy()
    return kinds
  })
  expect(kinds).not.toContain('webview')
  await expect.poll(() => readFile(join(home, 'logs/shell.log'), 'utf8')).toContain('"what":"webview"')
})

test("only 100ms's own pages open in the browser, and only safely", async () => {
  const { app, page } = running
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url) => {
      opened.push(url)
    }
  })
  await page.evaluate(() => {
    for (const url of [
      'https://example.com/',
      'https://dashboard.100ms.live.example.com/',
      'http://dashboard.100ms.live/',
      'https://someone@dashboard.100ms.live/',
      'https://dashboard.100ms.live:8443/',
      'https://dashboard.100ms.live/developer',
    ])
      window.open(url)
  })
  const opened = () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
  await expect.poll(opened).toEqual(['https://dashboard.100ms.live/developer'])
})

test('devices, notifications and places are refused, full screen and copying text are not', async () => {
  const states = await running.page.evaluate(async () => {
    const state = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state
    return {
      camera: await state('camera'),
      microphone: await state('microphone'),
      geolocation: await state('geolocation'),
      notifications: await state('notifications'),
      clipboardRead: await state('clipboard-read'),
      clipboardWrite: await state('clipboard-write'),
    }
  })
  expect(states).toEqual({
    camera: 'denied',
    microphone: 'denied',
    geolocation: 'denied',
    notifications: 'denied',
    clipboardRead: 'denied',
    clipboardWrite: 'granted',
  })
})

test('what the shell does not understand it refuses, and says no more than that', async () => {
  const invoke = (name: unknown, input: unknown) =>
    running.page.evaluate(([commandName, commandInput]) => window.dailies.invoke(commandName as string, commandInput), [
      name,
      input,
    ] as const)
  const invalid = { ok: false, error: { kind: 'invalid' } }
  expect(await invoke('app.info', {})).toMatchObject({ ok: true })
  expect(await invoke('app.setSettings', { theme: 'pink' })).toMatchObject(invalid)
  expect(await invoke('library.open', { path: 7 })).toMatchObject(invalid)
  expect(await invoke('files.showAsset', { id: '../../etc/passwd' })).toMatchObject(invalid)
  expect(await invoke('shell.openExternal', { url: 'https://example.com' })).toMatchObject(invalid)
  expect(await invoke('__proto__', {})).toMatchObject(invalid)
  expect(await invoke({ toString: 'x' }, {})).toMatchObject(invalid)
})

test('the page opens no folder as a library that nobody has chosen', async () => {
  const elsewhere = join(running.home, 'elsewhere')
  const opened = await running.page.evaluate((path) => window.dailies.invoke('library.open', { path }), elsewhere)
  expect(opened).toMatchObject({ ok: false, error: { kind: 'invalid' } })
  expect(existsSync(elsewhere)).toBe(false)
  expect(await openLibrary(running, elsewhere)).toMatchObject({ ok: true })
  expect(existsSync(elsewhere)).toBe(true)
})

test('a page that is not ours is not answered, and gets no port', async () => {
  const { app } = running
  const answer = await app.evaluate(
    async ({ BrowserWindow }, preload) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
      await stranger.loadURL('data:text/html,<title>stranger</title>')
      const answer = await stranger.webContents.executeJavaScript(`new Promise((resolve) => {
      let gotPort = false
      addEventListener('message', (event) => { gotPort ||= event.ports.length > 0 })
      dailies.requestEnginePort()
      dailies.invoke('app.info', {}).then((info) => setTimeout(() => resolve({ info, gotPort }), 200))
    })`)
      stranger.destroy()
      return answer
    },
    join(repositoryRoot, 'out/preload/index.cjs'),
  )
  expect(answer).toMatchObject({ gotPort: false, info: { ok: false, error: { kind: 'invalid' } } })
})

test('the engine refuses what it does not understand', async () => {
  const { page } = running
  expect(await callEngine(page, 'library.rows', { ids: ['1; DROP TABLE recordings'] })).toMatchObject({
    ok: false,
    error: { kind: 'invalid' },
  })
  expect(await callEngine(page, 'constructor', {})).toMatchObject({ ok: false, error: { kind: 'invalid' } })
})

test('media that was not granted is not there, and neither is a file of the app outside of its page', async () => {
  const statuses = await running.page.evaluate(async () => {
    const status = (url: string) =>
      fetch(url).then(
        (answer) => answer.status,
        () => 'refused',
      )
    return {
      ungranted: await status('dailies-media://asset/1'),
      traversal: await status('dailies-media://asset/1/..%2F..%2Fetc%2Fpasswd'),
      otherHost: await status('dailies-media://library/1'),
      appFile: await status('dailies-app://window/..%2f..%2fpackage.json'),
      file: await status('file:///etc/passwd'),
    }
  })
  expect(statuses).toEqual({ ungranted: 404, traversal: 404, otherHost: 404, appFile: 404, file: 'refused' })
})

test('the credentials of the environment reach no child and no file', async () => {
  const { app, home } = running
  const left = await app.evaluate(() => Object.keys(process.env).filter((name) => /SECRET|ACCESS_KEY|TOKEN/.test(name)))
  expect(left.filter((name) => name.startsWith('DAILIES_'))).toEqual([])
  for (const { name, bytes } of await everyFile(home)) expect(bytes.includes(secret), name).toBe(false)
})
