// Two workspaces in one library, whose rooms have the same names: connected, told apart, renamed, disconnected.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { type RunningApp, startApp } from './app.ts'
import { chooseInMenu, menuItem } from './app-menu.ts'
import { recordingRow, testConnection } from './steps.ts'

let home: string
let studio: Workspace
let annexe: Workspace
let running: RunningApp

test.beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'dailies-workspaces-'))
  studio = await startWorkspace()
  annexe = await startWorkspace({
    accessKey: '727cdddff2e4e30487862ad2',
    appSecret: 'the-annexe-has-a-secret-of-its-own',
  })
  running = await startApp({
    HOME: home,
    DAILIES_LIBRARY: join(home, 'Dailies'),
    DAILIES_API_URL: studio.apiUrl,
    DAILIES_ACCESS_KEY: studio.accessKey,
    DAILIES_APP_SECRET: studio.appSecret,
  })
})
test.afterAll(async () => {
  await running.close()
  await Promise.all([studio.stop(), annexe.stop()])
  await rm(home, { recursive: true })
})

test('two workspaces share a library: rooms under their names, one of them at a time, one forgotten', async () => {
  const { page } = running
  const sidebar = page.getByRole('navigation', { name: 'Library', exact: true })
  await page.getByRole('button', { name: 'Nothing by itself', exact: true }).click()
  // The second click falls on the list, and opens nothing there.
  await page.getByRole('button', { name: /^Show \d+ recordings$/ }).dblclick()
  await expect(recordingRow(page, 'Late desk')).not.toHaveCount(0)
  await expect(page.locator('video')).toHaveCount(0)

  await test.step('another one is connected to the open library, under a name, or not', async () => {
    const dialog = page.getByRole('dialog', { name: 'Connect a workspace', exact: true })
    await recordingRow(page, 'Late desk').first().click()
    await chooseInMenu(running.app, 'Connect a Workspace…')
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('treegrid')).toBeFocused()
    await chooseInMenu(running.app, 'Connect a Workspace…')
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Annexe')
    await testConnection(page, annexe)
    await page.getByRole('dialog').getByRole('button', { name: 'Connect', exact: true }).click()
    await expect(sidebar.getByRole('heading', { name: 'Annexe', exact: true })).toBeVisible({ timeout: 20_000 })
    await expect(sidebar.getByRole('button', { name: /^Late desk/ })).toHaveCount(2)
  })

  await test.step('the first is renamed', async () => {
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    await page.getByRole('button', { name: 'Rename 100ms', exact: true }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Harbour House')
    await page.getByRole('dialog').getByRole('button', { name: 'Rename', exact: true }).click()
    await expect(sidebar.getByRole('heading', { name: 'Harbour House', exact: true })).toBeVisible()
  })

  await test.step('the list shows one of them, and says which where names are the same', async () => {
    await sidebar.getByRole('button', { name: 'Annexe', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Annexe', level: 1, exact: true })).toBeVisible()
    await expect(recordingRow(page, 'Harbour House')).toHaveCount(0)
    await expect(recordingRow(page, 'Annexe')).not.toHaveCount(0)
  })

  await test.step('a room gets a title of the person’s own, and needs no more telling apart', async () => {
    await sidebar
      .getByRole('button', { name: /^Late desk/ })
      .last()
      .click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Rename room…', exact: true }).click()
    await page.getByRole('dialog').getByLabel('Title').fill('Vinegar club')
    await page.keyboard.press('Enter')
    await sidebar.getByRole('button', { name: /^Vinegar club/ }).click()
    await expect(recordingRow(page, 'Vinegar club')).not.toHaveCount(0)
    await expect(recordingRow(page, 'Annexe')).toHaveCount(0)
  })

  await test.step('a disconnected one keeps its recordings, and says that nothing new comes', async () => {
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    await page.getByRole('button', { name: 'Disconnect', exact: true }).last().click()
    const disconnect = page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true })
    // It has come: the pointer waits until it stands still.
    await disconnect.hover()
    // As it fades, which takes a while here, it still says whom it was about.
    await page.evaluate(() => document.documentElement.style.setProperty('--slow', '60s'))
    await disconnect.click()
    await expect(page.getByText('Not connected', { exact: true })).toBeVisible()
    await expect(page.getByText('Disconnect Annexe?', { exact: true })).toBeVisible()
    await page.evaluate(() => {
      document.documentElement.style.removeProperty('--slow')
      // A sync's ring turns for ever, and can't be finished.
      for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish()
    })
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await sidebar.getByRole('button', { name: /^Vinegar club/ }).click()
    await expect(recordingRow(page, 'Vinegar club')).not.toHaveCount(0)
  })

  await test.step('with none connected there is nothing to sync with, and it says so', async () => {
    expect(await menuItem(running.app, 'Sync Now')).toBe(true)
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    await page.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Workspace not connected', exact: true })).toBeVisible()
    await expect.poll(() => menuItem(running.app, 'Sync Now')).toBe(false)
  })
  await page.screenshot({ path: process.env['PICTURE'] ?? join(home, 'workspaces.png') })
})
