// The main job as a person does it, in the real app: connect, sync, download, lose the network, restart, review.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, type Page, test } from 'playwright/test'
import { z } from 'zod'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { type RunningApp, startApp } from './app.ts'
import { shownAtS } from './shown-frame.ts'
import {
  everythingDownloaded,
  keepAllComposites,
  recordingRow,
  startDownloading,
  takeUsualFolder,
  testConnection,
} from './steps.ts'

let home: string
let workspace: Workspace
let running: RunningApp

test.beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'dailies-story-'))
  workspace = await startWorkspace()
})
test.afterAll(async () => {
  await running.close()
  await rm(home, { recursive: true })
})

test("a producer connects, downloads, loses the network, and reviews yesterday's show", async () => {
  const environment = { HOME: home, XDG_CONFIG_HOME: join(home, '.config') }
  const profile = join(home, 'profile')

  await test.step('first run: connect, choose a folder, say what to keep', async () => {
    running = await startApp(environment, profile)
    await testConnection(running.page, workspace)
    await takeUsualFolder(running.page)
    await keepAllComposites(running.page)
    await startDownloading(running.page)
  })

  await test.step('recordings arrive and download', async () => {
    const { page } = running
    await expect(recordingRow(page, 'Morning show')).not.toHaveCount(0)
    await page.getByRole('button', { name: /^Downloads/ }).click()
    await expect(page.getByRole('heading', { name: 'Downloads' })).toBeVisible()
    await everythingDownloaded(page)
  })

  await test.step('the network goes away and the app is started again', async () => {
    await running.app.close()
    await workspace.stop()
    running = await startApp(environment, profile)
  })

  await test.step('the library is there, offline', async () => {
    await expect(recordingRow(running.page, 'Late desk')).not.toHaveCount(0)
    await expect(recordingRow(running.page, 'Field notes')).not.toHaveCount(0)
  })

  await test.step('a word that was said is found, and opens there', async () => {
    const { page } = running
    await page.getByRole('searchbox').fill('ferry')
    await recordingRow(page, /ferry/).first().dblclick()
    await expect(page.getByRole('main')).toContainText('Maya Lindqvist')
  })

  await test.step('the picture at a sought time is the right one', async () => {
    const { page } = running
    await seekTo(page, 0)
    const { endS, durationS } = await page.locator('video').evaluate((video: HTMLVideoElement) => ({
      endS: video.seekable.end(0),
      durationS: video.duration,
    }))
    expect(endS).toBeCloseTo(durationS, 3)
    expect(endS).toBeGreaterThan(30)
    await seekTo(page, 31)
    await expect.poll(() => shownAtS(page)).toBeCloseTo(31, 0)
  })

  await test.step('it plays, and the word being spoken is marked', async () => {
    const { page } = running
    await page.getByRole('button', { name: 'Play' }).click()
    const startS = await currentS(page)
    await expect.poll(() => currentS(page)).toBeGreaterThan(startS + 0.5)
    await expect(markedWord(page)).toHaveCount(1)
    await page.getByRole('button', { name: 'Pause' }).click()
  })

  await test.step('a click on a word seeks there, and the picture is that of the word', async () => {
    const { page } = running
    const { words } = z.object({ words: z.array(spokenWord) }).parse(JSON.parse(await readFile(transcript, 'utf8')))
    const said = words.find(({ word }) => /^ferry/i.test(word))
    const startS = Number(said?.start_time) / 1000
    const endS = Number(said?.end_time) / 1000
    await page
      .getByRole('listbox', { name: 'Transcript' })
      .getByText(/^ferry/i)
      .first()
      .click()
    await expect(markedWord(page)).toHaveText(/^ferry/i)
    const atS = await currentS(page)
    expect(atS).toBeGreaterThanOrEqual(startS)
    expect(atS).toBeLessThan(endS)
    await expect.poll(() => shownAtS(page)).toBeCloseTo(startS, 0)
  })
})

const transcript = fileURLToPath(new URL('../fixtures/media/morning-harbour/transcript.json', import.meta.url))
const spokenWord = z.object({ word: z.string(), start_time: z.string(), end_time: z.string() })

const markedWord = (page: Page) => page.locator('[data-word][data-now]')
const currentS = (page: Page) => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime)

async function seekTo(page: Page, seconds: number): Promise<void> {
  await page.locator('video').evaluate(async (video: HTMLVideoElement, toS) => {
    if (video.readyState === 0)
      await new Promise((loaded) => video.addEventListener('loadeddata', loaded, { once: true }))
    const sought = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }))
    video.currentTime = toS
    await sought
  }, seconds)
}
