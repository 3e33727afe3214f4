// Playing a film while it is still being downloaded: its beginning at once, and on without a break when all of it is here.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from 'playwright/test'
import { repositoryRoot } from '../../build/runtime-paths.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { callEngine, type RunningApp, startApp } from './app.ts'
import { repeatFilm } from './media-app/repeat-film.ts'
import { shownFrame } from './shown-frame.ts'
import { keepOnly, rowLasting } from './steps.ts'

let folder: string
let workspace: Workspace
let running: RunningApp
let page: Page

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-e2e-'))
  workspace = await startWorkspace()
  // Four minutes, which at the speed below take as long to come.
  const film = join(folder, 'long.mp4')
  await repeatFilm(join(repositoryRoot, 'test/fixtures/media/morning-harbour/composite.mp4'), film, 6, true)
  const bytes = await readFile(film)
  workspace.control.setContent(workspace.assetId('morning-harbour', 'room-composite'), { bytes })
  running = await startApp({
    DAILIES_LIBRARY: join(folder, 'Dailies'),
    DAILIES_API_URL: workspace.apiUrl,
    DAILIES_ACCESS_KEY: workspace.accessKey,
    DAILIES_APP_SECRET: workspace.appSecret,
  })
  page = running.page
  await callEngine(page, 'settings.set', { limitBytesPerS: Math.ceil(bytes.length / 240) })
  await keepOnly(page, ['transcript'])
})
test.afterAll(async () => {
  await running.close()
  await workspace.stop()
  await rm(folder, { recursive: true })
})

test('the beginning plays while the rest arrives, and the place is kept when all of it is here', async () => {
  await rowLasting(page, 'Morning show', '0:40').dblclick()
  await page.getByRole('tab', { name: 'Chat', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'No chat here yet', exact: true })).toBeVisible()
  await page.getByRole('tab', { name: 'Transcript', exact: true }).click()
  await page
    .getByRole('button', { name: /^Download now/ })
    .first()
    .click()
  const strip = page.getByText(/^Downloaded up to about/)
  await expect(strip).toBeVisible({ timeout: 20_000 })
  await expect.poll(() => shownFrame(page)).toBe(0)
  // Of four minutes.
  expect(await strip.textContent()).toMatch(/about [01]:/)
  await page.keyboard.press('Space')
  await expect.poll(() => shownFrame(page)).toBeGreaterThan(10)
  await expect(strip).toBeVisible()
  // To where nothing is yet, and back to what is here.
  await page.getByRole('slider', { name: 'Position', exact: true }).focus()
  await page.keyboard.press('End')
  await expect(page.getByText('Waiting for the download', { exact: true })).toBeVisible()
  await page.keyboard.press('Home')
  await expect
    .poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime))
    .toBeLessThan(20)
  await expect.poll(() => shownFrame(page)).toBeGreaterThan(10)

  await callEngine(page, 'settings.set', { limitBytesPerS: null })
  await expect(strip).toHaveCount(0, { timeout: 30_000 })
  const { paused, atS, reloads } = await page.locator('video').evaluate((video: HTMLVideoElement) => ({
    paused: video.paused,
    atS: video.currentTime,
    reloads: video.error,
  }))
  expect({ paused, reloads }).toEqual({ paused: false, reloads: null })
  expect(atS).toBeGreaterThan(0.4)
  // All of it can be reached now.
  await page.keyboard.press('Space')
  await page.keyboard.press('End')
  await expect
    .poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => [video.seeking, video.currentTime > 235]))
    .toEqual([false, true])
})
