// Every screen, light and dark: no violation that axe can find. And the main job by keys alone.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { RunOptions } from 'axe-core'
import { expect, type Page, test } from 'playwright/test'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { type RunningApp, startApp } from './app.ts'
import { addOddItems, type Look, walkDownloads, walkLibrary, walkReview, walkSettings, walkSetup } from './screens.ts'

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

test('every screen is free of what axe finds wrong, light and dark', async () => {
  test.setTimeout(240_000)
  const { page } = running
  const look: Look = async (screen) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    expect.soft(await violations(axe(page)), `${screen}, light`).toEqual([])
    // Only the colours are others.
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    expect.soft(await violations(axe(page).withRules('color-contrast')), `${screen}, dark`).toEqual([])
  }
  await walkSetup(page, workspace, look)
  await walkDownloads(page, look)
  await walkLibrary(page, look)
  await walkSettings(page, look)
  await walkReview(page, look)
})

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
