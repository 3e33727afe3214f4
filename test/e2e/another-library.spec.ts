// Another library is opened while something of the first is asked, typed or played: neither hears what was meant for the other.
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page, test } from 'playwright/test'
import { makeLargeLibrary } from '../builders/large-library.ts'
import { callEngine, openLibrary, type RunningApp } from './app.ts'
import { chooseInMenu } from './app-menu.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { holdQuestions } from './hold-questions.ts'
import { keepOnly, rowLasting } from './steps.ts'

let connected: ConnectedApp
let running: RunningApp
let page: Page
let second: string

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  connected = await startConnectedApp()
  ;({ running } = connected)
  page = running.page
  second = join(connected.folder, 'Second')
  await keepOnly(page, ['transcript'])
  await expect.poll(() => transcripts(connected.library)).toBeGreaterThan(3)
  await openLibrary(running, second)
  await keepOnly(page, ['transcript'])
  await expect.poll(() => transcripts(second)).toBeGreaterThan(3)
})
test.afterAll(async () => {
  await connected.end()
})

test('a tag that is being typed when another library is opened lands in neither', async () => {
  await rowLasting(page, 'Morning show', '0:40').click()
  await page.keyboard.press('t')
  const field = page.getByRole('textbox', { name: 'New tag', exact: true })
  await field.fill('quay')
  await chooseToOpen(connected.library)
  await expect(field).toHaveCount(0)
  await page.keyboard.press('Enter')
  await showsLibrary(connected.library)
  expect((await written(second)) + (await written(connected.library))).not.toContain('quay')
})

test('a question about one library’s files is gone when the system opens another', async () => {
  await page.getByRole('button', { name: /^All recordings/ }).click()
  await rowLasting(page, 'Morning show', '0:40').click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('Delete')
  const question = page.getByRole('dialog', { name: /^Remove/ })
  await expect(question).toBeVisible()
  // As a second start of the program does, with a folder on its command line.
  await running.app.evaluate(({ app }, path) => {
    app.emit('second-instance', {}, ['dailies', app.getAppPath(), path], '/')
  }, second)
  await expect(question).toHaveCount(0)
  await showsLibrary(second)
})

test('the review room stands after a folder that can’t be opened, and after the library that is open already', async () => {
  await page.getByRole('button', { name: /^All recordings/ }).click()
  await rowLasting(page, 'Morning show', '0:40').dblclick()
  await page.getByRole('button', { name: /^Download now/ }).click()
  const video = page.locator('video')
  await expect(video).toBeVisible({ timeout: 20_000 })
  await video.evaluate((element: HTMLVideoElement) => {
    element.currentTime = 12
  })
  await expect.poll(() => video.evaluate((it: HTMLVideoElement) => [it.seeking, it.currentTime])).toEqual([false, 12])

  const refused = join(connected.folder, 'Refused')
  await mkdir(join(refused, 'elsewhere'), { recursive: true })
  await symlink(join(refused, 'elsewhere'), join(refused, '.dailies'))
  await chooseToOpen(refused)
  await expect(page.getByText(refused)).toBeVisible()
  await expect(video).toBeVisible()
  await expect.poll(() => video.evaluate((it: HTMLVideoElement) => Math.round(it.currentTime))).toBe(12)

  await video.evaluate((element) => element.setAttribute('data-same', ''))
  await chooseToOpen(second)
  await page.keyboard.press('m')
  await page.getByRole('textbox', { name: /^Marker at/ }).fill('Still here')
  await page.keyboard.press('Enter')
  await expect.poll(() => written(second)).toContain('Still here')
  await expect(page.locator('video[data-same]')).toBeVisible()
})

test('what is being starred when another library is opened is starred in its own, and nothing in the other', async () => {
  const [first, other] = [join(connected.folder, 'Large'), join(connected.folder, 'Also large')]
  for (const path of [first, other])
    makeLargeLibrary(path, {
      ...{ recordings: 30, newestMs: Date.now(), titles: {} },
      // None is any of these.
      ...{ starredEvery: 100, failedEvery: 100, reviewedEvery: 100 },
    })
  // A first sync of theirs would bring more while they are chosen.
  await connected.workspace.stop()
  await chooseToOpen(first)
  await showsLibrary(first)
  const starred = page.getByRole('navigation').getByRole('button', { name: /^Starred/ })
  await page.getByRole('button', { name: /^All recordings/ }).click()
  await page.getByRole('treegrid').focus()
  await page.keyboard.press('ControlOrMeta+a')
  const chosen = page.getByRole('toolbar', { name: 'Selected recordings', exact: true })
  await expect(chosen).toContainText('30 recordings')
  const letStarsGo = await holdQuestions(page, 'recording.edit')
  await chosen.getByRole('button', { name: 'Star', exact: true }).click()
  await chooseToOpen(other)
  await expect(page.getByText('Opening the library')).toBeAttached()
  expect(await callEngine(page, 'library.state', {})).toMatchObject({ ok: true, value: { path: first } })
  await letStarsGo()
  await showsLibrary(other)
  await expect(starred).toHaveText('Starred')
  await chooseToOpen(first)
  await expect(starred).toContainText('30')
})

/** The system's dialog answers with that folder. */
async function chooseToOpen(path: string): Promise<void> {
  await running.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, path)
  await chooseInMenu(running.app, 'Open Library…')
}

async function showsLibrary(path: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await expect(page.getByRole('main')).toContainText(path)
}

async function transcripts(library: string): Promise<number> {
  const names = await readdir(library, { recursive: true })
  return names.filter((name) => /transcript.*\.(json|srt|txt)$/.test(name)).length
}

/** What a person wrote about the recordings of a library, as it lies on the disk. */
async function written(library: string): Promise<string> {
  const names = (await readdir(library, { recursive: true })).filter((name) => name.endsWith('recording.json'))
  return (await Promise.all(names.map((name) => readFile(join(library, name), 'utf8')))).join()
}
