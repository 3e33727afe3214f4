// A room-vod in the running app: mirrored from the CDN, then played from disk with the workspace gone.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, type Page, test } from 'playwright/test'
import { type RunningApp, startApp } from './app.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { shownAtS, shownFrame } from './shown-frame.ts'
import { everythingDownloaded, keepOnly, rowLasting } from './steps.ts'

let connected: ConnectedApp
let offline: RunningApp | undefined
let page: Page

test.beforeAll(async () => {
  connected = await startConnectedApp()
  const online = connected.running.page
  await keepOnly(online, ['room-vod'])
  await expect(foundersHour(online)).toBeVisible()
  await online.getByRole('button', { name: /Downloads/ }).click()
  await expect(online.getByRole('main')).toContainText('HLS recording')
  await everythingDownloaded(online)
  // Of a bucket of the customer's own only the playlist's link is signed: said, with where the file is.
  await expect(online.getByRole('main')).toContainText('gs://field-notes-archive/')
  await connected.running.close()
  await connected.workspace.stop()
  offline = await startApp({ DAILIES_LIBRARY: connected.library })
  page = offline.page
})
test.beforeEach(async () => {
  await foundersHour(page).dblclick()
  // What is opened began nine seconds after the playlist, which is of another recording of the session.
  await expect.poll(() => shownAtS(page), { timeout: 30_000 }).toBeCloseTo(9, 0)
})
test.afterEach(async () => {
  // Where it was left is remembered.
  await seek(page, 9)
  await page.keyboard.press('Escape')
  await expect(foundersHour(page)).toBeVisible()
})
test.afterAll(async () => {
  await offline?.close()
  await connected.end()
})

test('a playlist is played from disk, offline, at any time of it', async () => {
  expect(await seconds(page, 'duration')).toBeGreaterThan(30)
  await seek(page, 21)
  await expect.poll(() => shownAtS(page)).toBeCloseTo(21, 0)
  // A key is a frame, by the segments' own times.
  let frame = (await shownFrame(page)) ?? Number.NaN
  for (const [key, by] of [...'..,,,'].map((each) => [each, each === '.' ? 1 : -1] as const)) {
    frame += by
    await page.keyboard.press(key)
    await expect.poll(() => shownFrame(page)).toBe(frame)
  }
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(() => seconds(page, 'currentTime')).toBeGreaterThan(21.5)
})

test('a part that could not be had is said, seen and not drawn, and playing goes on after it', async () => {
  // Left inside what is taken away.
  await seek(page, 22)
  await page.keyboard.press('Escape')
  await expect(foundersHour(page)).toBeVisible()
  const [from, to] = leaveOut(connected.library, 3)
  // What has been made so far was made of the whole.
  rmSync(join(connected.library, '.dailies/previews'), { recursive: true, force: true, maxRetries: 5 })
  await foundersHour(page).dblclick()
  await expect(
    page.getByText(/^This stream has a gap from 0:\d\d to 0:\d\d: that part couldn’t be had\./),
  ).toBeVisible()
  await expect.poll(() => seconds(page, 'duration')).toBeGreaterThan(30)
  await expect.poll(() => shownAtS(page)).toBeCloseTo(to, 0)
  // A step back leaves it at its other side. The pointer says what is there.
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => shownAtS(page)).toBeLessThan(from)
  const position = page.getByRole('slider', { name: 'Position', exact: true })
  await expect(position).toHaveAttribute('aria-valuetext', /of 33 seconds$/)
  const { width, x, y } = (await position.boundingBox()) ?? { width: 0, x: 0, y: 0 }
  await page.mouse.move(x + (width * (from + to)) / 2 / (await seconds(page, 'duration')), y + 20)
  await expect(position).toContainText('This part is missing')
  await expect.poll(() => loudness(page, to + 4.5, to + 6.5), { timeout: 20_000 }).toBeGreaterThan(0.2)
  expect(await loudness(page, from - 3, from - 1)).toBeGreaterThan(0.1)
  expect(await loudness(page, from + 0.2, to - 0.2)).toBe(0)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(() => seconds(page, 'currentTime')).toBeGreaterThan(to + 0.5)
  await expect.poll(() => shownAtS(page)).toBeGreaterThan(to)
})

/** As a download does with a segment that storage has lost, in each rendition. Returns where it was, in seconds. */
function leaveOut(library: string, index: number): readonly [number, number] {
  const paths = readdirSync(library, { recursive: true, encoding: 'utf8' }).map((path) => join(library, path))
  const playlists = paths.filter((path) => path.endsWith('.m3u8') && readFileSync(path, 'utf8').includes('#EXTINF'))
  let gap: readonly [number, number] = [Number.NaN, Number.NaN]
  for (const path of playlists) {
    const lines = readFileSync(path, 'utf8').split('\n')
    const at = lines.flatMap((line, place) => (line.startsWith('#EXTINF') ? [place] : []))
    const lengths = at.map((place) => Number.parseFloat(lines[place]?.slice('#EXTINF:'.length) ?? ''))
    const place = at[index] ?? Number.NaN
    rmSync(join(dirname(path), lines[place + 1] ?? ''))
    writeFileSync(path, lines.toSpliced(place, 0, '#EXT-X-GAP').join('\n'))
    const from = lengths.slice(0, index).reduce((all, each) => all + each, 0)
    gap = [from, from + (lengths[index] ?? Number.NaN)]
  }
  return gap
}

/** How much of the waveform's height is drawn between two seconds; even silence is a line. */
async function loudness(page: Page, fromS: number, toS: number): Promise<number> {
  const lengthS = await seconds(page, 'duration')
  return page.evaluate(
    ([start, end]) => {
      const canvas = document.querySelector<HTMLCanvasElement>('[role="slider"][aria-label="Position"] canvas')
      if (canvas === null) return -1
      const { width, height } = canvas
      const [left, columns] = [Math.round(width * start), Math.round(width * (end - start))]
      const data = canvas.getContext('2d')?.getImageData(left, 0, columns, height).data ?? []
      let drawn = 0
      for (let index = 3; index < data.length; index += 4) if ((data[index] ?? 0) > 0) drawn += 1
      return drawn / (columns * height)
    },
    [fromS / lengthS, toS / lengthS] as const,
  )
}

const foundersHour = (page: Page) => rowLasting(page, "Founders' hour", '0:33')

async function seek(page: Page, toS: number): Promise<void> {
  const video = page.locator('video')
  await video.evaluate((element: HTMLVideoElement, seconds) => {
    element.pause()
    element.currentTime = seconds
  }, toS)
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.seeking)).toBe(false)
}

const seconds = (page: Page, which: 'currentTime' | 'duration') =>
  page.locator('video').evaluate((element: HTMLVideoElement, name) => element[name], which)
