// A library of 100,000 recordings in the running app: it opens, moves, filters, sorts, finds, and stands still while a sync
// adds to it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, test } from 'playwright/test'
import { dayMs } from '../../preload/contract/time-terms.ts'
import { makeLargeLibrary } from '../builders/large-library.ts'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { type RunningApp, startApp } from './app.ts'
import { menuItem } from './app-menu.ts'

const recordings = 100_000
const rooms = 20_000
let folder: string
let running: RunningApp
let workspace: Workspace
let list: Locator

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-e2e-'))
  makeLargeLibrary(join(folder, 'Large'), {
    recordings,
    rooms,
    starredEvery: 2000,
    failedEvery: 5000,
    reviewedEvery: 4,
    // Before all that the simulated workspace has, so that what a sync adds stands above.
    newestMs: Date.now() - 400 * dayMs,
    titles: { 70000: 'Aardvark census', [recordings]: 'The very first one' },
  })
  running = await startApp({ DAILIES_LIBRARY: join(folder, 'Large') })
  workspace = await startWorkspace()
  list = running.page.getByRole('treegrid')
})
test.afterAll(async () => {
  await running.close()
  await workspace.stop()
  await rm(folder, { recursive: true })
})

const shownCount = () => running.page.getByRole('main').getByRole('status').first()
const smartList = (name: string) => running.page.getByRole('navigation').getByRole('button', { name })
const line = (words: string) => list.getByRole('row').filter({ hasText: words })

test('the whole list is there and the keyboard reaches both ends', async () => {
  await expect(shownCount()).toHaveText('100,000 recordings')
  await expect(list).toHaveAttribute('aria-rowcount', String(recordings))
  await list.focus()
  await running.page.keyboard.press('End')
  await expect(line('The very first one')).toHaveAttribute('aria-selected', 'true')
  await expect(line('The very first one')).toBeInViewport()
  await running.page.keyboard.press('Home')
  await expect(list.locator('[aria-rowindex="1"]')).toBeInViewport()
})

test('the sidebar counts what its lists then show', async () => {
  await expect(smartList('Starred')).toContainText('50')
  await expect(smartList('Failed')).toContainText('20')
  await expect(smartList('Unreviewed')).toContainText('75,000')
  await smartList('Unreviewed').click()
  await expect(shownCount()).toHaveText('75,000 recordings')
  await smartList('Starred').click()
  await expect(shownCount()).toHaveText('50 recordings')
})

test('all of a list are chosen and starred at once, and the counts follow', async () => {
  await smartList('Failed').click()
  await expect(shownCount()).toHaveText('20 recordings')
  await list.focus()
  await running.page.keyboard.press('ControlOrMeta+a')
  const chosen = running.page.getByRole('toolbar', { name: 'Selected recordings', exact: true })
  await expect(chosen).toContainText('20 recordings')
  await chosen.getByRole('button', { name: 'Star', exact: true }).click()
  // Each second one of them was starred before.
  await expect(smartList('Starred')).toContainText('60')
  await smartList('All recordings').click()
  await expect(shownCount()).toHaveText('100,000 recordings')
  await list.focus()
  await running.page.keyboard.press('ControlOrMeta+a')
  await expect(chosen).toContainText('100,000 recordings')
  for (const label of ['Download', 'Tag…', 'Remove from This Computer'])
    await expect.poll(() => menuItem(running.app, label), label).toBe(true)
  expect(await menuItem(running.app, 'Copy Link')).toBe(false)
  await running.page.keyboard.press('Escape')
  await expect(chosen).toBeHidden()
})

test('one among all is found by its title, and stands first when sorted by it', async () => {
  const box = running.page.getByRole('searchbox')
  await box.fill('aardvark cens')
  await expect(shownCount()).toHaveText('1 recording')
  await expect(line('Aardvark census')).toBeVisible()
  await box.fill('')
  await expect(shownCount()).toHaveText('100,000 recordings')
  await running.page.getByRole('button', { name: 'Sort', exact: true }).click()
  await running.page.getByRole('menuitemradio', { name: 'Title', exact: true }).click()
  await running.page.keyboard.press('Escape')
  await expect(list.locator('[aria-rowindex="1"]')).toContainText('Aardvark census')
  await running.page.getByRole('button', { name: 'By length', exact: true }).click()
  await expect(list.locator('[aria-rowindex="1"]')).toContainText('1:24:19')
  await running.page.getByRole('button', { name: 'By length, longest first', exact: true }).click()
  await expect(list.locator('[aria-rowindex="1"]')).toContainText('1:00')
  await running.page.getByRole('button', { name: 'Sort', exact: true }).click()
  await running.page.getByRole('menuitemradio', { name: 'Date', exact: true }).click()
  await running.page.keyboard.press('Escape')
  await expect(list.locator('[aria-rowindex="1"]')).not.toContainText('Aardvark census')
})

test('of twenty thousand rooms only those on the screen exist; keys and names reach all of them', async () => {
  const { page } = running
  const sidebar = page.getByRole('navigation')
  const list = sidebar.getByRole('list', { name: 'Rooms', exact: true })
  const item = (name: string) => list.getByRole('listitem').filter({ hasText: name })
  await expect(item('Room 00001')).toHaveAttribute('aria-setsize', String(rooms))
  expect(await list.getByRole('listitem').count()).toBeLessThan(80)
  await item('Room 00001').getByRole('button').focus()
  await page.keyboard.press('End')
  await expect(item('Room 20000').getByRole('button')).toBeFocused()
  await expect(item('Room 20000')).toBeInViewport()
  expect(await list.getByRole('listitem').count()).toBeLessThan(80)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Room 19999', level: 1, exact: true })).toBeVisible()
  await expect(shownCount()).toHaveText('5 recordings')
  await sidebar.getByRole('textbox', { name: 'Find a room', exact: true }).fill('room 12345')
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Room 12345', level: 1, exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await smartList('All recordings').click()

  await page
    .getByRole('toolbar', { name: 'Filters', exact: true })
    .getByRole('button', { name: 'Room', exact: true })
    .click()
  const choices = page.getByRole('dialog', { name: 'Room', exact: true })
  await expect(choices).toContainText('19,950 more')
  await choices.getByRole('textbox').fill('00777')
  await choices.getByRole('button', { name: /^Room 00777/ }).click()
  await expect(shownCount()).toHaveText('5 recordings')
  await choices.getByRole('textbox').fill('00778')
  await choices.getByRole('button', { name: /^Room 00778/ }).click()
  await expect(shownCount()).toHaveText('10 recordings')
  await page.keyboard.press('Escape')
  await page
    .getByRole('toolbar', { name: 'Filters', exact: true })
    .getByRole('button', { name: 'Clear', exact: true })
    .click()
  await expect(shownCount()).toHaveText('100,000 recordings')
})

test('what is read and what is chosen stay where they are while a sync adds recordings above', async () => {
  await list.evaluate((element) => {
    element.scrollTop = element.scrollHeight / 2
  })
  const read = list.getByRole('row').nth(12)
  // A moment after the scroll the rows are still those of the start.
  await expect.poll(async () => Number(await read.getAttribute('aria-rowindex'))).toBeGreaterThan(recordings / 3)
  const key = await read.getAttribute('data-key')
  const same = list.locator(`[data-key="${key}"]`)
  await same.click()
  const before = await same.boundingBox()
  const { apiUrl, accessKey, appSecret } = workspace
  await running.page.evaluate((connection) => window.dailies.invoke('workspace.connect', connection), {
    apiUrl,
    credentials: { kind: 'key', accessKey, appSecret },
    name: 'Simulated',
  })
  await expect(shownCount()).not.toHaveText('100,000 recordings')
  await expect.poll(async () => Number(await list.getAttribute('aria-rowcount'))).toBeGreaterThan(recordings + 5)
  await expect(same).toHaveAttribute('aria-selected', 'true')
  expect((await same.boundingBox())?.y).toBe(before?.y)
})
