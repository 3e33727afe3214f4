// The review room's edges: where the keyboard goes when something opens over it, what Escape leaves, what menu and palette
// can tell it, and that a marker can be brought back.
import { readdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, type Page, test } from 'playwright/test'
import { chooseInMenu, menuItem as itemOf } from './app-menu.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { shownFrame } from './shown-frame.ts'
import { everythingDownloaded, keepOnly, rowLasting } from './steps.ts'

test.describe.configure({ mode: 'serial' })

let connected: ConnectedApp
let page: Page

test.beforeAll(async () => {
  connected = await startConnectedApp()
  page = connected.running.page
  await keepOnly(page, ['room-composite', 'transcript', 'chat'])
  await page.getByRole('button', { name: /^Downloads/ }).click()
  await everythingDownloaded(page)
  await page.getByRole('button', { name: /^All recordings/ }).click()
  await show().dblclick()
  await expect.poll(() => shownFrame(page)).toBe(0)
})
test.afterAll(async () => {
  await connected.end()
})

test('the menu offers what the room can do at this moment, and does it', async () => {
  await expect.poll(() => menuItem('Add a Marker')).toBe(true)
  expect(await menuItem('Save a Clip…')).toBe(false)
  await choose('Set In')
  await expect.poll(() => menuItem('Save a Clip…')).toBe(true)
  await choose('Save a Clip…')
  await expect(clip()).toContainText('Starts exactly there.')
})

test('the keyboard is on what a clip is saved with, once it is known what it will be', async () => {
  await expect(clip().getByRole('button', { name: 'Save…', exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(clip()).toHaveCount(0)
  await page.keyboard.press('x')
  await expect.poll(() => menuItem('Save a Clip…')).toBe(false)
})

test('the palette adds a marker, and knows no key that the room doesn’t hear', async () => {
  await find('>add a marker')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(field()).toBeFocused()
  await page.keyboard.type('The ferry leaves')
  await find('>download')
  const download = page.getByRole('option', { name: /^Download$/ })
  await expect(download).toBeVisible()
  await expect(download.locator('kbd')).toHaveCount(0)
})

test('over a marker’s words it waits for them: Escape brings back the field as it was', async () => {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('combobox')).toHaveCount(0)
  await expect(field()).toBeFocused()
  await page.keyboard.type(' late')
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: /^Markers/ }).click()
  await expect(rows()).toHaveText(/The ferry leaves late/)
})

test('the menu exports markers by opening their list of formats', async () => {
  await page.getByRole('tab', { name: 'Transcript', exact: true }).click()
  await choose('Export Markers…')
  await expect(page.getByRole('menuitem', { name: 'CSV, a table…', exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
})

test('a deleted marker is told, and can be brought back from there', async () => {
  await rows().getByRole('button', { name: /^0:00/ }).focus()
  await page.keyboard.press('Delete')
  await expect(rows()).toHaveCount(0)
  const told = page.getByRole('dialog').filter({ hasText: '“The ferry leaves late” was deleted.' })
  await told.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(rows()).toHaveText(/The ferry leaves late/)
})

test('the palette takes the place of the sheet of keys', async () => {
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard in the review room', exact: true })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: /^Find/ })).toBeFocused()
  await expect(page.getByRole('dialog', { name: 'Keyboard in the review room', exact: true })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('combobox')).toHaveCount(0)
})

test('Escape goes back step by step: out of find, to the picture, out of the full screen, to the library', async () => {
  await page.getByRole('tab', { name: 'Transcript', exact: true }).click()
  await page.keyboard.press('ControlOrMeta+f')
  await expect(page.getByRole('searchbox', { name: 'Find in the transcript', exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox', { name: 'Transcript', exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: 'Picture', exact: true })).toBeFocused()
  await page.keyboard.press('f')
  await expect.poll(isFullscreen).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(isFullscreen).toBe(false)
  await expect(page.locator('video')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('treegrid')).toBeVisible()
})

test('who leaves the room by another way leaves the full screen, too', async () => {
  await show().dblclick()
  await expect.poll(() => shownFrame(page)).toBeDefined()
  await page.keyboard.press('f')
  await expect.poll(isFullscreen).toBe(true)
  await choose('Back to the Library')
  await expect(page.getByRole('treegrid')).toBeVisible()
  await expect.poll(isFullscreen).toBe(false)
  await expect.poll(() => menuItem('Add a Marker')).toBe(false)
})

test('what could not be saved is said in the room whatever is read there, and in the corner to whoever has left', async () => {
  const told = /can’t be read or written/
  const inCorner = (what: string) => page.getByRole('dialog').filter({ hasText: what }).filter({ hasText: told })
  await show().dblclick()
  await expect(page.getByRole('listbox', { name: 'Transcript', exact: true })).toBeVisible()
  for (const path of await readdir(connected.library, { recursive: true })) {
    if (!path.endsWith('recording.json')) continue
    // Nothing can be written where it lies.
    const place = join(connected.library, dirname(path))
    await rename(place, `${place} away`)
    await writeFile(place, '')
  }
  await page.keyboard.press('m')
  await expect(page.getByRole('alert').filter({ hasText: told })).toBeVisible()
  // Leaving its field tries it again.
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
  await expect(inCorner('The markers weren’t saved')).toBeVisible()
  await show().click()
  await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Harbour, uncut')
  // A hand holds the button long enough for the answer to come to the screen that is left when it is let go.
  await page.getByRole('button', { name: /^Downloads/ }).hover()
  await page.mouse.down()
  await expect(page.getByRole('alert').filter({ hasText: 'The title wasn’t saved' })).toBeVisible()
  await page.mouse.up()
  await expect(inCorner('The title wasn’t saved')).toBeVisible()
})

/** Forty seconds, a key frame every two seconds. */
const show = () => rowLasting(page, 'Morning show', '0:40')
const clip = () => page.getByRole('dialog', { name: 'Save a clip', exact: true })
const field = () => page.getByRole('textbox', { name: /^Marker at/ })
const rows = () => page.getByRole('list', { name: 'Markers', exact: true }).getByRole('listitem')
const isFullscreen = () => page.evaluate(() => document.fullscreenElement !== null)

async function find(text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: /^Find/ })).toBeFocused()
  await page.keyboard.type(text)
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(/\d+ results?/)
}

const menuItem = (label: string) => itemOf(connected.running.app, label)
const choose = (label: string) => chooseInMenu(connected.running.app, label)
