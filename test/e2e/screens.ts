/**
 * A walk through every screen of the app, from a fresh profile to the review room: the accessibility test looks at each,
 * and pictures are taken of the same. It needs a workspace whose first page holds items that can't be read, so that
 * "Needs attention" has something to show (`addOddItems`).
 */
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from 'playwright/test'
import type { Workspace } from '../hms/workspace.ts'
import { enginePid, openLibrary, type RunningApp } from './app.ts'
import { everythingDownloaded, keepAllComposites, recordingRow, takeUsualFolder, testConnection } from './steps.ts'

/** Called once at each screen, when it stands still. */
export type Look = (screen: string) => Promise<void>

/** Both the test of the connection and the first sync read that page. */
export function addOddItems(workspace: Workspace): void {
  const isPage = (body: unknown): body is { data: unknown[] } =>
    typeof body === 'object' && body !== null && 'data' in body && Array.isArray(body.data)
  const odd = [{ status: 'completed', note: 'an item without an id' }, 'not an object']
  workspace.faults.add({
    on: 'api',
    kind: 'edit',
    match: '/v2/recordings',
    times: 2,
    edit: (body) => (isPage(body) ? { ...body, data: [...body.data, ...odd] } : body),
  })
}

export async function walkSetup(page: Page, workspace: Workspace, look: Look): Promise<void> {
  await page.getByRole('heading', { name: 'Bring your recordings home', exact: true }).waitFor()
  await look('setup: connect')
  await testConnection(page, workspace)
  await look('setup: connected')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByRole('heading', { name: 'Where should they live?', exact: true }).waitFor()
  await look('setup: library')
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  await takeUsualFolder(page)
  await page.getByRole('heading', { name: 'What should be kept here?', exact: true }).waitFor()
  await keepAllComposites(page)
  await expect(page.getByText('Still reading')).toHaveCount(0, { timeout: 30_000 })
  await look('setup: downloads')
  await page.getByRole('button', { name: 'Start downloading', exact: true }).click()
  await look('setup: done')
  await page.getByRole('button', { name: /^Show \d+ recordings$/ }).click()
}

export async function walkDownloads(page: Page, look: Look): Promise<void> {
  await page.getByRole('button', { name: /^Downloads/ }).click()
  await page.getByRole('heading', { name: 'Downloads', exact: true }).waitFor()
  await look('downloads: running')
  await everythingDownloaded(page)
  await look('downloads: done')
  await page.getByRole('button', { name: /^Limits: / }).click()
  await page.getByRole('dialog', { name: 'Limits', exact: true }).waitFor()
  await look('downloads: limits')
  await page.keyboard.press('Escape')
}

export async function walkLibrary(page: Page, look: Look): Promise<void> {
  const list = page.getByRole('treegrid')
  const sidebar = page.getByRole('navigation', { name: 'Library', exact: true })
  const search = page.getByRole('searchbox')
  await sidebar.getByRole('button', { name: /^All recordings/ }).click()
  await list.waitFor()
  await look('library')
  await recordingRow(page, 'Maya Lindqvist').nth(1).click()
  const showDetails = page.getByRole('button', { name: 'Show details', exact: true })
  // A narrow window begins without, and in the narrowest they lie over the list.
  const isNarrow = await showDetails.isVisible()
  if (isNarrow) await showDetails.click()
  await expect(page.getByRole('complementary', { name: 'Details', exact: true })).toContainText('Length')
  await look('library: details')
  if (isNarrow) await page.getByRole('button', { name: 'Hide details', exact: true }).click()
  await list.press('ControlOrMeta+a')
  await page.getByRole('toolbar', { name: 'Selected recordings', exact: true }).waitFor()
  await look('library: selection')
  await list.press('t')
  await page.getByRole('dialog', { name: /^Tag \d+ recordings/ }).waitFor()
  await look('dialog: tag')
  await page.keyboard.press('Escape')
  await list.press('Delete')
  await page.getByRole('dialog', { name: /^Remove / }).waitFor()
  await look('dialog: remove')
  await page.keyboard.press('Escape')
  await list.press('Escape')
  await page.getByRole('button', { name: 'Show as grid', exact: true }).click()
  await page.getByRole('grid').waitFor()
  await look('library: grid')
  await page.getByRole('button', { name: 'Show as list', exact: true }).click()

  for (const filter of ['Room', 'Date', 'Status', 'Length', 'Speaker', 'Sort']) {
    await page.getByRole('button', { name: filter, exact: true }).click()
    await look(`library: ${filter} open`)
    await page.keyboard.press('Escape')
  }
  await recordingRow(page, 'Maya Lindqvist').nth(1).click({ button: 'right' })
  await page.getByRole('menu').waitFor()
  await look('library: context menu')
  await page.keyboard.press('Escape')

  await search.fill('ferry')
  await expect(recordingRow(page, /ferry crews/)).toBeVisible()
  await look('library: search')
  await search.fill('nothingofthekind')
  await page.getByText('Nothing found for').waitFor()
  await look('library: nothing found')
  await search.fill('')

  await sidebar.getByRole('button', { name: /^Starred/ }).click()
  await page.getByText('No stars yet').waitFor()
  await look('library: empty list')
  await sidebar.getByRole('button', { name: /^Needs attention/ }).click()
  await page.getByRole('region', { name: 'Not understood', exact: true }).waitFor()
  await look('library: needs attention')
  await sidebar.getByRole('button', { name: /^All recordings/ }).click()

  await sidebar.getByRole('button', { name: /^Late desk/ }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Rename room…', exact: true }).click()
  await page.getByRole('dialog', { name: 'Rename room', exact: true }).waitFor()
  await look('dialog: rename room')
  await page.keyboard.press('Escape')
  await list.focus()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard', exact: true }).waitFor()
  await look('dialog: keys')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox').waitFor()
  await look('palette')
  await page.keyboard.press('Escape')
}

export async function walkSettings({ app, page, home }: RunningApp, look: Look): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor()
  await look('settings')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('dialog', { name: 'Connect a workspace', exact: true }).waitFor()
  await look('dialog: connect')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Rename 100ms', exact: true }).click()
  await page.getByRole('dialog', { name: 'Rename workspace', exact: true }).waitFor()
  await look('dialog: rename workspace')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Rebuild', exact: true }).click()
  await look('dialog: rebuild')
  await page.keyboard.press('Escape')
  await app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] })
  }, home)
  await page.getByRole('button', { name: 'Move', exact: true }).click()
  await page.getByRole('dialog', { name: 'Move the library?', exact: true }).waitFor()
  await look('dialog: move')
  await page.keyboard.press('Escape')
}

/** From the library on; ends in another one, in `folder`, that is away. */
export async function walkTroubles(
  running: RunningApp,
  workspace: Workspace,
  folder: string,
  look: Look,
): Promise<void> {
  const { page } = running
  const library = join(folder, 'Another')
  await openLibrary(running, library)
  await page.getByText('No recordings yet').waitFor()
  await look('library: none yet')

  workspace.faults.add({ on: 'api', kind: 'hang', times: Number.POSITIVE_INFINITY })
  await connect(page, workspace)
  await page.getByText('Asking 100ms for your recordings').waitFor()
  await look('library: first sync')
  await page.context().setOffline(true)
  await page.getByText('You’re offline').first().waitFor()
  await look('library: offline')
  await page.context().setOffline(false)

  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click()
  const question = page.getByRole('dialog', { name: /^Disconnect / })
  await question.waitFor()
  await look('dialog: disconnect')
  await question.getByRole('button', { name: 'Disconnect', exact: true }).click()
  // Nothing had come of it: there is nothing to connect again.
  await page.getByText('None yet', { exact: true }).waitFor()
  await look('settings: no workspace')
  workspace.faults.clear()
  workspace.faults.add({ on: 'api', kind: 'status', status: 401, times: Number.POSITIVE_INFINITY })
  await connect(page, workspace)
  await page.getByRole('button', { name: /^All recordings/ }).click()
  await page.getByText('doesn’t accept this access key').first().waitFor()
  await page.getByText('Nothing could be read yet').waitFor()
  await look('library: refused')

  workspace.faults.clear()

  await rename(library, join(folder, 'Away'))
  // Noticed within seconds, or at once by an engine that has just been started.
  const engine = await enginePid(running.app)
  if (engine > 0) process.kill(engine, 'SIGKILL')
  await page.getByText('The library isn’t there').waitFor({ timeout: 30_000 })
  await look('library: away')
}

const connect = (page: Page, { apiUrl, accessKey, appSecret }: Workspace) =>
  page.evaluate((connection) => window.dailies.invoke('workspace.connect', connection), {
    ...{ apiUrl, name: '', credentials: { kind: 'key', accessKey, appSecret } },
  })

export async function walkReview(page: Page, look: Look): Promise<void> {
  const sidebar = page.getByRole('navigation', { name: 'Library', exact: true })
  await sidebar.getByRole('button', { name: /^All recordings/ }).click()
  await page.getByRole('searchbox').fill('ferry')
  await recordingRow(page, /ferry crews/).click()
  await page.getByRole('listbox', { name: 'Transcript', exact: true }).waitFor()
  await look('review: transcript')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard in the review room', exact: true }).waitFor()
  await look('review: keys')
  await page.keyboard.press('Escape')
  await page
    .getByRole('listbox', { name: 'Transcript', exact: true })
    .locator('[data-line]')
    .nth(1)
    .click({ button: 'right' })
  await page.getByRole('menuitem', { name: /^Rename / }).press('Enter')
  await page.getByRole('dialog', { name: /^Rename / }).waitFor()
  await look('review: speaker')
  await page.keyboard.press('Escape')
  await page.keyboard.press('m')
  await page.getByRole('textbox', { name: /^Marker at/ }).waitFor()
  await look('review: marker')
  await page.keyboard.press('Escape')
  await page.keyboard.press('i')
  await page.keyboard.press('e')
  await expect(
    page.getByRole('dialog', { name: 'Save a clip', exact: true }).getByRole('button', { name: 'Save…', exact: true }),
  ).toBeFocused()
  await look('dialog: clip')
  await page.keyboard.press('Escape')
  for (const tab of ['Markers', 'Chat', 'Summary', 'People', 'Info']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
    await look(`review: ${tab.toLowerCase()}`)
  }
}
