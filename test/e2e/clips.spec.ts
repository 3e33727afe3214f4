// A clip in the running app: what is said before it is saved, the film that comes of it, and that it can be stopped.
import { copyFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page, test } from 'playwright/test'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { shownFrame } from './shown-frame.ts'
import { everythingDownloaded, keepOnly, rowLasting } from './steps.ts'

test.describe.configure({ mode: 'serial' })

let connected: ConnectedApp
let page: Page

test.beforeAll(async () => {
  connected = await startConnectedApp()
  page = connected.running.page
  await keepOnly(page, ['room-composite', 'transcript'])
  await page.getByRole('button', { name: /^Downloads/ }).click()
  await everythingDownloaded(page)
  await page.getByRole('button', { name: /^All recordings/ }).click()
  await show().dblclick()
  await expect.poll(() => shownFrame(page)).toBe(0)
})
test.afterAll(async () => {
  await connected.end()
})

test('without in and out the key says what to do first', async () => {
  await page.keyboard.press('e')
  await expect(page.getByText('Set in and out first, with I and O.')).toBeVisible()
  await expect(dialog()).toHaveCount(0)
})

test('it says that it starts with the key frame before, and does', async () => {
  await moveTo(7.5)
  await page.keyboard.press('i')
  await moveTo(12.3)
  await page.keyboard.press('o')
  await page.getByRole('button', { name: 'Save a clip', exact: true }).click()
  await expect(dialog()).toContainText('Starts 1.5 s earlier, at 0:06.000, the key frame before.')
  const clip = join(connected.folder, 'a clip.mp4')
  await choosing(clip)
  await dialog().getByRole('button', { name: 'Save…', exact: true }).click()
  await expect(page.getByText('Saved as a clip.mp4')).toBeVisible()
  await expect(dialog()).toHaveCount(0)
  expect((await readdir(connected.folder)).sort()).toEqual(['Dailies', 'a clip.mp4'])

  // Played by the app itself, in place of a film that it hasn't read yet: of others it keeps some minutes in memory.
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
  await copyFile(clip, await filmOf('Field notes'))
  await rowLasting(page, 'Field notes', '0:23').dblclick()
  await expect.poll(() => shownFrame(page)).toBe(150)
  await moveTo(5)
  await expect.poll(() => shownFrame(page)).toBe(275)
  const lengthS = await page.locator('video').evaluate((video: HTMLVideoElement) => video.duration)
  expect(lengthS).toBeGreaterThan(6.2)
  expect(lengthS).toBeLessThan(6.5)
})

test('a place that can’t be had is said where the question is, and another can be chosen', async () => {
  await moveTo(1)
  await page.keyboard.press('i')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('save a clip')
  await page.getByRole('option', { name: /Save a clip from in to out/ }).click()
  await choosing(join(connected.library, 'a clip.mp4'))
  await dialog().getByRole('button', { name: 'Save…', exact: true }).click()
  await expect(dialog().getByRole('alert')).toContainText('A clip is kept outside of the library')
  await page.keyboard.press('Escape')
  await expect(dialog()).toHaveCount(0)
})

test('stopped while the system asks where, it isn’t saved when that is answered; another one is', async () => {
  await connected.running.app.evaluate(({ dialog: system }) => {
    const answers: ((filePath: string) => void)[] = []
    Object.assign(globalThis, { answers })
    system.showSaveDialog = () =>
      new Promise((resolve) => answers.push((filePath) => resolve({ canceled: false, filePath })))
  })
  for (const asked of [1, 2]) {
    await page.getByRole('button', { name: 'Save a clip', exact: true }).click()
    await dialog().getByRole('button', { name: 'Save…', exact: true }).click()
    await expect.poll(systemAsks).toBe(asked)
    if (asked === 1) await dialog().getByRole('button', { name: 'Stop', exact: true }).click()
  }
  await answer(0, join(connected.folder, 'stopped.mp4'))
  await answer(1, join(connected.folder, 'wanted.mp4'))
  await expect(page.getByText('Saved as wanted.mp4')).toBeVisible()
  await expect(dialog()).toHaveCount(0)
  expect((await readdir(connected.folder)).sort()).toEqual(['Dailies', 'a clip.mp4', 'wanted.mp4'])
})

const dialog = () => page.getByRole('dialog', { name: 'Save a clip', exact: true })
/** Forty seconds, 25 frames each, a key frame every two seconds. */
const show = () => rowLasting(page, 'Morning show', '0:40')

async function moveTo(seconds: number): Promise<void> {
  await page.locator('video').evaluate((video: HTMLVideoElement, at) => {
    video.currentTime = at
  }, seconds)
  await expect.poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.seeking)).toBe(false)
}

/** What the person answers in the system's dialog. */
async function choosing(path: string): Promise<void> {
  await connected.running.app.evaluate(({ dialog: system }, filePath) => {
    system.showSaveDialog = async () => ({ canceled: false, filePath })
  }, path)
}

async function filmOf(room: string): Promise<string> {
  const [folder = ''] = await readdir(join(connected.library, room))
  return join(connected.library, room, folder, 'composite.mp4')
}

/** How often the system was asked where, by dialogs that wait for `answer`. */
const systemAsks = () =>
  connected.running.app.evaluate(() => (globalThis as unknown as { answers: unknown[] }).answers.length)

async function answer(index: number, path: string): Promise<void> {
  await connected.running.app.evaluate(
    (_electron, [at, filePath]) =>
      (globalThis as unknown as { answers: ((filePath: string) => void)[] }).answers[at]?.(filePath),
    [index, path] as const,
  )
}
