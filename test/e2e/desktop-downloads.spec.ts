// What the system around the window hears of downloads: sleep, taskbar, notifications, leaving.
import { once } from 'node:events'
import { type ElectronApplication, expect, test } from 'playwright/test'
import { z } from 'zod'
import { callEngine, type RunningApp } from './app.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'

let connected: ConnectedApp
let running: RunningApp

test.beforeAll(async () => {
  connected = await startConnectedApp()
  ;({ running } = connected)
  await watchSystem(running.app)
})
test.afterAll(async () => {
  await connected.end()
})

test('a download is felt around the window, outlives it, and is told of when it is over', async () => {
  const { app, page } = running
  const ask = async (name: string, input: unknown) => callEngine(page, name, input)

  await test.step('what 100ms deletes soon is told once, and a click shows it', async () => {
    await page.getByRole('button', { name: 'Nothing by itself', exact: true }).click()
    await page.getByRole('button', { name: /^Show/ }).click()
    await expect
      .poll(() => notified(app), { timeout: 20_000 })
      .toContainEqual(expect.stringMatching(/^100ms deletes files/))
    await click(app, /^100ms deletes files/)
    await expect(page.getByRole('button', { name: /^Expiring soon/ })).toHaveAttribute('aria-current', /./)
  })

  await test.step('it keeps the computer awake and shows on the taskbar', async () => {
    await ask('settings.set', { limitBytesPerS: 30_000 })
    const ids = await recordingIds()
    expect(ids.length).toBeGreaterThan(0)
    await ask('downloads.start', { target: { kind: 'recordings', recordingIds: ids, types: null } })
    await expect.poll(() => isKeptAwake(app)).toBe(true)
    await expect.poll(async () => (await progressBars(app)).at(-1)).toMatchObject({ mode: 'normal' })
    await page.evaluate(() => window.dailies.invoke('app.setSettings', { keepAwake: false }))
    await expect.poll(() => isKeptAwake(app)).toBe(false)
  })

  await test.step('quitting asks, and goes on when it is told to', async () => {
    await app.evaluate(({ app: electron }) => electron.quit())
    await expect.poll(() => asked(app)).toBe(1)
    expect(await ask('library.state', {})).toMatchObject({ ok: true })
  })

  await test.step('without its window it goes on, says so once, and comes back', async () => {
    await page.close()
    await expect.poll(() => notified(app)).toContain('Dailies goes on downloading')
    const opened = app.waitForEvent('window')
    await app.evaluate(({ app: electron }) => electron.emit('activate'))
    const again = await opened
    await again.getByRole('button', { name: /Downloads/ }).waitFor()
    expect(await callEngine(again, 'library.state', {})).toMatchObject({ ok: true })

    await callEngine(again, 'settings.set', { limitBytesPerS: null })
    await expect
      .poll(() => notified(app), { timeout: 30_000 })
      .toContainEqual(expect.stringMatching(/^Downloads finished|could not be/))
    expect((await progressBars(app)).at(-1)).toMatchObject({ progress: -1 })
    await click(app, /^Downloads finished|could not be/)
    await expect(again.getByRole('heading', { name: 'Downloads', exact: true })).toBeVisible()
  })
})

test('when the system ends the session, nobody is asked', async () => {
  const another = await startConnectedApp()
  try {
    const { app, page } = another.running
    const policy = { types: ['room-composite'], roomIds: null, sinceMs: null, compositesOnlyExpiring: false }
    await callEngine(page, 'settings.set', { policy, limitBytesPerS: 30_000 })
    await expect.poll(() => isKeptAwake(app), { timeout: 30_000 }).toBe(true)
    const child = app.process()
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  } finally {
    await another.end()
  }
})

async function recordingIds(): Promise<number[]> {
  const someIds = Array.from({ length: 200 }, (_, index) => index + 1)
  const answer = await callEngine(running.page, 'library.rows', { ids: someIds })
  const { value } = z.object({ value: z.array(z.object({ id: z.number(), hasVideo: z.boolean() })) }).parse(answer)
  return value.filter((row) => row.hasVideo).map((row) => row.id)
}

// ---- what the system is told, written down instead of shown ----

type Seen = { notifications: Electron.Notification[]; bars: { progress: number; mode?: string }[]; asked: number }

async function watchSystem(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Notification, BrowserWindow, dialog }) => {
    const seen: Seen = { notifications: [], bars: [], asked: 0 }
    Object.assign(globalThis, { seen })
    Notification.isSupported = () => true
    Notification.prototype.show = function show() {
      seen.notifications.push(this)
    }
    BrowserWindow.prototype.setProgressBar = (progress, options) => {
      seen.bars.push({ progress, ...options })
    }
    dialog.showMessageBox = async () => {
      seen.asked += 1
      return { response: 1, checkboxChecked: false }
    }
  })
}

const notified = (app: ElectronApplication) =>
  app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.notifications.map(({ title }) => title))

const progressBars = (app: ElectronApplication) =>
  app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.bars)

const asked = (app: ElectronApplication) => app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.asked)

const click = (app: ElectronApplication, title: RegExp) =>
  app.evaluate((_electron, source) => {
    const { notifications } = (globalThis as unknown as { seen: Seen }).seen
    notifications.find((it) => new RegExp(source).test(it.title))?.emit('click')
  }, title.source)

/** Blockers are numbered from the start of the app. */
const isKeptAwake = (app: ElectronApplication) =>
  app.evaluate(({ powerSaveBlocker }) =>
    Array.from({ length: 50 }, (_, id) => id).some((id) => powerSaveBlocker.isStarted(id)),
  )
