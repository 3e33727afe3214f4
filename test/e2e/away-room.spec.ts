// The review room of a stream while its library's drive is away for long, and when it is back.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page, test } from 'playwright/test'
import { type RunningApp, startApp } from './app.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { everythingDownloaded, keepOnly, rowLasting } from './steps.ts'

test.describe.configure({ mode: 'serial' })

let connected: ConnectedApp
let offline: RunningApp | undefined
let page: Page

test.beforeAll(async () => {
  connected = await startConnectedApp()
  const online = connected.running.page
  await keepOnly(online, ['room-vod'])
  await online.getByRole('button', { name: /Downloads/ }).click()
  await expect(online.getByRole('main')).toContainText('HLS recording')
  await everythingDownloaded(online)
  await connected.running.close()
  await connected.workspace.stop()
  makeLonger(connected.library)
  offline = await startApp({ DAILIES_LIBRARY: connected.library })
  page = offline.page
  await foundersHour().dblclick()
  await expect.poll(() => film((it) => it.duration)).toBeGreaterThan(100)
  // Where it opens it has gone to by then: what is asked of the element meanwhile the player would take for that.
  await expect.poll(isShown).toBe(true)
})
test.afterAll(async () => {
  await offline?.close()
  await connected.end()
})

test('a stream that couldn’t be read on isn’t called incomplete, and is whole when its drive is back', async () => {
  await rename(connected.library, `${connected.library} away`)
  await film((it) => {
    it.currentTime = 120
  })
  await expect(page.getByRole('alert')).toContainText('Its drive may be away')
  await expect(awayStrip()).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('downloading the stream again')).toHaveCount(0)
  await rename(`${connected.library} away`, connected.library)
  await expect(awayStrip()).toHaveCount(0, { timeout: 30_000 })
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect.poll(isShown).toBe(true)
  expect(await film((it) => it.currentTime)).toBeCloseTo(120, 0)
  await page.keyboard.press('Space')
  await expect.poll(() => film((it) => it.currentTime)).toBeGreaterThan(120.5)
  await page.keyboard.press('k')
})

test('what is done to a marker while the drive is away isn’t shown as done, and it is said', async () => {
  await page.keyboard.press('m')
  await page.keyboard.type('Stays')
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: /^Markers/ }).click()
  await expect(markers()).toHaveCount(1)
  const saved = () => filesOf(connected.library).filter((path) => path.endsWith('recording.json') && isWrittenIn(path))
  await expect.poll(saved).toHaveLength(1)
  await rename(connected.library, `${connected.library} away`)
  await expect(awayStrip()).toBeVisible({ timeout: 30_000 })
  await expect(awayStrip()).not.toContainText('try it again then')
  await markers().getByRole('button', { name: /Stays/ }).press('Delete')
  await expect(awayStrip()).toContainText('Anything else that you try meanwhile isn’t done: try it again then.')
  await expect(markers()).toHaveCount(1)
  await rename(`${connected.library} away`, connected.library)
  await expect(awayStrip()).toHaveCount(0, { timeout: 30_000 })
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(markers()).toHaveCount(1)
  await markers().getByRole('button', { name: /Stays/ }).press('Delete')
  await expect(markers()).toHaveCount(0)
})

test('a part that isn’t there, with the library at hand, is said and stepped over', async () => {
  for (const path of filesOf(connected.library).filter((each) => each.endsWith('00007.m4s'))) rmSync(path)
  await page.keyboard.press('Escape')
  await foundersHour().dblclick()
  await expect(page.getByRole('alert')).toContainText(/“00007\.m4s”, a part of this stream .* isn’t on this computer/)
  await expect(page.getByRole('alert')).toHaveCount(1)
  await expect.poll(() => film((it) => it.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA)).toBe(true)
})

const awayStrip = () => page.getByRole('status').filter({ hasText: /wait here, and are saved when the library/ })
const foundersHour = () => rowLasting(page, "Founders' hour", '0:33')
const markers = () => page.getByRole('list', { name: 'Markers', exact: true }).getByRole('listitem')

function film<T>(read: (element: HTMLVideoElement) => T): Promise<T> {
  return page.locator('video').evaluate(read)
}

const isShown = () => film((it) => !it.seeking && it.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA)
const isWrittenIn = (sidecar: string): boolean => readFileSync(sidecar, 'utf8').includes('"Stays"')

const filesOf = (library: string) =>
  readdirSync(library, { recursive: true, encoding: 'utf8' }).map((path) => join(library, path))

/** Five times as long, with the same segments: more than is read ahead. */
function makeLonger(library: string): void {
  for (const path of filesOf(library).filter((each) => each.endsWith('.m3u8'))) {
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('#EXT-X-PROGRAM-DATE-TIME'))
    const first = lines.findIndex((line) => line.startsWith('#EXTINF'))
    if (first === -1) continue
    const head = lines.slice(0, first)
    const body = lines.slice(first, lines.indexOf('#EXT-X-ENDLIST'))
    const again = ['#EXT-X-DISCONTINUITY', ...head.filter((line) => line.startsWith('#EXT-X-MAP')), ...body]
    writeFileSync(path, [...head, ...body, ...again, ...again, ...again, ...again, '#EXT-X-ENDLIST', ''].join('\n'))
  }
}
