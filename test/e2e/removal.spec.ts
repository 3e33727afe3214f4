// "Remove from this computer" as a person does it: into the system's bin, an only copy asks, no bin says so.
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from 'playwright/test'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { type RunningApp, startApp } from './app.ts'
import {
  everythingDownloaded,
  keepAllComposites,
  recordingRow,
  startDownloading,
  takeUsualFolder,
  testConnection,
} from './steps.ts'

let home: string
let bin: string
let workspace: Workspace
let running: RunningApp

test.beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'dailies-removal-'))
  bin = join(home, 'bin')
  await mkdir(bin)
  workspace = await startWorkspace({ now: Date.now() - 3 * 86_400_000 })
  running = await startApp({ HOME: home, XDG_CONFIG_HOME: join(home, '.config') })
})
test.afterAll(async () => {
  await running.close()
  await workspace.stop()
  await rm(home, { recursive: true })
})

test('files leave for the bin and stay away; an only copy is named first; without a bin nothing happens', async () => {
  const { page } = running
  await testConnection(page, workspace)
  await takeUsualFolder(page)
  await keepAllComposites(page)
  await startDownloading(page)
  await page.getByRole('button', { name: /^Downloads/ }).click()
  await everythingDownloaded(page)
  const sidebar = page.getByRole('navigation', { name: 'Library', exact: true })
  await sidebar.getByRole('button', { name: /^Late desk/ }).click()
  const files = page.getByRole('region', { name: 'Files', exact: true })
  const show = recordingRow(page, 'Ines Duarte').first()

  await test.step('where there is no bin, it says so and the files stay', async () => {
    await useBin(null)
    await show.click()
    await page.getByRole('treegrid').press('Delete')
    await expect(page.getByText(/Nothing was removed: the system’s bin/)).toBeVisible()
    await expect(files).toContainText(/\d here/)
  })

  await test.step('with one, they go there, and the policy leaves them there', async () => {
    await useBin(bin)
    await show.click({ button: 'right' })
    await page.getByRole('menuitem', { name: /^Remove from this computer/ }).click()
    await expect(page.getByText(/moved to the bin/)).toBeVisible()
    expect(await readdir(bin)).toContain('composite.mp4')
    await expect(files).toContainText('none here')
    await syncAgain(page)
    await expect(files).toContainText('none here')
  })

  await test.step('an only copy is asked about by name', async () => {
    await sidebar.getByRole('button', { name: /^Morning show/ }).click()
    // The third that Maya was in; the day on which 100ms deletes it is over.
    await recordingRow(page, 'Maya Lindqvist').nth(2).click()
    await expect(files).toContainText('all here')
    await page.getByRole('button', { name: 'Remove from this computer', exact: true }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Remove an only copy?', exact: true })
    await expect(dialog.getByRole('list', { name: 'Only copies', exact: true })).toContainText('Morning show')
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click()
    await expect(files).toContainText('all here')
    await page.getByRole('button', { name: 'Remove from this computer', exact: true }).first().click()
    await dialog.getByRole('button', { name: 'Remove the only copy', exact: true }).click()
    await expect(files).toContainText('none here')
  })
})

/** The system's bin, played by a folder; null: this drive has none. */
async function useBin(folder: string | null): Promise<void> {
  await running.app.evaluate(({ shell }, into) => {
    shell.trashItem = async (path) => {
      if (into === null) throw new Error('Failed to move item to trash')
      const { renameSync } = process.getBuiltinModule('node:fs')
      renameSync(path, `${into}/${path.slice(path.lastIndexOf('/') + 1)}`)
    }
  }, folder)
}

async function syncAgain(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sync now', exact: true }).click()
  await expect(page.getByText('Synced just now', { exact: true })).toBeVisible()
}
