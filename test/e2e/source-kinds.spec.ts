// Every kind of source that a session can have, driven once: the place is kept from one to the next, a film without words
// plays, an empty file says so, and a film that came anew isn't played from what was remembered of the old one.
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from 'playwright/test'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { type RunningApp, startApp } from './app.ts'
import { shownFrame } from './shown-frame.ts'
import { everythingDownloaded, keepOnly, recordingRow, rowLasting } from './steps.ts'

test.describe.configure({ mode: 'serial' })

let folder: string
let workspace: Workspace
let running: RunningApp
let page: Page
const faults: string[] = []

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-e2e-'))
  workspace = await startWorkspace()
  const { roomId, sessionId } = workspace.recording('late-desk')
  workspace.control.addRecording({
    ...{ name: 'late-desk-legacy', kind: 'unlisted', roomId, sessionId, durationSeconds: 42 },
    createdMs: Date.now() - 5 * 86_400_000,
    assets: [{ type: 'room-composite-legacy', content: { file: 'late-desk/composite.mp4' } }],
  })
  running = await startApp({
    DAILIES_LIBRARY: join(folder, 'Dailies'),
    DAILIES_API_URL: workspace.apiUrl,
    DAILIES_ACCESS_KEY: workspace.accessKey,
    DAILIES_APP_SECRET: workspace.appSecret,
  })
  page = running.page
  await keepOnly(page, ['room-composite', 'room-composite-legacy', 'stream', 'track', 'transcript'])
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text())
  })
  await page.getByRole('button', { name: /^Downloads/ }).click()
  await everythingDownloaded(page)
  await page.getByRole('button', { name: /^All recordings/ }).click()
})
test.afterAll(async () => {
  await running.close()
  await workspace.stop()
  await rm(folder, { recursive: true })
})

test('from composite to stream, track and legacy and back, the place is kept', async () => {
  await rowLasting(page, 'Late desk', '0:42').dblclick()
  await expect.poll(() => shownFrame(page)).toBe(0)
  await page.getByRole('slider', { name: 'Position', exact: true }).focus()
  for (let pages = 0; pages < 4; pages += 1) await page.keyboard.press('PageUp')
  await expect.poll(() => position()).toBeGreaterThan(15)
  const placeS = await position()
  const source = page.getByRole('button', { name: /^Source: / })
  await expect(source).toHaveText('Composite')
  for (const kind of [/stream/i, /audio/i, /legacy/i]) {
    await source.click()
    await page.getByRole('menuitemradio', { name: kind }).click()
    await expect(source).toHaveText(kind)
    await expect.poll(() => video((it) => it.readyState > 1 && !it.seeking)).toBe(true)
    // On its own clock: these began a little after the recording.
    await expect.poll(async () => Math.abs((await position()) - placeS)).toBeLessThan(4)
    if (kind.test('stream')) await moveWords()
  }
  // Its drive is away for a moment.
  const back = await takeAway(/^Late desk.*composite\.mp4$/)
  await source.click()
  await page.getByRole('menuitemradio', { name: /^Composite 0:/ }).click()
  const told = page.getByRole('alert').filter({ hasText: 'This doesn’t play' })
  await expect(told).toContainText('Its drive may be away')
  await back()
  await told.getByRole('button', { name: 'Try again', exact: true }).click()
  await expect(told).toHaveCount(0)
  await expect.poll(() => video((it) => it.readyState > 1 && !it.seeking)).toBe(true)
  await expect.poll(() => position()).toBeCloseTo(placeS, 1)
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
})

test('from layer to layer the place is kept, and the picture is the layer’s own', async () => {
  await rowLasting(page, "Founders' hour", '0:33').dblclick()
  const width = () => video((it) => it.videoWidth)
  const choose = async (layer: RegExp) => {
    await page.getByRole('button', { name: /^Source: / }).click()
    await page.getByRole('menuitemradio', { name: layer }).click()
  }
  await choose(/720p/)
  await expect.poll(width).toBe(1280)
  await page.getByRole('slider', { name: 'Position', exact: true }).focus()
  for (let pages = 0; pages < 4; pages += 1) await page.keyboard.press('PageUp')
  await expect.poll(() => video((it) => it.seeking)).toBe(false)
  const placeS = await position()
  expect(placeS).toBeGreaterThan(10)
  await choose(/360p/)
  await expect.poll(width).toBe(640)
  await expect.poll(() => position()).toBeCloseTo(placeS, 1)
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
})

test('a film that nobody transcribed plays, and says what it lacks', async () => {
  await oldStudio().dblclick()
  await expect(page.getByRole('heading', { name: 'No transcript', exact: true })).toBeVisible()
  await page.keyboard.press('Space')
  await expect.poll(() => position()).toBeGreaterThan(0.5)
  await page.keyboard.press('k')
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
})

test('a film that came anew plays as it is now', async () => {
  const before = await lengthOf(oldStudio)
  workspace.control.setContent(workspace.assetId('legacy', 'room-composite-legacy'), {
    file: 'field-notes/composite.mp4',
  })
  await running.app.evaluate(({ shell }) => {
    shell.trashItem = async (path) => process.getBuiltinModule('node:fs').rmSync(path)
  })
  await oldStudio().click()
  await page.getByRole('treegrid').press('Delete')
  const files = page.getByRole('region', { name: 'Files', exact: true })
  await expect(files).toContainText('none here')
  await page.getByRole('treegrid').press('d')
  await expect(files).toContainText('all here')
  expect(Math.abs((await lengthOf(oldStudio)) - before)).toBeGreaterThan(1)
})

test('an empty film says so, and nobody looks for pictures in it', async () => {
  await recordingRow(page, 'Late desk')
    .filter({ hasNotText: 'Recording', hasNot: page.getByText('0:42', { exact: true }) })
    .first()
    .dblclick()
  await expect(page.getByRole('alert')).toContainText('This file is empty')
  expect(faults.filter((text) => /416|pictures/i.test(text))).toEqual([])
})

test('the keys do no more with a film that doesn’t play than its buttons', async () => {
  await expect(page.getByRole('button', { name: 'Set in', exact: true })).toBeDisabled()
  await page.keyboard.press('ArrowRight')
  for (const key of ['i', 'ArrowRight', 'o', 'j']) await page.keyboard.press(key)
  // It would be pausing, did J wind back.
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeDisabled()
  await page.keyboard.press('e')
  await expect(page.getByText('Set in and out first, with I and O.')).toBeVisible()
  await page.keyboard.press('p')
  await expect(page.getByText('There is no picture here.')).toBeVisible()
})

/** A source's place is an estimate: the words beside it are put later, and back. */
async function moveWords(): Promise<void> {
  const time = page.getByRole('listbox', { name: 'Transcript', exact: true }).getByText(/^\d+:\d\d$/)
  const last = async () => Number((await time.last().textContent())?.split(':').at(-1))
  const before = await last()
  for (let tenths = 0; tenths < 10; tenths += 1)
    await page.getByRole('button', { name: 'Transcript later', exact: true }).click()
  await expect.poll(last).toBe(before + 1)
  await expect(page.getByText('+1.0 s', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Reset', exact: true }).click()
  await expect.poll(last).toBe(before)
}

const oldStudio = () => recordingRow(page, 'Old studio').first()

/** Returns what brings them back. */
async function takeAway(which: RegExp): Promise<() => Promise<void>> {
  const library = join(folder, 'Dailies')
  const names = (await readdir(library, { recursive: true })).filter((name) => which.test(name))
  for (const name of names) await rename(join(library, name), join(library, `${name} away`))
  return async () => {
    for (const name of names) await rename(join(library, `${name} away`), join(library, name))
  }
}

function video<T>(read: (element: HTMLVideoElement) => T): Promise<T> {
  return page.locator('video').evaluate(read)
}

/** Seconds, on the source's clock. */
const position = () => video((it) => it.currentTime)

/** Seconds; of the film that the review room plays. */
async function lengthOf(row: typeof oldStudio): Promise<number> {
  await row().dblclick()
  await expect.poll(() => video((it) => it.duration)).toBeGreaterThan(0)
  const seconds = await video((it) => it.duration)
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
  return seconds
}
