/**
 * `npm run demo`: a simulated 100ms workspace on this computer and the real app, on a fresh profile, connected to it. The
 * first run is clicked through; then the app is yours until you close it. Without a display it plays the story by itself
 * under Xvfb, writes pictures and ends.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElectronApplication, expect, type Locator, type Page } from 'playwright/test'
import { openDisplay } from '../build/display.ts'
import { prepareOrExit } from '../build/prepare.ts'
import { runCommand } from '../build/run-command.ts'
import { repositoryRoot } from '../build/runtime-paths.ts'
import { startApp } from './e2e/app.ts'
import { keepAllComposites, recordingRow, startDownloading, takeUsualFolder, testConnection } from './e2e/steps.ts'
import { startWorkspace } from './hms/workspace.ts'

const pictures = join(repositoryRoot, 'out/demo')
/** Slow enough to watch. */
const storageBytesPerSecond = 40_000

await prepareOrExit()
say('building the app')
await runCommand(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'], {
  cwd: repositoryRoot,
})
const display = await openDisplay()
if (display) say(`there is no display, so this runs under Xvfb (${display.name}) and plays by itself`)

const workspace = await startWorkspace()
workspace.faults.add({
  on: 'storage',
  kind: 'slow',
  bytesPerSecond: storageBytesPerSecond,
  times: Number.POSITIVE_INFINITY,
})
say(`simulated 100ms workspace at ${workspace.apiUrl}`)
const home = await mkdtemp(join(tmpdir(), 'dailies-demo-'))
const { app, page, close } = await startApp({ HOME: home })
process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))
let failed = false
try {
  if (display) await pictureSize(app)
  await firstRun(page)
  if (display) await playStory(page)
  else await leaveToPerson(app)
} catch (error) {
  failed = true
  console.error(error)
} finally {
  await close().catch(() => undefined)
  await workspace.stop()
  await display?.stop()
  await rm(home, { recursive: true, force: true })
}
process.exit(failed ? 1 : 0)

async function firstRun(page: Page): Promise<void> {
  await page.bringToFront()
  say('connecting, as on a first run')
  await testConnection(page, workspace)
  await takeUsualFolder(page)
  await keepAllComposites(page)
  // Counted a moment after the recordings have come.
  await expect(page.getByRole('term').filter({ hasText: 'Recordings found' }).locator('..')).toContainText(/[1-9]/)
  if (display) await picture(page, 'setup')
  await startDownloading(page)
  say(`recordings sync and download into ${join(home, 'Videos/Dailies')}`)
}

/** The app stays until its window is closed. */
async function leaveToPerson(app: ElectronApplication): Promise<void> {
  say('the app is yours; close its window to end the demo (its library and profile are removed then)')
  await app.waitForEvent('close', { timeout: 0 })
}

async function pictureSize(app: ElectronApplication): Promise<void> {
  await mkdir(pictures, { recursive: true })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800))
}

async function playStory(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Downloads/ }).click()
  await expect(page.getByRole('progressbar').first()).toBeVisible()
  await expect(page.getByText(/[1-9]\d* kB\/s/).first()).toBeVisible()
  await picture(page, 'downloads')
  await expect(page.getByRole('button', { name: 'Pause all', exact: true })).toBeDisabled({ timeout: 120_000 })
  await workspace.stop()
  say('everything is here; the simulated workspace is stopped, and the rest is offline')

  await page.getByRole('button', { name: /^All recordings/ }).click()
  // Films get their pictures one at a time, soon after they have come: of those in sight these came first and last.
  const chosen = recordingRow(page, 'Maya Lindqvist').nth(1)
  for (const row of [recordingRow(page, 'Ada Kovacs'), chosen])
    await expect(row.locator('img')).toBeVisible({ timeout: 120_000 })
  await chosen.click()
  await picture(page, 'library')
  await page.getByRole('button', { name: 'Show as grid', exact: true }).click()
  await picture(page, 'grid')
  await page.getByRole('button', { name: 'Show as list', exact: true }).click()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('ferry')
  await expect(page.getByRole('option', { name: /ferry crews/ })).toBeVisible({ timeout: 20_000 })
  await picture(page, 'search')
  say('found what was said; opening it there')
  await page.getByRole('option', { name: /ferry crews/ }).click()
  await expect(page.locator('video')).toBeVisible()
  await page.keyboard.press('Space')
  await mark(page, 'Bridge opens: keep for the trailer')
  await expect(page.locator('[data-word][data-now]')).toHaveCount(1)
  await page.keyboard.press('Space')
  await picture(page, 'review')
  await page.getByRole('tab', { name: /^Markers/ }).click()
  await picture(page, 'markers')
  for (const tab of ['Chat', 'Summary', 'People']) {
    await page.getByRole('tab', { name: tab }).click()
    await picture(page, tab.toLowerCase(), page.getByRole('tabpanel', { name: tab }))
  }
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
  await page.getByRole('button', { name: /^Needs attention/ }).click()
  await picture(page, 'attention')
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('heading', { name: 'Settings', level: 1, exact: true })).toBeVisible()
  await picture(page, 'settings')
}

/** M at the playhead, some words, Enter. */
async function mark(page: Page, words: string): Promise<void> {
  await page.keyboard.press('m')
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
}

/** In both themes: `<name>-light.png` and `<name>-dark.png`. */
async function picture(page: Page, name: string, shown: Page | Locator = page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const path = join(pictures, `${name}-${colorScheme}.png`)
    await shown.screenshot({ path, animations: 'disabled' })
    say(`picture: ${path}`)
  }
}

function say(line: string): void {
  console.log(`[demo] ${line}`)
}
