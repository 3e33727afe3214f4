// "Move the library" as a person does it: to another folder of the drive, then to another drive, and the old folder's end.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { type RunningApp, startApp } from './app.ts'
import { everythingDownloaded, startDownloading, takeUsualFolder, testConnection } from './steps.ts'

/** A drive of its own wherever there is one like it: in memory, on Linux. */
const otherDrive = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

let home: string
let elsewhere: string
let bin: string
let workspace: Workspace
let running: RunningApp

test.beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'dailies-move-'))
  elsewhere = await mkdtemp(join(otherDrive, 'dailies-move-'))
  bin = join(home, 'bin')
  await mkdir(bin)
  workspace = await startWorkspace()
  running = await startApp({ HOME: home, XDG_CONFIG_HOME: join(home, '.config') })
})
test.afterAll(async () => {
  await running.close()
  await workspace.stop()
  await rm(home, { recursive: true })
  await rm(elsewhere, { recursive: true })
})

test('a library goes to another folder, then to another drive, and works on there', async () => {
  const { page } = running
  await testConnection(page, workspace)
  await takeUsualFolder(page)
  await startDownloading(page)
  await page.getByRole('button', { name: /^Downloads/ }).click()
  await everythingDownloaded(page)
  const old = join(home, 'Videos', 'Dailies')
  const rooms = (await readdir(old)).sort()
  await page.getByRole('button', { name: 'Settings', exact: true }).click()

  await test.step('where it can’t go is said, and nothing happens', async () => {
    await chooseInDialog(old)
    await page.getByRole('button', { name: 'Move', exact: true }).click()
    const refusal = page.getByRole('dialog', { name: 'The library wasn’t moved', exact: true })
    await expect(refusal).toContainText('can’t be moved into itself')
    await refusal.getByRole('button', { name: 'Close', exact: true }).click()
  })

  const archive = join(home, 'Dropbox (Studio)', 'Archive')
  await test.step('on the same drive it has moved in a moment', async () => {
    await mkdir(archive, { recursive: true })
    await chooseInDialog(archive)
    await page.getByRole('button', { name: 'Move', exact: true }).click()
    const question = page.getByRole('dialog', { name: 'Move the library?', exact: true })
    await expect(question).toContainText('same drive')
    await expect(question).toContainText(archive)
    await question.getByRole('button', { name: 'Move', exact: true }).click()
    const outcome = page.getByRole('dialog', { name: 'The library has moved', exact: true })
    await outcome.getByRole('button', { name: 'Done', exact: true }).click()
    expect(existsSync(old)).toBe(false)
    expect((await readdir(archive)).sort()).toEqual(rooms)
    await expect(page.getByText(archive, { exact: true })).toBeVisible()
  })

  const warning = page.getByText(/in a folder that Dropbox mirrors/)
  await test.step('where a cloud service mirrors it is warned of: in settings, and everywhere until that is waved away', async () => {
    await expect(warning).toHaveCount(2)
    await page.getByRole('button', { name: /^All recordings/ }).click()
    await expect(warning).toHaveCount(1)
    await page.getByRole('button', { name: 'Open settings', exact: true }).click()
    await page.getByRole('button', { name: 'Dismiss', exact: true }).click()
    await expect(warning).toHaveCount(1)
    await page.reload()
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    await expect(page.getByText(archive, { exact: true })).toBeVisible()
    await expect(warning).toHaveCount(1)
  })

  if (otherDrive === tmpdir()) return
  await test.step('to another drive it is copied, and the old folder goes to the bin when the person says so', async () => {
    await useBin(bin)
    await chooseInDialog(elsewhere)
    await page.getByRole('button', { name: 'Move', exact: true }).click()
    const question = page.getByRole('dialog', { name: 'Move the library?', exact: true })
    await expect(question).toContainText('another drive')
    await question.getByRole('button', { name: 'Move', exact: true }).click()
    const outcome = page.getByRole('dialog', { name: 'The library has moved', exact: true })
    await expect(outcome).toContainText(archive)
    expect((await readdir(archive)).sort()).toEqual(rooms)
    await outcome.getByRole('button', { name: 'Move the old folder to the bin', exact: true }).click()
    await expect(outcome).toHaveCount(0)
    await expect(warning).toHaveCount(0)
    expect(existsSync(archive)).toBe(false)
    expect(await readdir(bin)).toEqual(['Archive'])
    expect((await readdir(elsewhere)).sort()).toEqual(rooms)
  })

  await test.step('it works there, and is remembered', async () => {
    await page.getByRole('button', { name: 'Sync now', exact: true }).click()
    await expect(page.getByText('Synced just now', { exact: true })).toBeVisible()
    const settings = JSON.parse(await readFile(join(running.home, 'settings.json'), 'utf8'))
    expect(settings).toMatchObject({ libraryPath: elsewhere, recentLibraries: [elsewhere] })
    await page.getByRole('button', { name: /^All recordings/ }).click()
    await expect(page.getByRole('row').nth(3)).toBeVisible()
  })
})

async function chooseInDialog(folder: string): Promise<void> {
  await running.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, folder)
}

/** The system's bin, played by a folder. */
async function useBin(folder: string): Promise<void> {
  await running.app.evaluate(({ shell }, into) => {
    shell.trashItem = async (path) => {
      const { renameSync } = process.getBuiltinModule('node:fs')
      renameSync(path, `${into}/${path.slice(path.lastIndexOf('/') + 1)}`)
    }
  }, folder)
}
