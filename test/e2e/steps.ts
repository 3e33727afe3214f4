/** What a person does at the first run, step by step. The story's test and the demo take the same steps. */
import { expect, type Page } from 'playwright/test'
import { z } from 'zod'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import type { AssetType } from '../../preload/contract/recording.ts'
import type { Workspace } from '../hms/workspace.ts'
import { callEngine } from './app.ts'

export async function testConnection(
  page: Page,
  { apiUrl, accessKey, appSecret }: Pick<Workspace, 'apiUrl' | 'accessKey' | 'appSecret'>,
): Promise<void> {
  await page.getByRole('textbox', { name: 'Access key', exact: true }).fill(accessKey)
  await page.getByLabel('App secret').fill(appSecret)
  await page.getByText('Advanced').click()
  await page.getByLabel('API address').fill(apiUrl)
  await page.getByRole('button', { name: 'Test connection', exact: true }).click()
  await page.getByText('It works').waitFor()
}

export async function takeUsualFolder(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByRole('button', { name: 'Use this folder', exact: true }).click()
}

export async function keepAllComposites(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Composite videos', exact: true }).click()
  await page.getByRole('option', { name: 'All of them', exact: true }).click()
}

export async function startDownloading(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start downloading', exact: true }).click()
  await page.getByRole('button', { name: /^Show \d+ recordings$/ }).click()
}

/**
 * Only these are downloaded by themselves, without the questions of a first run. Then all that 100ms has is in the list, and
 * the first row of a name is the same a moment later.
 */
export async function keepOnly(page: Page, types: readonly AssetType[]): Promise<void> {
  const policy = { types, roomIds: null, sinceMs: null, compositesOnlyExpiring: false }
  expect(await callEngine(page, 'settings.set', { policy })).toMatchObject({ ok: true })
  await expect.poll(() => isSynced(page), { timeout: 30_000 }).toBe(true)
  await page.reload()
}

const statuses = z.object({
  value: z.array(z.object({ firstSyncDone: z.boolean(), phase: z.object({ kind: z.string() }) })),
})

/** A workspace is connected, and all that it has was read. */
export async function isSynced(page: Page): Promise<boolean> {
  const { value } = statuses.parse(await callEngine(page, 'sync.status', {}))
  return value.some(({ firstSyncDone, phase }) => firstSyncDone && phase.kind === 'idle')
}

/** The list's rows are counted from its header; a recording's row holds this text. */
export function recordingRow(page: Page, text: string | RegExp) {
  return page.getByRole('row').filter({ hasText: text })
}

/** The first of that length, by its own cell: a time of day may hold the same digits. */
export function rowLasting(page: Page, text: string, length: string) {
  return recordingRow(page, text)
    .filter({ has: page.getByText(length, { exact: true }) })
    .first()
}

/**
 * On the downloads screen: all that was found is queued, something has arrived and nothing is on its way. A sync queues page
 * by page, so before its end nothing may be in line for a moment.
 */
export async function everythingDownloaded(page: Page): Promise<void> {
  await expect(page.getByText(/^Synced /)).toBeVisible({ timeout: 30_000 })
  await expect.poll(() => stillToCome(page), { timeout: 60_000 }).toBe(0)
  await expect(page.getByRole('heading', { name: 'Done', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Pause all', exact: true })).toBeDisabled()
}

/** A file is here a moment before its words can be found. */
export async function findable(page: Page, text: string): Promise<void> {
  const wanted = { filter: { ...wholeLibrary, text }, order: 'newest', recordings: 1, each: 1 }
  await expect.poll(() => callEngine(page, 'library.search', wanted)).toMatchObject({ ok: true, value: [{}] })
}

const counted = z.object({
  value: z.object({ counts: z.object({ queued: z.number(), running: z.number(), waiting: z.number() }) }),
})

async function stillToCome(page: Page): Promise<number> {
  const { queued, running, waiting } = counted.parse(await callEngine(page, 'downloads.list', { limit: 1 })).value
    .counts
  return queued + running + waiting
}
