// What is asked of the window from outside of it: by the application menu, and by links from other programs.
import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, type Locator, test } from 'playwright/test'
import { z } from 'zod'
import { electronLaunch } from '../../build/runtime-paths.ts'
import type { Workspace } from '../hms/workspace.ts'
import { callEngine, type RunningApp } from './app.ts'
import { chooseInMenu } from './app-menu.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { heard, listen } from './told.ts'

let connected: ConnectedApp
let workspace: Workspace
let running: RunningApp

test.beforeAll(async () => {
  connected = await startConnectedApp()
  ;({ running, workspace } = connected)
  const { page } = running
  await page.getByRole('button', { name: 'Nothing by itself', exact: true }).click()
  await page.getByRole('button', { name: /^Show/ }).click()
})
test.afterAll(async () => {
  await connected.end()
})

test('the menu leads to every screen, to the search and to the keys', async () => {
  const { page, app } = running
  await chooseInMenu(app, 'Downloads')
  await expect(page.getByRole('heading', { name: 'Downloads', exact: true })).toBeVisible()
  await chooseInMenu(app, 'Settings')
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible()
  await chooseInMenu(app, 'Find')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.getByRole('searchbox').blur()
  await chooseInMenu(app, 'Keyboard Shortcuts')
  await expect(page.getByRole('dialog', { name: 'Keyboard', exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
})

test('a link opens its recording at its time, in the window that is there', async () => {
  const { page, app } = running
  const { id: upstreamId } = workspace.recording('morning-harbour')
  const id = await downloaded(upstreamId)
  await follow(`dailies://recording/${upstreamId}?t=12.5`)
  await expect
    .poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime), { timeout: 20_000 })
    .toBeCloseTo(12.5, 0)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(id).toBeGreaterThan(0)
})

test('a recording is dragged out as its film, a file as itself, and what is not here is refused with a word', async () => {
  const { page, app } = running
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
  await app.evaluate(({ BrowserWindow }) => {
    const dragged: string[][] = []
    Object.assign(globalThis, { dragged })
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      webContents.startDrag = ({ file, files }) => dragged.push(files ?? [file])
    }
  })
  const dragged = () => app.evaluate(() => (globalThis as unknown as { dragged: string[][] }).dragged)
  const here = page.getByRole('row').filter({ has: page.getByRole('img', { name: /on this computer$/ }) })
  const away = page.getByRole('row').filter({ has: page.getByRole('img', { name: /not on this computer/ }) })
  await dragAway(here.filter({ hasNot: page.getByRole('img', { name: /not on this computer/ }) }).first(), () =>
    expect.poll(dragged).toEqual([[expect.stringMatching(/composite\.mp4$/)]]),
  )
  expect((await stat((await dragged())[0]?.[0] ?? '')).size).toBeGreaterThan(100_000)

  const file = page
    .getByRole('region', { name: 'Files', exact: true })
    .getByRole('listitem')
    .filter({ hasText: 'Composite' })
  await dragAway(file, () => expect.poll(async () => (await dragged()).length).toBe(2))
  expect((await dragged())[1]).toEqual((await dragged())[0])

  await dragAway(away.first(), () => expect(page.getByText('Download it first, then it can be dragged')).toBeVisible())
})

test('a link to a recording that is not here says so, and so does one that is none', async () => {
  const { page } = running
  await listen(page)
  await follow('dailies://recording/66aabbccddeeff0011223344')
  await expect(page.getByText('The recording of that link isn’t in this library')).toBeVisible()
  await follow('dailies://recording/../../etc/passwd?t=x')
  await expect(page.getByText('Dailies doesn’t understand that link')).toBeVisible()
  // And is told to a screen reader, each as it comes.
  const told = await heard(page)
  for (const words of ['isn’t in this library', 'doesn’t understand'])
    expect(told).toContainEqual(expect.stringContaining(words))
})

/** Until the system has taken over; only then the pointer is let go. */
async function dragAway(what: Locator, untilTaken: () => Promise<void>): Promise<void> {
  await what.waitFor()
  const box = await what.boundingBox()
  if (box === null) throw new Error('It is not on the screen')
  const { mouse } = running.page
  await mouse.move(box.x + 100, box.y + 20)
  await mouse.down()
  await mouse.move(box.x + 130, box.y + 60, { steps: 5 })
  await untilTaken()
  await mouse.up()
}

/** As the system follows it: another start with the link on its command line, which ends at once. */
async function follow(link: string): Promise<void> {
  const { executablePath, args, env } = electronLaunch([link], { DAILIES_USER_DATA: running.home })
  await promisify(execFile)(executablePath, args, { env, timeout: 20_000 })
}

async function downloaded(upstreamId: string): Promise<number> {
  const rows = z.object({ value: z.array(z.object({ id: z.number(), upstreamId: z.string(), hasVideo: z.boolean() })) })
  const someIds = Array.from({ length: 200 }, (_, index) => index + 1)
  const find = async () => {
    const answer = rows.parse(await callEngine(running.page, 'library.rows', { ids: someIds }))
    return answer.value.find((row) => row.upstreamId === upstreamId && row.hasVideo)?.id ?? 0
  }
  await expect.poll(find).toBeGreaterThan(0)
  const id = await find()
  await callEngine(running.page, 'downloads.start', {
    target: { kind: 'recordings', recordingIds: [id], types: ['room-composite'] },
  })
  const state = z.object({ value: z.object({ counts: z.object({ done: z.number() }) }) })
  await expect
    .poll(async () => state.parse(await callEngine(running.page, 'downloads.list', { limit: 1 })).value.counts.done)
    .toBeGreaterThan(0)
  return id
}
