// The application menu and the palette on what is selected in the list: the same words, the same moment, the same result.
import { expect, type Locator, type Page, test } from 'playwright/test'
import { chooseInMenu, menuItem } from './app-menu.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { keepOnly, recordingRow, rowLasting } from './steps.ts'

test.describe.configure({ mode: 'serial' })

let connected: ConnectedApp
let page: Page

test.beforeAll(async () => {
  connected = await startConnectedApp()
  page = connected.running.page
  await keepOnly(page, [])
})
test.afterAll(async () => {
  await connected.end()
})

const ofOne = ['Review', 'Star', 'Tag…', 'Copy Link', 'Show in Folder'] as const

test('with nothing selected nothing can be done to it', async () => {
  for (const label of ofOne) await expect.poll(() => item(label), label).toBe(false)
  await expect.poll(() => item('Select All Recordings')).toBe(true)
})

test('one selected recording is starred, and the star taken back', async () => {
  await recordingRow(page, 'Late desk').first().click()
  for (const label of ofOne) await expect.poll(() => item(label), label).toBe(true)
  // Nothing of it is here.
  expect(await item('Remove from This Computer')).toBe(false)
  await choose('Star')
  await expect(star()).toBeVisible()
  await expect.poll(() => item('Remove Star')).toBe(true)
  expect(await item('Star')).toBeNull()
  await choose('Remove Star')
  await expect(star()).toHaveCount(0)
  await expect.poll(() => item('Star')).toBe(true)
})

test('all of the list are marked as reviewed, and that is taken back where it is told', async () => {
  await choose('Select All Recordings')
  await expect(bar()).toBeVisible()
  await expect.poll(() => item('Review')).toBe(false)
  expect(await item('Copy Link')).toBe(false)
  await choose('Mark as Reviewed')
  const told = page.getByRole('dialog').filter({ hasText: /^Marked \d+ recordings as reviewed/ })
  // It goes after some seconds, but not under the pointer.
  await told.hover()
  await expect.poll(() => item('Mark as Not Reviewed')).toBe(true)
  await expect(smartList('Unreviewed')).toHaveAccessibleName('Unreviewed')
  await told.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect.poll(() => item('Mark as Reviewed')).toBe(true)
  await expect(smartList('Unreviewed')).toHaveAccessibleName(/^Unreviewed \d+$/)
})

test('a question keeps what is typed into it, whatever the menu is asked', async () => {
  await page.getByRole('treegrid').focus()
  await choose('Tag…')
  const question = page.getByRole('dialog', { name: /^Tag \d+ recordings$/ })
  await question.getByRole('textbox').fill('harbour')
  for (const label of ['Clear Selection', 'Downloads', 'Star']) await choose(label)
  await expect(question.getByRole('textbox')).toHaveValue('harbour')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: /^Tag/ })).toHaveCount(0)
  await expect(page.getByRole('treegrid')).toBeFocused()
  await choose('Clear Selection')
  await expect(bar()).toHaveCount(0)
  await expect(recordingRow(page, 'harbour').first()).toBeVisible()
})

test('the menu turns the list into a grid, shuts the details, and sorts', async () => {
  await choose('Show as Grid')
  await expect(page.getByRole('grid')).toBeVisible()
  await choose('Show as List')
  await expect(page.getByRole('treegrid')).toBeVisible()
  await choose('Hide Details')
  await expect(page.getByRole('complementary', { name: 'Details', exact: true })).toHaveCount(0)
  await choose('Show Details')
  await expect(page.getByRole('complementary', { name: 'Details', exact: true })).toBeVisible()
  await choose('Title')
  await expect.poll(() => isMarked('Title')).toBe(true)
  await page.getByRole('button', { name: 'Sort', exact: true }).click()
  await expect(page.getByRole('menuitemradio', { name: 'Title', exact: true })).toBeChecked()
  await page.keyboard.press('Escape')
  await choose('Date')
  await expect.poll(() => isMarked('Date')).toBe(true)
})

test('a search and its end are in the menu, too', async () => {
  await choose('Find')
  await expect(page.getByRole('searchbox')).toBeFocused()
  expect(await item('Clear Search and Filters')).toBe(false)
  await page.keyboard.type('late')
  await expect.poll(() => item('Best Match')).toBe(true)
  await choose('Clear Search and Filters')
  await expect(page.getByRole('searchbox')).toHaveValue('')
})

test('the palette says it as the menu does, of the same recordings', async () => {
  await recordingRow(page, 'Late desk').first().click()
  await palette('>star')
  await expect(page.getByRole('option', { selected: true })).toHaveText(/^Star/)
  await page.keyboard.press('Enter')
  await expect.poll(() => item('Remove Star')).toBe(true)
  await palette('>remove star')
  await page.keyboard.press('Enter')
  await expect.poll(() => item('Star')).toBe(true)
})

test('another screen has nothing selected, and its own commands', async () => {
  await choose('Downloads')
  await expect(page.getByRole('heading', { name: 'Downloads', exact: true })).toBeVisible()
  for (const label of ofOne) await expect.poll(() => item(label), label).toBe(false)
  expect(await item('Pause All')).toBe(false)
  await choose('Library')
  await rowLasting(page, 'Morning show', '0:40').click()
  connected.workspace.faults.add({
    ...{ on: 'storage', kind: 'slow', bytesPerSecond: 2000, times: Number.POSITIVE_INFINITY },
  })
  await choose('Download')
  await expect.poll(() => item('Pause All')).toBe(true)
  await expect.poll(() => item('Cancel Download')).toBe(true)
  await choose('Pause All')
  await expect.poll(() => item('Resume All')).toBe(true)
  expect(await item('Pause All')).toBe(false)
})

test('in the queue the keyboard stays where it is, and a double click is one click', async () => {
  await choose('Downloads')
  const queue = page.getByRole('region', { name: 'Download queue', exact: true })
  const film = queue.getByRole('listitem').filter({ hasText: 'Composite' })
  const button = (name: string, of: Locator = film) => of.getByRole('button', { name, exact: true })
  const lines = await button('Cancel', queue).count()
  await button('Resume').focus()
  for (const next of ['Pause', 'Resume']) {
    await page.keyboard.press('Space')
    await expect(button(next)).toBeFocused()
  }
  await button('Resume').dblclick()
  await expect(button('Pause')).toBeVisible()
  await expect(button('Cancel', queue)).toHaveCount(lines)
  // Of a line that has gone the keyboard goes to the one in its place.
  await button('Cancel', queue).last().focus()
  await page.keyboard.press('Space')
  await expect(button('Cancel', queue)).toHaveCount(lines - 1)
  await expect(button('Cancel', queue).last()).toBeFocused()

  await choose('Library')
  await rowLasting(page, 'Field notes', '0:23').click()
  const files = page.getByRole('region', { name: 'Files', exact: true })
  await files
    .getByRole('button', { name: /^Download / })
    .first()
    .dblclick()
  // In line, or coming already.
  await expect(files.getByRole('button', { name: /^(Cancel|Pause)$/ })).toHaveCount(1)
})

const item = (label: string) => menuItem(connected.running.app, label)
const choose = (label: string) => chooseInMenu(connected.running.app, label)
const bar = () => page.getByRole('toolbar', { name: 'Selected recordings', exact: true })
const star = () => recordingRow(page, 'Late desk').first().getByLabel('Starred')
const smartList = (name: string) => page.getByRole('navigation').getByRole('button', { name })

/** Of those of which one is always so. */
const isMarked = (words: string) =>
  connected.running.app.evaluate(({ Menu }, wanted) => {
    const all = (items: readonly Electron.MenuItem[]): Electron.MenuItem[] =>
      items.flatMap((each) => [each, ...all(each.submenu?.items ?? [])])
    return all(Menu.getApplicationMenu()?.items ?? []).find(({ label }) => label === wanted)?.checked ?? false
  }, words)

async function palette(text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: /^Find/ })).toBeFocused()
  await page.keyboard.type(text)
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(/\d+ results?/)
}
