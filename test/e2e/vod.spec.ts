// A room-vod in the running app: mirrored from the CDN, then played from disk with the workspace gone.
import { expect, type Page, test } from 'playwright/test'
import type { Workspace } from '../hms/workspace.ts'
import type { RunningApp } from './app.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { shownAtS, shownFrame } from './shown-frame.ts'
import { everythingDownloaded, keepOnly, recordingRow } from './steps.ts'

let connected: ConnectedApp
let workspace: Workspace
let running: RunningApp

test.beforeAll(async () => {
  connected = await startConnectedApp()
  ;({ running, workspace } = connected)
})
test.afterAll(async () => {
  await connected.end()
})

test('a playlist is played from disk, offline, at any time of it', async () => {
  const { page } = running
  await keepOnly(page, ['room-vod'])
  const show = recordingRow(page, /Founders' hour.*0:33/).first()
  await expect(show).toBeVisible()
  await page.getByRole('button', { name: /Downloads/ }).click()
  await expect(page.getByRole('main')).toContainText('HLS recording')
  await everythingDownloaded(page)
  // Of a bucket of the customer's own only the playlist's link is signed: said, with where the file is.
  await expect(page.getByRole('main')).toContainText('gs://field-notes-archive/')
  await workspace.stop()

  await page.getByRole('button', { name: /^All recordings/ }).click()
  await show.dblclick()
  const video = page.locator('video')
  // What is opened began nine seconds after the playlist, which is of another recording of the session.
  await expect.poll(() => shownAtS(page)).toBeCloseTo(9, 0)
  expect(await seconds(page, 'duration')).toBeGreaterThan(30)
  await video.evaluate((element: HTMLVideoElement) => {
    element.currentTime = 21
  })
  await expect.poll(() => shownAtS(page)).toBeCloseTo(21, 0)
  // A key is a frame, by the segments' own times.
  let frame = (await shownFrame(page)) ?? Number.NaN
  for (const [key, by] of [...'..,,,'].map((each) => [each, each === '.' ? 1 : -1] as const)) {
    frame += by
    await page.keyboard.press(key)
    await expect.poll(() => shownFrame(page)).toBe(frame)
  }
  await page.getByRole('button', { name: 'Play' }).click()
  await expect.poll(() => seconds(page, 'currentTime')).toBeGreaterThan(21.5)
})

const seconds = (page: Page, which: 'currentTime' | 'duration') =>
  page.locator('video').evaluate((element: HTMLVideoElement, name) => element[name], which)
