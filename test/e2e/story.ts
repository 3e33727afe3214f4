/**
 * The main job as a person does it: connect, sync, download, lose the network, start again, find, review. One text, told
 * by the app of the checkout and by the packed one: they only differ in how they are started.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, type Page, test } from 'playwright/test'
import { z } from 'zod'
import type { Workspace } from '../hms/workspace.ts'
import { shownAtS } from './shown-frame.ts'
import {
  everythingDownloaded,
  keepAllComposites,
  recordingRow,
  startDownloading,
  takeUsualFolder,
  testConnection,
} from './steps.ts'

/** `close` ends the app and leaves its profile and library for the next start. */
export type StoryApp = { readonly page: Page; close(): Promise<void> }

/** `start` starts the app, each time with the same profile and home folder. The workspace is stopped on the way. */
export async function tellStory(start: () => Promise<StoryApp>, workspace: Workspace): Promise<void> {
  const firstRun = await start()
  try {
    await arrive(firstRun.page, workspace)
  } finally {
    await firstRun.close()
  }
  await test.step('the network goes away', () => workspace.stop())
  const offline = await start()
  try {
    await review(offline.page)
  } finally {
    await offline.close()
  }
}

async function arrive(page: Page, workspace: Workspace): Promise<void> {
  await test.step('first run: connect, choose a folder, say what to keep', async () => {
    await testConnection(page, workspace)
    await takeUsualFolder(page)
    await keepAllComposites(page)
    await startDownloading(page)
  })

  await test.step('recordings arrive and download', async () => {
    await expect(recordingRow(page, 'Morning show')).not.toHaveCount(0)
    await page.getByRole('button', { name: /^Downloads/ }).click()
    await expect(page.getByRole('heading', { name: 'Downloads', exact: true })).toBeVisible()
    await everythingDownloaded(page)
  })
}

async function review(page: Page): Promise<void> {
  await test.step('the library is there, offline', async () => {
    await expect(recordingRow(page, 'Late desk')).not.toHaveCount(0)
    await expect(recordingRow(page, 'Field notes')).not.toHaveCount(0)
  })

  await test.step('a word that was said is found, and opens at its line', async () => {
    await page.getByRole('searchbox').fill('ferry')
    const hit = recordingRow(page, /ferry/).first()
    const lineStartS = secondsOf(await hit.getByText(/^\d+(:\d\d)+$/).textContent())
    await hit.click()
    await expect(page.getByRole('main')).toContainText('Maya Lindqvist')
    await expect.poll(() => currentS(page)).toBeGreaterThanOrEqual(lineStartS)
    expect(await currentS(page)).toBeLessThan(lineStartS + 2)
  })

  await test.step('the picture at a sought time is the right one', async () => {
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
    await seekTo(page, 10)
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    const startS = await currentS(page)
    await expect.poll(() => currentS(page)).toBeGreaterThan(startS + 0.5)
    await expect(markedWord(page)).toHaveCount(1)
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
  })

  await test.step('a click on a word seeks there, and the picture is that of the word', async () => {
    const { words } = z.object({ words: z.array(spokenWord) }).parse(JSON.parse(await readFile(transcript, 'utf8')))
    const said = words.find(({ word }) => /^ferry/i.test(word))
    const startS = Number(said?.start_time) / 1000
    const endS = Number(said?.end_time) / 1000
    await page
      .getByRole('listbox', { name: 'Transcript', exact: true })
      .getByText(/^ferry/i)
      .first()
      .click()
    await expect(markedWord(page)).toHaveText(/^ferry/i)
    const atS = await currentS(page)
    expect(atS).toBeGreaterThanOrEqual(startS)
    expect(atS).toBeLessThan(endS)
    await expect.poll(() => shownAtS(page)).toBeCloseTo(startS, 0)
  })
}

const transcript = fileURLToPath(new URL('../fixtures/media/morning-harbour/transcript.json', import.meta.url))
const spokenWord = z.object({ word: z.string(), start_time: z.string(), end_time: z.string() })

const markedWord = (page: Page) => page.locator('[data-word][data-now]')
const currentS = (page: Page) => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime)

/** Of a time code as the list writes it: `1:02:07`, `0:12`. */
function secondsOf(timeCode: string | null): number {
  return (timeCode ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}

async function seekTo(page: Page, seconds: number): Promise<void> {
  await page.locator('video').evaluate(async (video: HTMLVideoElement, toS) => {
    if (video.readyState === 0)
      await new Promise((loaded) => video.addEventListener('loadeddata', loaded, { once: true }))
    const sought = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }))
    video.currentTime = toS
    await sought
  }, seconds)
}
