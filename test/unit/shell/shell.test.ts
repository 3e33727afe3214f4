import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { takeEnvironment } from '../../../main/shell/environment.ts'
import { ownPage } from '../../../main/shell/page.ts'
import { wantedProxy } from '../../../main/shell/proxy.ts'
import { SettingsFile } from '../../../main/shell/settings-file.ts'
import { broughtBack, placeWindow } from '../../../main/shell/window-state.ts'
import { silentLog } from '../../fakes/log.ts'

describe('our own page', () => {
  const page = ownPage(undefined)
  test.each(['dailies-app://window/', 'dailies-app://window/index.html', 'dailies-app://window/#/review/1'])(
    'is %s',
    (url) => expect(page.isOwn(url)).toBe(true),
  )
  test.each([
    'dailies-app://window.example.com/',
    'dailies-app://user@window/',
    'dailies-app://windows/',
    'https://window/',
    'dailies-media://asset/1',
    'data:text/html,x',
    'about:blank',
    'file:///index.html',
    '',
  ])('is not %s', (url) => expect(page.isOwn(url)).toBe(false))
})

describe("the environment's credentials", () => {
  test('are a key and its secret, or a token, and are taken out', () => {
    const env = {
      DAILIES_ACCESS_KEY: 'k',
      DAILIES_APP_SECRET: 's',
      DAILIES_API_URL: 'http://127.0.0.1:9/v2',
      HOME: '/',
    }
    expect(takeEnvironment(env).connection).toEqual({
      apiUrl: 'http://127.0.0.1:9/v2',
      credentials: { kind: 'key', accessKey: 'k', appSecret: 's' },
    })
    expect(env).toEqual({ DAILIES_API_URL: 'http://127.0.0.1:9/v2', HOME: '/' })
    expect(takeEnvironment({ DAILIES_TOKEN: 't' }).connection).toEqual({
      apiUrl: 'https://api.100ms.live/v2',
      credentials: { kind: 'token', token: 't' },
    })
  })

  test('that are incomplete are none', () => {
    expect(takeEnvironment({ DAILIES_ACCESS_KEY: 'k' }).connection).toBeNull()
    expect(takeEnvironment({ DAILIES_TOKEN: '' }).connection).toBeNull()
  })
})

test.each([
  ['DIRECT', null],
  ['PROXY proxy.example:3128; DIRECT', 'http://proxy.example:3128'],
  ['HTTPS proxy.example:443', 'https://proxy.example:443'],
  ['SOCKS5 one:1080; PROXY two:3128', 'socks5://one:1080'],
  // One that the engine doesn't speak: another one if there is one, but nothing that leads past it.
  ['SOCKS one:1080; PROXY two:3128', 'http://two:3128'],
  ['SOCKS one:1080; DIRECT', null],
  ['SOCKS one:1080', 'socks4://one:1080'],
  ['', null],
])('a system that answers "%s" means the proxy %s', (answer, proxy) => {
  expect(wantedProxy(answer)).toBe(proxy)
})

test('settings are kept, and a file that is broken in part costs that part only', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dailies-settings-'))
  const path = join(folder, 'settings.json')
  new SettingsFile(path, silentLog).change({ theme: 'dark', libraryPath: '/films' })
  expect(new SettingsFile(path, silentLog).get()).toMatchObject({ theme: 'dark', libraryPath: '/films' })

  await writeFile(path, JSON.stringify({ theme: 'pink', libraryPath: '/films' }))
  expect(new SettingsFile(path, silentLog).get()).toMatchObject({
    theme: 'system',
    libraryPath: '/films',
    keepAwake: true,
  })
  await writeFile(path, (await readFile(path, 'utf8')).slice(0, 9))
  expect(new SettingsFile(path, silentLog).get()).toMatchObject({
    theme: 'system',
    libraryPath: null,
    recentLibraries: [],
  })

  const settings = new SettingsFile(path, silentLog)
  for (const library of ['/a', '/b', '/a', '/c']) settings.openedLibrary(library)
  expect(new SettingsFile(path, silentLog).get()).toMatchObject({
    libraryPath: '/c',
    recentLibraries: ['/c', '/a', '/b'],
  })
  await rm(folder, { recursive: true })
})

describe('the window', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 }
  const last = (x: number, y: number) => ({ bounds: { x, y, width: 1400, height: 900 }, maximized: false })

  test('is where it was', () => {
    expect(placeWindow(last(100, 50), [screen])).toEqual({ x: 100, y: 50, width: 1400, height: 900 })
  })

  test('comes back when its screen is gone', () => {
    expect(placeWindow(last(2500, 50), [screen])).toEqual({ width: 1400, height: 900 })
    expect(placeWindow(last(100, -500), [screen])).toEqual({ width: 1400, height: 900 })
    expect(placeWindow(last(2500, 50), [screen, { ...screen, x: 1920 }])).toMatchObject({ x: 2500 })
  })

  test('is no larger than the screen that there is now', () => {
    const laptop = { x: 0, y: 25, width: 1280, height: 775 }
    expect(placeWindow(last(100, 50), [laptop])).toEqual({ x: 100, y: 50, width: 1280, height: 775 })
    expect(placeWindow(last(2500, 50), [laptop])).toEqual({ width: 1280, height: 775 })
  })

  test('is left alone on a screen that goes on, and brought back whole from one that is gone', () => {
    const laptop = { x: 0, y: 25, width: 1280, height: 775 }
    const onLaptop = { x: 100, y: 50, width: 1100, height: 700 }
    const onTheOther = { x: 1400, y: 60, width: 2400, height: 1300 }
    const other = { x: 1280, y: 0, width: 2560, height: 1440 }
    expect(broughtBack(onLaptop, [laptop])).toBeNull()
    expect(broughtBack(onTheOther, [laptop, other])).toBeNull()
    // No larger than what there is: its title would lie above it.
    expect(broughtBack(onTheOther, [laptop])).toEqual(laptop)
    expect(broughtBack({ ...onLaptop, x: 5000 }, [laptop])).toEqual({ x: 90, y: 63, width: 1100, height: 700 })
    // While a computer wakes there may be no screen at all.
    expect(broughtBack(onTheOther, [])).toBeNull()
  })

  test('is never smaller than it works at', () => {
    const tiny = { bounds: { x: 0, y: 0, width: 10, height: 10 }, maximized: false }
    expect(placeWindow(tiny, [screen])).toMatchObject({ width: 960, height: 600 })
  })
})
