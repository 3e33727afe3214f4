// The review room in the running app: a video fetched on the spot, frame by frame, by keys, found and marked, for everyone.
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from 'playwright/test'
import type { RunningApp } from './app.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { shownFrame } from './shown-frame.ts'
import { keepOnly, rowLasting } from './steps.ts'

let connected: ConnectedApp
let running: RunningApp
let page: Page

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  connected = await startConnectedApp()
  ;({ running } = connected)
  page = running.page
  // Everything that is read, nothing that is watched.
  await keepOnly(page, ['transcript', 'chat', 'summary'])
})
test.afterAll(async () => {
  await connected.end()
})

test('a video that isn’t here is fetched beside its transcript, and appears', async () => {
  await yesterdaysShow().dblclick()
  await expect(transcript().getByText(/\w/).first()).toBeVisible()
  await page.getByRole('button', { name: /^Download now/ }).click()
  await expect(page.locator('video')).toBeVisible({ timeout: 20_000 })
  await expect.poll(() => shownFrame(page)).toBe(0)
})

test('steps go frame by frame, and a move can be undone', async () => {
  await transcript().locator('[data-word]').nth(12).click()
  const from = await settledFrame()
  await page.keyboard.press('.')
  await expect.poll(() => shownFrame(page)).toBe(from + 1)
  await page.keyboard.press('.')
  await expect.poll(() => shownFrame(page)).toBe(from + 2)
  await page.keyboard.press(',')
  await expect.poll(() => shownFrame(page)).toBe(from + 1)
  await page.keyboard.press('u')
  await expect.poll(() => shownFrame(page)).toBe(0)
})

test('the space bar plays and L plays faster, wherever the mouse was last', async () => {
  await page.getByRole('tab', { name: 'Info', exact: true }).click()
  await page.keyboard.press('Space')
  await expect.poll(() => video((it) => it.paused)).toBe(false)
  await page.keyboard.press('l')
  await page.keyboard.press('l')
  expect(await video((it) => [it.playbackRate, it.preservesPitch])).toEqual([2, true])
  await page.keyboard.press('k')
  expect(await video((it) => it.paused)).toBe(true)
  await page.getByRole('tab', { name: 'Transcript', exact: true }).click()
})

test('finding in the transcript counts, and moves the playhead to the word', async () => {
  await page.keyboard.press('Home')
  await page.keyboard.press('ControlOrMeta+f')
  await page.getByRole('searchbox', { name: 'Find in the transcript', exact: true }).fill('FERRY')
  await expect(page.getByRole('search')).toContainText('1 of 1')
  await page.keyboard.press('Enter')
  await expect(markedWord()).toHaveText(/ferry/i)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('search')).toHaveCount(0)
})

test('the line the keyboard points at is where Enter goes', async () => {
  await transcript().focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  const pointedAt = await transcript().getAttribute('aria-activedescendant')
  await page.keyboard.press('Enter')
  await expect(page.locator(`#${pointedAt}`).locator('[data-now]')).toHaveCount(1)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing stands in anybody’s way, ${colorScheme}`, async () => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const tab of ['Transcript', 'Chat', 'Summary', 'People', 'Info']) {
      await page.getByRole('tab', { name: tab }).click()
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    }
    await page.getByRole('tab', { name: 'Transcript', exact: true }).click()
  })
}

test('the recording opens where it was left', async () => {
  await transcript().locator('[data-word]').nth(20).click()
  const at = await settledFrame()
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
  await yesterdaysShow().dblclick()
  await expect.poll(() => shownFrame(page)).toBe(at)
})

test('a word that is clicked before its film is there is where the recording was left, too', async () => {
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
  const letFilmCome = await holdFilm()
  await yesterdaysShow().dblclick()
  await transcript().locator('[data-word]').nth(40).click()
  await letFilmCome()
  const at = await settledFrame()
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
  await yesterdaysShow().dblclick()
  await expect.poll(() => shownFrame(page)).toBe(at)
})

/** A film that is opened is on a drive that has to wake first, until what this returns is called. */
async function holdFilm(): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const src = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'src') ?? {}
    let wake = () => {}
    Object.defineProperty(HTMLMediaElement.prototype, 'src', {
      ...src,
      set(this: HTMLMediaElement, url: string) {
        wake = () => Reflect.apply(src.set ?? wake, this, [url])
      },
    })
    const letFilmCome = () => {
      Object.defineProperty(HTMLMediaElement.prototype, 'src', src)
      wake()
    }
    Object.assign(window, { letFilmCome })
  })
  return () => page.evaluate(() => Reflect.get(window, 'letFilmCome')())
}

/** Forty seconds, 25 frames each. */
const yesterdaysShow = () => rowLasting(page, 'Morning show', '0:40')
const transcript = () => page.getByRole('listbox', { name: 'Transcript', exact: true })
const markedWord = () => page.locator('[data-word][data-now]')

function video<T>(read: (element: HTMLVideoElement) => T): Promise<T> {
  return page.locator('video').evaluate(read)
}

/** Once a seek has ended. */
async function settledFrame(): Promise<number> {
  await expect.poll(() => video((it) => it.seeking)).toBe(false)
  let last: number | undefined
  await expect
    .poll(async () => {
      const before = last
      last = await shownFrame(page)
      return last !== undefined && last > 0 && last === before
    })
    .toBe(true)
  return last ?? Number.NaN
}
