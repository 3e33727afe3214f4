// Every screen: no violation that axe can find, nothing that moves where motion is reduced, nothing that only a colour says
// where colours are forced. And the main job by keys alone.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { RunOptions } from 'axe-core'
import { expect, type Page, test } from 'playwright/test'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { type RunningApp, startApp } from './app.ts'
import { forcedColourFaults, motionFaults } from './display-modes.ts'
import { unseenFocus } from './layout.ts'
import {
  addOddItems,
  type Look,
  walkDownloads,
  walkLibrary,
  walkReview,
  walkSettings,
  walkSetup,
  walkTroubles,
} from './screens.ts'
import { everythingDownloaded } from './steps.ts'
import { heard, listen } from './told.ts'

let home: string
let workspace: Workspace
let running: RunningApp

test.beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'dailies-axe-'))
  workspace = await startWorkspace()
  addOddItems(workspace)
  running = await startApp({ HOME: home, XDG_CONFIG_HOME: join(home, '.config') })
})
test.afterAll(async () => {
  await running.close()
  await workspace.stop()
  await rm(home, { recursive: true })
})

test('every screen is free of what axe finds wrong, light and dark, still and in forced colours', async () => {
  test.setTimeout(480_000)
  const { page } = running
  const look: Look = async (screen) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    expect.soft(await violations(axe(page)), `${screen}, light`).toEqual([])
    // Only the colours are others.
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    expect.soft(await violations(axe(page).withRules('color-contrast')), `${screen}, dark`).toEqual([])
    expect.soft(await motionFaults(page), `${screen}, reduced motion`).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce', forcedColors: 'active' })
    expect.soft(await forcedColourFaults(page), `${screen}, forced colours`).toEqual([])
    await page.emulateMedia({ forcedColors: 'none' })
  }
  await walkSetup(page, workspace, look)
  await walkDownloads(page, look)
  await walkLibrary(page, look)
  await walkSettings(running, look)
  await walkReview(page, look)
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
  await walkTroubles(running, workspace, home, look)
})

test('the main job is done by keys alone, seen and told: connect, choose, download, find, review, settings', async () => {
  test.setTimeout(120_000)
  const folder = await mkdtemp(join(tmpdir(), 'dailies-keys-'))
  const app = await startApp({ HOME: folder, XDG_CONFIG_HOME: join(folder, '.config') })
  const { page } = app
  const press = (key: string) => page.keyboard.press(key)
  try {
    await test.step('first run', async () => {
      await listen(page)
      await expect(page.getByRole('textbox', { name: 'Access key', exact: true })).toBeFocused()
      await page.keyboard.type(workspace.accessKey)
      await tabTo(page, 'App secret')
      await page.keyboard.type(workspace.appSecret)
      await tabTo(page, 'Advanced')
      await press('Enter')
      await tabTo(page, 'API address')
      await press('ControlOrMeta+a')
      await page.keyboard.type(workspace.apiUrl)
      await tabTo(page, 'Continue')
      await press('Enter')
      await page.getByRole('heading', { name: 'Where should they live?', exact: true }).waitFor()
      await tabTo(page, 'Use this folder')
      await press('Enter')
      await page.getByRole('heading', { name: 'What should be kept here?', exact: true }).waitFor()
      await tabTo(page, 'Start downloading')
      await press('Enter')
      await expect(page.getByRole('button', { name: /^Show \d+ recordings$/ })).toBeFocused()
      await press('Enter')
      await page.getByRole('treegrid').waitFor()
    })

    await test.step('a recording is downloaded', async () => {
      await tabTo(page, 'All recordings')
      await press('End')
      await expect(page.locator('[role=row][aria-selected=true]')).toContainText('Field notes')
      await press('d')
      await press('Control+2')
      await expect(page.getByRole('heading', { name: 'Downloads', exact: true })).toBeVisible()
      await everythingDownloaded(page)
      await press('Control+1')
    })

    await test.step('a word is found, and reviewed where it was said', async () => {
      await press('/')
      await page.keyboard.type('urchins')
      await expect(page.getByRole('row').filter({ hasText: 'thirty one sea urchins' })).toBeVisible()
      await press('ArrowDown')
      await press('ArrowDown')
      await press('ArrowDown')
      await press('Enter')
      await expect(page.getByRole('listbox', { name: 'Transcript', exact: true })).toBeVisible()
      await press('Escape')
      await expect(page.getByRole('treegrid')).toBeVisible()
    })

    await test.step('the settings are changed, and nothing holds the keyboard', async () => {
      await tabTo(page, 'Settings')
      await press('Enter')
      await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor()
      await tabTo(page, 'System')
      await press('ArrowRight')
      await press('ArrowRight')
      await press('Enter')
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
      await tabTo(page, 'Go to About')
      await tabTo(page, 'Starred')
      await press('Enter')
      await expect(page.getByRole('button', { name: 'Starred', exact: true })).toHaveAttribute('aria-current', 'page')
    })

    await test.step('what a screen reader is told of it: each thing once, and nothing that only moves on', async () => {
      // Said some seconds after the last file: one of them is gone at 100ms.
      const ofBatch = /^\d+ files? could not be downloaded\. /
      await expect.poll(() => heard(page), { timeout: 20_000 }).toContainEqual(expect.stringMatching(ofBatch))
      const told = await heard(page)
      for (const words of ['Syncing with 100ms.', 'Sync finished.'])
        expect(
          told.filter((each) => each === words),
          words,
        ).toHaveLength(1)
      expect(told.length, told.join('\n')).toBeLessThan(12)
      expect(told.filter((words) => /^Synced |%|\d [kM]B/.test(words))).toEqual([])
    })
  } finally {
    await app.close()
    await rm(folder, { recursive: true, force: true })
  }
})

/** Tab after tab until what has that name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const isThere = () =>
    page.evaluate((wanted) => {
      const focused = document.activeElement
      if (focused === null) return false
      const labels =
        focused instanceof HTMLInputElement ? [...(focused.labels ?? [])].map((each) => each.textContent) : []
      return [focused.getAttribute('aria-label'), focused.textContent, ...labels].some(
        (words) => words?.trim() === wanted,
      )
    }, name)
  for (let tabs = 0; tabs < 60; tabs += 1) {
    if (await isThere()) return
    await page.keyboard.press('Tab')
    expect(await unseenFocus(page), `on the way to “${name}”`).toBeNull()
  }
  throw new Error(`No Tab leads to “${name}”`)
}

/**
 * Legacy mode: the other one opens a second page, which an Electron window's context can't. A menu hangs over the page, as
 * a dialog does: the rule "everything stands in a landmark" knows only dialogs.
 */
const narrowed: RunOptions = { resultTypes: ['violations'] }
const options = {
  ...narrowed,
  checks: {
    region: { options: { regionMatcher: 'dialog, [role=dialog], [role=alertdialog], [role=menu], [role=listbox]' } },
  },
}
const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode().options(options)

/** A line each: what, how to mend it, and where. */
async function violations(builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${failureSummary} ${html}`),
  )
}
