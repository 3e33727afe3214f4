// Speakers in the running app: renamed where they stand, found and exported under the new name, also after everything but
// the folder is lost. And what else is put right for good: the chat's times.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from 'playwright/test'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { type RunningApp, startApp } from './app.ts'
import { isSynced, keepOnly, recordingRow, rowLasting } from './steps.ts'

let folder: string
let library: string
let workspace: Workspace
let running: RunningApp
let page: Page

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-e2e-'))
  library = join(folder, 'Dailies')
  workspace = await startWorkspace()
  await start()
  await keepOnly(page, ['transcript', 'chat', 'summary'])
  await page.emulateMedia({ reducedMotion: 'reduce' })
})
test.afterAll(async () => {
  await running.close()
  await workspace.stop()
  await rm(folder, { recursive: true })
})

test('a speaker is renamed in the transcript, for the whole room', async () => {
  await openShow()
  await page.getByRole('button', { name: /^Download now/ }).click()
  await expect(page.locator('video')).toBeVisible({ timeout: 20_000 })
  await transcript().getByText('Tom Okafor', { exact: true }).first().click()
  const panel = page.getByRole('dialog', { name: 'Rename Tom Okafor', exact: true })
  await expect(panel.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
  await expect(panel.getByRole('button', { name: 'The whole room', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  await panel.getByRole('textbox', { name: 'Name', exact: true }).fill('Captain Okafor')
  await page.keyboard.press('Enter')
  await expect(panel).toHaveCount(0)
  await expect(transcript().getByText('Captain Okafor', { exact: true }).first()).toBeVisible()
  await expect(transcript().getByText('Tom Okafor')).toHaveCount(0)
})

test('and has the new name among the people, with how much of all they speak', async () => {
  await page.getByRole('tab', { name: /^People/ }).click()
  const person = page.getByRole('listitem').filter({ hasText: 'Captain Okafor' })
  await expect(person).toContainText(/\d+ %/)
  await expect(person).toContainText('As Tom Okafor')
  await page.getByRole('tab', { name: 'Transcript', exact: true }).click()
})

test('the keyboard gets there by the transcript’s menu', async () => {
  await transcript().locator('[data-line]').nth(1).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Rename Captain Okafor…', exact: true }).press('Enter')
  const panel = page.getByRole('dialog', { name: 'Rename Captain Okafor', exact: true })
  await expect(panel.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
})

test('what is exported says the new name', async () => {
  const file = join(folder, 'Harbour.srt')
  await saveInto(file)
  await page.getByRole('button', { name: 'Export the transcript', exact: true }).click()
  await page.getByRole('menuitem', { name: /SubRip/ }).click()
  await expect(page.getByText('Saved as Harbour.srt')).toBeVisible()
  const text = await readFile(file, 'utf8')
  expect(text).toContain('Captain Okafor: ')
  expect(text).not.toContain('Tom Okafor')
})

test('what they said is found under the new name, and they can be filtered by', async () => {
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
  await page.getByRole('searchbox').fill('captain brass')
  await expect(page.getByText(/Captain Okafor/).first()).toBeVisible()
  await page.getByRole('searchbox').fill('')
  await expect(recordingRow(page, 'Late desk')).not.toHaveCount(0)
  await page.getByRole('button', { name: 'Speaker', exact: true }).click()
  await page.getByRole('textbox', { name: 'Find a speaker', exact: true }).fill('okafor')
  await expect(
    page.getByRole('list', { name: 'Speakers', exact: true }).getByRole('button', { name: /^Captain Okafor/ }),
  ).toBeVisible()
  await page.keyboard.press('Escape')
})

test('every chosen recording’s transcript is written into a folder', async () => {
  const target = await mkdtemp(join(folder, 'out '))
  await running.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, target)
  await page.getByRole('treegrid').press('ControlOrMeta+a')
  await page.getByRole('button', { name: 'Export transcripts', exact: true }).click()
  await page.getByRole('menuitem', { name: /SubRip/ }).click()
  await expect(page.getByText(/^\d+ transcripts saved/)).toBeVisible({ timeout: 20_000 })
  const names = await readdir(target)
  expect(names.filter((name) => name.endsWith('.srt')).length).toBeGreaterThan(3)
  const shows = names.filter((name) => name.startsWith('Morning show'))
  for (const name of shows) expect(await readFile(join(target, name), 'utf8')).not.toContain('Tom Okafor')
  await page.getByRole('treegrid').press('Escape')
})

test('the chat is moved to where it belongs, and stays there', async () => {
  await openShow()
  await page.getByRole('tab', { name: /^Chat/ }).click()
  await page.getByRole('button', { name: 'Chat 1 s later', exact: true }).click()
  await page.getByRole('button', { name: 'Chat 0.1 s earlier', exact: true }).click()
  await expect(added()).toHaveText('+0.9 s')
  await page
    .getByRole('button', { name: /was sent now$/ })
    .first()
    .click()
  await expect(added()).not.toHaveText('+0.9 s')
  await page.getByRole('button', { name: 'Reset', exact: true }).click()
  await page.getByRole('button', { name: 'Chat 1 s later', exact: true }).click()
  await page.getByRole('button', { name: 'Chat 1 s later', exact: true }).click()
  await expect(added()).toHaveText('+2.0 s')
  await expect.poll(() => written('chatOffsetMs')).toContain(2000)
})

test('a link to a moment is copied, and opens there', async () => {
  await page.getByRole('tab', { name: 'Transcript', exact: true }).click()
  await transcript().locator('[data-word]').nth(12).click()
  await page.keyboard.press('ControlOrMeta+l')
  await expect(page.getByText(/^Link to 0:\d\d copied/)).toBeVisible()
  const link = await running.app.evaluate(({ clipboard }) => clipboard.readText())
  expect(link).toMatch(/^dailies:\/\/recording\/[\w-]+\?t=\d+(\.\d{1,3})?$/)
  const at = await time()
  await page.keyboard.press('Home')
  await running.app.evaluate(({ app }, url) => {
    app.emit('second-instance', {}, ['dailies', url], '', {})
  }, link)
  await expect.poll(time).toBeCloseTo(at, 1)
})

test('K held makes J and L step a frame', async () => {
  const from = await time()
  await page.keyboard.down('k')
  await page.keyboard.press('l')
  await expect.poll(time).toBeGreaterThan(from)
  const next = await time()
  expect(next - from).toBeLessThan(0.1)
  await page.keyboard.press('j')
  await expect.poll(time).toBeLessThan(next)
  await page.keyboard.up('k')
  expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.paused)).toBe(true)
})

test('two names are merged into one speaker, and separated again', async () => {
  await page.getByRole('tab', { name: /^People/ }).click()
  await page.getByRole('button', { name: 'Rename Captain Okafor', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Rename Captain Okafor', exact: true })
  await panel.getByRole('button', { name: 'Only this recording', exact: true }).click()
  await panel.getByRole('button', { name: 'Maya Lindqvist', exact: true }).click()
  await expect(panel).toContainText('the two become one')
  await panel.getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Rename Captain Okafor', exact: true })).toHaveCount(0)
  const merged = page.getByRole('listitem').filter({ hasText: 'Maya Lindqvist' })
  await expect(merged).toContainText('100 %')
  await page.getByRole('button', { name: 'Rename Maya Lindqvist', exact: true }).click()
  const again = page.getByRole('dialog', { name: 'Rename Maya Lindqvist', exact: true })
  await again.getByRole('button', { name: 'Use the names in the transcript', exact: true }).click()
  await page.getByRole('button', { name: 'Rename Tom Okafor', exact: true }).click()
  const last = page.getByRole('dialog', { name: 'Rename Tom Okafor', exact: true })
  await last.getByRole('button', { name: 'The whole room', exact: true }).click()
  await last.getByRole('textbox', { name: 'Name', exact: true }).fill('Captain Okafor')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Rename Captain Okafor', exact: true })).toBeVisible()
})

test('all of it is still so when only the folder is left', async () => {
  await running.close()
  for (const name of await readdir(join(library, '.dailies'))) {
    if (name.startsWith('library.db')) await rm(join(library, '.dailies', name))
  }
  await start()
  await expect.poll(() => isSynced(page), { timeout: 30_000 }).toBe(true)
  await page.reload()
  await openShow()
  await expect(transcript().getByText('Captain Okafor', { exact: true }).first()).toBeVisible({ timeout: 20_000 })
  await page.getByRole('tab', { name: /^Chat/ }).click()
  await expect(added()).toHaveText('+2.0 s')
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
  await page.getByRole('searchbox').fill('captain brass')
  await expect(page.getByText(/Captain Okafor/).first()).toBeVisible({ timeout: 20_000 })
})

async function start(): Promise<void> {
  running = await startApp({
    DAILIES_LIBRARY: library,
    DAILIES_API_URL: workspace.apiUrl,
    DAILIES_ACCESS_KEY: workspace.accessKey,
    DAILIES_APP_SECRET: workspace.appSecret,
  })
  page = running.page
}

const openShow = () => rowLasting(page, 'Morning show', '0:40').dblclick()
const transcript = () => page.getByRole('listbox', { name: 'Transcript', exact: true })
const added = () => page.getByRole('status', { name: 'Added to the chat’s times', exact: true })
const time = () => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime)

async function saveInto(path: string): Promise<void> {
  await running.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, path)
}

/** What the recordings' sidecars say the person wrote. */
async function written(field: string): Promise<unknown[]> {
  const names = await readdir(library, { recursive: true })
  const sidecars = names.filter((name) => name.endsWith('recording.json'))
  return Promise.all(
    sidecars.map(async (name) => JSON.parse(await readFile(join(library, name), 'utf8')).user[field] as unknown),
  )
}
