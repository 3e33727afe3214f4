// Films that can't be shown, or not all of them: what is said, what plays instead, and that the place isn't lost.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, type Page, test } from 'playwright/test'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { shownAtS } from './shown-frame.ts'
import { everythingDownloaded, keepOnly, rowLasting } from './steps.ts'

test.describe.configure({ mode: 'serial' })

let connected: ConnectedApp
let page: Page

test.beforeAll(async () => {
  connected = await startConnectedApp()
  page = connected.running.page
  await keepOnly(page, ['room-composite', 'room-vod'])
  await page.getByRole('button', { name: /^Downloads/ }).click()
  await expect(page.getByRole('main')).toContainText('HLS recording')
  await everythingDownloaded(page)
  for (const path of await filesCalled(/^composite\.mp4$/)) await inUnknownFormat(path)
  for (const path of await filesCalled(/^00004\.m4s$/)) await rm(path)
  await page.getByRole('button', { name: /^All recordings/ }).click()
  await rowLasting(page, "Founders' hour", '0:33').dblclick()
})
test.afterAll(async () => {
  await connected.end()
})

test('a picture that can’t be decoded is named, its sound plays, and the next best source goes on from there', async () => {
  const said = page.getByRole('alert').filter({ hasText: 'The picture is in a format called “xyz1”' })
  await expect(said).toBeVisible()
  await moveTo(12)
  await page.keyboard.press('i')
  await moveTo(10)
  await said.getByRole('button', { name: /^Play / }).click()
  await expect(said).toHaveCount(0)
  // It is of another recording of the session, which began nine seconds earlier.
  await expect.poll(() => shownAtS(page)).toBeCloseTo(19, 0)
  // In is still the same moment.
  await page.keyboard.press('Shift+I')
  await expect.poll(() => shownAtS(page)).toBeCloseTo(21, 0)
})

test('a stream that lacks a segment says which, and goes on after it', async () => {
  await moveTo(11)
  await page.getByRole('button', { name: /^Source: / }).click()
  await page.getByRole('menuitemradio', { name: /HLS/ }).click()
  await expect.poll(() => shownAtS(page)).toBeCloseTo(11, 0)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: '“00004.m4s”' })).toContainText('from 0:12 to 0:18')
  await expect.poll(() => shownAtS(page), { timeout: 20_000 }).toBeGreaterThan(18.2)
})

async function filesCalled(name: RegExp): Promise<string[]> {
  let found: string[] = []
  await expect
    .poll(async () => {
      const names = await readdir(connected.library, { recursive: true })
      found = names.filter((each) => name.test(basename(each)))
      return found.length
    })
    .toBeGreaterThan(0)
  return found.map((each) => join(connected.library, each))
}

/** The same film, but nobody knows how its picture is written. */
async function inUnknownFormat(path: string): Promise<void> {
  const film = await readFile(path)
  for (let at = film.indexOf('avc1'); at !== -1; at = film.indexOf('avc1', at)) film.write('xyz1', at)
  await writeFile(path, film)
}

async function moveTo(seconds: number): Promise<void> {
  await page.locator('video').evaluate((video: HTMLVideoElement, at) => {
    video.currentTime = at
  }, seconds)
  await expect.poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.seeking)).toBe(false)
}
