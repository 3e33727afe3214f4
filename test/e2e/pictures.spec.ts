// Pictures of recordings, made of the real fixture films in the running app: a poster in the list, a waveform that is loud
// where somebody speaks, small pictures that show the very frames. After a restart they are there without being made.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from 'playwright/test'
import { readStrip, STRIP_FRAMES_PER_SECOND } from '../fixtures/time-strip.ts'
import { MEDIA } from '../hms/content.ts'
import { callEngine, type RunningApp, startApp } from './app.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { pausedTrack } from './media-app/paused-track.ts'
import { keepOnly, rowLasting } from './steps.ts'

let connected: ConnectedApp
let again: RunningApp | undefined
let page: Page

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  connected = await startConnectedApp()
  page = connected.running.page
  const { workspace } = connected
  const bytes = await pausedTrack(join(MEDIA, 'late-desk/track-ines-audio.webm'), 8, 10)
  workspace.control.setContent(workspace.assetId('late-desk-participants', 'track'), { bytes })
  await keepOnly(page, ['room-composite', 'transcript', 'chat', 'track', 'room-vod'])
  await page.emulateMedia({ reducedMotion: 'reduce' })
})
test.afterAll(async () => {
  await again?.close()
  await connected.end()
})

test('the list shows each recording as it looks, a little after it has arrived', async () => {
  const poster = yesterdaysShow().locator('img')
  await expect(poster).toBeVisible({ timeout: 40_000 })
  await expect.poll(() => poster.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320)
})

test('the timeline shows when it is loud', async () => {
  await yesterdaysShow().dblclick()
  await expect(timeline().locator('canvas')).toBeVisible({ timeout: 20_000 })
  await expect.poll(() => loudness(page, 2)).toBeGreaterThan(0.2)
  expect(await loudness(page, 0.2)).toBeLessThan(0.1)
  expect(await loudness(page, 39.5)).toBeLessThan(0.1)
})

test('the pointer sees the very frame that is there', async () => {
  for (const share of [0.1, 0.42, 0.9]) {
    const box = await boxOf(page)
    await page.mouse.move(box.x + box.width * share, box.y + 40)
    await expect(page.locator('[data-at-s]')).toBeVisible({ timeout: 20_000 })
    // A moment after the pointer the picture is still that of before.
    await expect.poll(async () => Math.abs((await hoveredPicture(page)).atS - share * 40)).toBeLessThan(1)
    const { frame, atS } = await hoveredPicture(page)
    expect(frame).toBe(Math.round(atS * STRIP_FRAMES_PER_SECOND))
  }
  await page.mouse.move(5, 5)
  await expect(page.locator('[data-at-s]')).toHaveCount(0)
})

test('the keyboard sees it too, when it moves the playhead', async () => {
  // It is there for a moment only.
  const seen = page.waitForFunction(() => document.querySelector<HTMLElement>('[data-at-s]')?.dataset['atS'])
  await page.keyboard.press('Shift+ArrowRight')
  expect(Math.abs(Number(await (await seen).jsonValue()) - 15)).toBeLessThan(1)
  await expect(page.locator('[data-at-s]')).toHaveCount(0)
})

test('it is looked at nearer by keys, wheel and buttons, and goes with the playhead', async () => {
  const map = page.getByRole('scrollbar', { name: 'Part of the timeline that is shown', exact: true })
  await expect(map).toHaveCount(0)
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('+')
  await expect(map).toBeVisible()
  await page.keyboard.press('End')
  await expect(map).toHaveAttribute('aria-valuetext', /to 0:40$/)
  await page.keyboard.press('Home')
  await expect(map).toHaveAttribute('aria-valuetext', /^0:00 to/)
  await map.focus()
  await page.keyboard.press('ArrowRight')
  await expect(map).not.toHaveAttribute('aria-valuetext', /^0:00 to/)

  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])

  await page.getByRole('button', { name: 'Show all of it', exact: true }).click()
  await expect(map).toHaveCount(0)
  const box = await boxOf(page)
  await page.mouse.move(box.x + box.width / 2, box.y + 40)
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -300)
  await page.keyboard.up('Control')
  await expect(map).toBeVisible()
  await page.keyboard.press('0')
  await expect(map).toHaveCount(0)
})

test('what is looked for in the transcript stands on it', async () => {
  await page.keyboard.press('ControlOrMeta+f')
  await page.getByRole('searchbox', { name: 'Find in the transcript', exact: true }).fill('ferry')
  const tick = timeline().locator('[data-now]')
  await expect(tick).toHaveCount(1)
  const [box, spot] = [await boxOf(page), await tick.boundingBox()]
  // “Nine years, and the ferry crews …”, the third sentence.
  expect((((spot?.x ?? 0) - box.x) / box.width) * 40).toBeGreaterThan(9)
  expect((((spot?.x ?? 0) - box.x) / box.width) * 40).toBeLessThan(13)
  await page.keyboard.press('Escape')
  await expect(tick).toHaveCount(0)
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
})

test('where there is only sound, the waveform stands in the picture’s place', async () => {
  await rowLasting(page, 'Late desk', '0:42').dblclick()
  await page.getByRole('button', { name: /^Source/ }).click()
  await page.getByRole('menuitemradio', { name: /audio/ }).first().click()
  await expect(page.getByText('sound only')).toBeVisible()
  await expect.poll(() => page.locator('canvas').count(), { timeout: 40_000 }).toBe(3)
  // Nothing was recorded from eight seconds on for ten: what was said at twelve is heard at twenty-two.
  await expect.poll(() => loudness(page, 22, 52), { timeout: 20_000 }).toBeGreaterThan(0.1)
  expect(await loudness(page, 12, 52)).toBeLessThan(0.1)
  await page.keyboard.press('Escape')
})

test('after a restart they are there without being made', async () => {
  // All films, tracks and streams, one after another.
  test.setTimeout(180_000)
  await expect
    .poll(() => callEngine(page, 'previews.next', { except: [] }), { timeout: 90_000 })
    .toMatchObject({ ok: true, value: null })
  await connected.running.close()
  again = await startApp({ DAILIES_LIBRARY: connected.library })
  page = again.page
  const workers: string[] = []
  page.on('worker', (worker) => workers.push(worker.url()))
  await expect(yesterdaysShow().locator('img')).toBeVisible()
  await yesterdaysShow().dblclick()
  await expect(timeline().locator('canvas')).toBeVisible()
  await expect.poll(() => loudness(page, 2)).toBeGreaterThan(0.2)
  const box = await boxOf(page)
  await page.mouse.move(box.x + box.width / 2, box.y + 40)
  const { frame, atS } = await hoveredPicture(page)
  expect(frame).toBe(Math.round(atS * STRIP_FRAMES_PER_SECOND))
  expect(workers).toEqual([])
})

test('what there is of them is shown while they are made, and a recording that is left goes on from there', async () => {
  await rm(join(connected.library, '.dailies', 'previews'), { recursive: true })
  await page.addInitScript(holdPictures)
  await page.reload()
  await yesterdaysShow().dblclick()
  const pictures = page.locator('[data-at-s]')
  const pointAt = async (share: number) => {
    const box = await boxOf(page)
    await page.mouse.move(box.x + box.width * share, box.y + 40)
  }
  await expect(async () => {
    await pointAt(0.5)
    await expect(pictures).toBeVisible({ timeout: 500 })
  }).toPass()
  // The first of all, far from where the pointer is: it says so.
  await expect(pictures).toHaveAttribute('data-far', '')
  expect(await hoveredPicture(page)).toEqual({ frame: 0, atS: 0 })

  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
  await expect(yesterdaysShow()).toBeVisible()
  await page.evaluate(() => Object.assign(window, { holdPictures: false }))
  await yesterdaysShow().dblclick()
  await expect(timeline().locator('canvas')).toBeVisible()
  await expect(async () => {
    await pointAt(0.49)
    await pointAt(0.5)
    await expect(pictures).toBeVisible({ timeout: 500 })
    expect(Math.abs((await hoveredPicture(page)).atS - 20)).toBeLessThan(1)
  }).toPass({ timeout: 40_000 })
  const { frame, atS } = await hoveredPicture(page)
  expect(frame).toBe(Math.round(atS * STRIP_FRAMES_PER_SECOND))
  expect(await begunPictures(page)).toContainEqual([0, 1])
})

/** Forty seconds. */
const yesterdaysShow = () => rowLasting(page, 'Morning show', '0:40')
const timeline = () => page.getByRole('slider', { name: 'Position', exact: true })

async function boxOf(of: Page) {
  const box = await of.getByRole('slider', { name: 'Position', exact: true }).boundingBox()
  if (box === null) throw new Error('The timeline is not on the screen')
  return box
}

/** How much of the waveform's height is drawn at that second, around it. */
function loudness(of: Page, atS: number, lengthS = 40): Promise<number> {
  return of
    .getByRole('slider', { name: 'Position', exact: true })
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement, share) => {
      const { width, height } = canvas
      const columns = 9
      const x = Math.min(width - columns, Math.max(0, Math.round(width * share) - 4))
      const data = canvas.getContext('2d')?.getImageData(x, 0, columns, height).data ?? []
      let drawn = 0
      for (let index = 3; index < data.length; index += 4) if ((data[index] ?? 0) > 0) drawn += 1
      return drawn / (columns * height)
    }, atS / lengthS)
}

/** The frame number that can be read from the picture in the bubble, and the moment that it says it shows. */
async function hoveredPicture(of: Page): Promise<{ frame: number | undefined; atS: number }> {
  const { atS, ...picture } = await of.locator('[data-at-s]').evaluate(async (element: HTMLElement) => {
    // Another picture may take its place while this one is read.
    const atS = Number(element.dataset['atS'])
    const [width, height] = [element.clientWidth, element.clientHeight]
    const context = new OffscreenCanvas(width, height).getContext('2d')
    const shown = element.firstElementChild
    if (shown instanceof HTMLCanvasElement) context?.drawImage(shown, 0, 0)
    else if (shown !== null) {
      const style = getComputedStyle(shown)
      const [x = 0, y = 0] = style.backgroundPosition.split(' ').map((part) => -Number.parseFloat(part))
      const answer = await fetch(style.backgroundImage.slice(5, -2))
      const sheet = await createImageBitmap(await answer.blob())
      context?.drawImage(sheet, x, y, width, height, 0, 0, width, height)
    }
    const data = [...(context?.getImageData(0, 0, width, height).data ?? [])]
    return { atS, width, height, data }
  })
  return { frame: readStrip(picture), atS }
}

/** From the page's next load on: workers that make pictures wait after their first step, until `holdPictures` is false. */
function holdPictures(): void {
  const started: unknown[] = []
  Object.assign(window, { holdPictures: true, startedPictures: started })
  const post = Worker.prototype.postMessage
  Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: []) {
    const isHeld = Reflect.get(window, 'holdPictures') === true
    const { kind, job } = Object(message)
    if (kind === 'start') started.push(job)
    if (isHeld && kind === 'pace') return
    const said = isHeld && kind === 'start' ? { ...Object(message), pace: { paused: true, gentle: false } } : message
    return Reflect.apply(post, this, [said, ...rest])
  }
}

/** For each film how many pictures each of its workers was given that had been made before. */
function begunPictures(of: Page): Promise<number[][]> {
  return of.evaluate(() => {
    type Job = { assetId: number; begun: { info: { strip: { timesS: (number | null)[] } } } | null }
    const started: Job[] = Reflect.get(window, 'startedPictures')
    const films = [...new Set(started.map(({ assetId }) => assetId))]
    const given = ({ begun }: Job) => begun?.info.strip.timesS.filter((timeS) => timeS !== null).length ?? 0
    return films.map((film) => started.filter(({ assetId }) => assetId === film).map(given))
  })
}
