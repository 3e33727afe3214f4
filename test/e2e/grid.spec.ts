// The library as a grid, and choosing by drawing a box: with keys in two directions, at the edges, and beside dragging out.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from 'playwright/test'
import { makeLargeLibrary } from '../builders/large-library.ts'
import { callEngine, type RunningApp, startApp } from './app.ts'

test.describe.configure({ mode: 'serial' })

const recordings = 3000
let folder: string
let running: RunningApp
let page: Page

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-e2e-'))
  makeLargeLibrary(join(folder, 'Large'), {
    recordings,
    starredEvery: 2000,
    failedEvery: 5000,
    reviewedEvery: 4,
    // A hundred each in two months, so that headings stand between.
    newestMs: Date.UTC(2026, 3, 1, 1),
    titles: { [recordings]: 'The very first one' },
  })
  running = await startApp({ DAILIES_LIBRARY: join(folder, 'Large') })
  page = running.page
  await running.app.evaluate(({ BrowserWindow, webContents }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800)
    // With no button held the system would wait for ever.
    for (const each of webContents.getAllWebContents())
      each.startDrag = () => Object.assign(globalThis, { dragged: true })
  })
})
test.afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true })
})

const list = () => page.locator('[data-recordings]')
const cards = () => page.getByRole('grid').getByRole('gridcell')
const chosen = () => page.locator('[data-key][aria-selected=true]')
const focused = () => page.locator('[data-focused]')
const bar = () => page.getByRole('toolbar', { name: 'Selected recordings', exact: true })

test('the grid is chosen in the header, moves in two directions, and is remembered', async () => {
  await page.getByRole('button', { name: 'Show as grid', exact: true }).click()
  await expect(page.getByRole('grid')).toHaveAttribute('aria-colcount', /^[2-9]$/)
  const columns = Number(await page.getByRole('grid').getAttribute('aria-colcount'))
  await cards().first().click()
  const keyAt = (index: number) => cards().nth(index).getAttribute('data-key')
  const [second, below] = [await keyAt(1), await keyAt(columns + 1)]
  await page.keyboard.press('ArrowRight')
  await expect(focused()).toHaveAttribute('data-key', second ?? '')
  await page.keyboard.press('ArrowDown')
  await expect(focused()).toHaveAttribute('data-key', below ?? '')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(bar()).toContainText(`${columns + 1} recordings`)
  await page.keyboard.press('End')
  await expect(focused()).toContainText('The very first one')
  await expect(focused()).toBeInViewport()
  await page.reload()
  await expect(page.getByRole('grid')).toBeVisible()
})

test('what is chosen and in sight is the same in both views', async () => {
  await list().focus()
  await page.keyboard.press('Home')
  for (let times = 0; times < 30; times += 1) await page.keyboard.press('ArrowDown')
  const key = await focused().getAttribute('data-key')
  await page.keyboard.press('v')
  await expect(page.getByRole('treegrid')).toBeVisible()
  await expect(page.locator(`[data-key="${key}"]`)).toHaveAttribute('aria-selected', 'true')
  await expect(page.locator(`[data-key="${key}"]`)).toBeInViewport()
  await page.keyboard.press('v')
  await expect(page.locator(`[data-key="${key}"]`)).toBeInViewport()
})

test('a box drawn over cards chooses them, adds with Shift, and a click beside them lets go', async () => {
  await list().evaluate((element) => {
    element.scrollTop = 0
  })
  // A moment after the scroll the cards are still those of before.
  await expect(page.getByRole('grid').getByRole('row').first()).toHaveAttribute('aria-rowindex', '1')
  const columns = Number(await page.getByRole('grid').getAttribute('aria-colcount'))
  const [first, lower] = [await boxOf(cards().first()), await boxOf(cards().nth(columns))]
  await draw({ x: first.x - 8, y: first.y + 20 }, { x: first.x + 40, y: lower.y + 30 })
  await expect(chosen()).toHaveCount(2)
  await expect(bar()).toContainText('2 recordings')
  const last = await boxOf(cards().nth(columns - 1))
  await page.keyboard.down('Shift')
  await draw({ x: last.x + last.width + 4, y: last.y + 10 }, { x: last.x + 20, y: last.y + 30 })
  await page.keyboard.up('Shift')
  await expect(bar()).toContainText('3 recordings')
  await page.mouse.click(first.x - 8, first.y + 20)
  await expect(chosen()).toHaveCount(0)
})

test('at the lower edge the list scrolls on for as long as the box is drawn', async () => {
  const around = await boxOf(list())
  const first = await boxOf(cards().first())
  await page.mouse.move(first.x - 8, first.y + 20)
  await page.mouse.down()
  await page.mouse.move(first.x + 300, around.y + around.height + 60, { steps: 4 })
  await expect.poll(() => chosenCount()).toBeGreaterThan(40)
  await page.mouse.up()
  expect(await list().evaluate((element) => element.scrollTop)).toBeGreaterThan(0)
  await list().focus()
  await page.keyboard.press('Escape')
})

test('in the list a box begins beside the title, and nothing is dragged out by it', async () => {
  await page.keyboard.press('v')
  await page.keyboard.press('Home')
  // What is chosen is dragged out by any place of it.
  await page.keyboard.press('Escape')
  const line = (number: number) => page.getByRole('treegrid').locator(`[aria-rowindex="${number}"]`)
  await expect(line(1)).toBeInViewport()
  const [first, fourth] = [await boxOf(line(1)), await boxOf(line(4))]
  await draw({ x: first.x + first.width - 60, y: first.y + 30 }, { x: first.x + 300, y: fourth.y + 20 })
  await expect(bar()).toContainText('4 recordings')
  expect(await running.app.evaluate(() => 'dragged' in globalThis)).toBe(false)
})

test('all of a selection are tagged at once, and a tag is taken from all', async () => {
  await bar().getByRole('button', { name: /^Tag/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Tag 4 recordings', exact: true })
  await dialog.getByRole('textbox', { name: 'New tag', exact: true }).fill('keep')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(chosen().getByText('keep', { exact: true })).toHaveCount(4)
  await list().focus()
  await page.keyboard.press('t')
  await dialog.getByRole('checkbox', { name: 'keep', exact: true }).click()
  await expect(dialog.getByRole('checkbox')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(chosen().getByText('keep', { exact: true })).toHaveCount(0)
})

for (const view of ['list', 'grid'] as const) {
  test(`what is read and chosen in the ${view} stays while recordings above go, change and come, with a filter on`, async () => {
    if (view === 'grid') await page.getByRole('button', { name: 'Show as grid', exact: true }).click()
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Unreviewed/ })
      .click()
    const shown = () => page.getByRole('main').getByRole('status').first()
    await expect(shown()).toHaveText('2,250 recordings')
    await list().evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2
    })
    // A moment after the scroll the lines are still those of before.
    const line = page.locator('[data-key]').nth(12)
    await expect.poll(async () => Number(await line.getAttribute('data-key'))).toBeGreaterThan(recordings / 3)
    const same = page.locator(`[data-key="${await line.getAttribute('data-key')}"]`)
    await same.click()
    const { x, y } = await boxOf(same)
    const isHere = async () => {
      await expect(same).toHaveAttribute('aria-selected', 'true')
      expect(await boxOf(same)).toMatchObject(view === 'list' ? { x, y } : { y })
    }
    // Every fourth is reviewed and not in this list. Enough of them for several rows of the grid.
    const above = Array.from({ length: 24 }, (_, index) => index + 1)
    const [reviewed, others] = [above.filter((id) => id % 4 === 0), above.filter((id) => id % 4 !== 0)]
    const edit = async (ids: readonly number[], change: object) =>
      expect(await callEngine(page, 'recording.edit', { ids, change })).toMatchObject({
        ok: true,
        value: { error: null },
      })

    await edit(others, { kind: 'review', reviewed: true })
    await expect(shown()).toHaveText('2,232 recordings')
    await isHere()
    await edit(reviewed, { kind: 'review', reviewed: false })
    await expect(shown()).toHaveText('2,238 recordings')
    await isHere()
    await edit(reviewed, { kind: 'title', title: 'Now it is called something else' })
    await edit(others, { kind: 'review', reviewed: false })
    await expect(shown()).toHaveText('2,256 recordings')
    await isHere()
    await edit(reviewed, { kind: 'review', reviewed: true })
    await expect(shown()).toHaveText('2,250 recordings')
    await isHere()
  })
}

async function boxOf(what: Locator) {
  await what.waitFor()
  const box = await what.boundingBox()
  if (box === null) throw new Error('It is not on the screen')
  return box
}

type Point = { readonly x: number; readonly y: number }

async function draw(from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 6 })
  await page.mouse.up()
}

async function chosenCount(): Promise<number> {
  const words = (await bar().isVisible()) ? await bar().innerText() : ''
  return Number.parseInt(words.replaceAll(',', ''), 10) || 0
}
