// Every screen in every size that people have: nothing scrolls sideways, no control lies outside or is cut, no words end
// without a sign of it, and the keyboard is always seen. DAILIES_PICTURES=<folder> keeps a picture of each.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { startWorkspace, type Workspace } from '../hms/workspace.ts'
import { type RunningApp, startApp } from './app.ts'
import { layoutFaults, unseenFocus } from './layout.ts'
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

/** Content of the window in device pixels, and the zoom: 1280 × 800 at 200 % is 640 × 400 to the page. */
const sizes = [
  { name: '200 %', width: 1280, height: 800, zoom: 2 },
  { name: '800', width: 800, height: 600, zoom: 1 },
  { name: '960', width: 960, height: 600, zoom: 1 },
  { name: '1920', width: 1920, height: 1080, zoom: 1 },
  { name: '2560', width: 2560, height: 1440, zoom: 1 },
  { name: '1280', width: 1280, height: 800, zoom: 1 },
] as const
type Size = (typeof sizes)[number]

const pictures = process.env['DAILIES_PICTURES']
const looks = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none' },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced', colorScheme: 'dark', forcedColors: 'active' },
] as const

const softly = expect.configure({ soft: true })
let home: string
let workspace: Workspace
let running: RunningApp

test.beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'dailies-layout-'))
  workspace = await startWorkspace()
  addOddItems(workspace)
  running = await startApp({ HOME: home, XDG_CONFIG_HOME: join(home, '.config') })
  await running.page.emulateMedia({ reducedMotion: 'reduce' })
})
test.afterAll(async () => {
  await running.close()
  await workspace.stop()
  await rm(home, { recursive: true })
})

test('every screen fits in every size, and the keyboard is seen on it', async () => {
  test.setTimeout(900_000)
  const { page } = running
  await resize(sizes[sizes.length - 1] ?? sizes[0])
  const look: Look = async (screen) => {
    for (const size of sizes) {
      await resize(size)
      // What is measured after a change of size is drawn a moment later.
      await softly.poll(() => layoutFaults(page), { message: `${screen}, ${size.name}`, timeout: 5000 }).toEqual([])
      if (pictures !== undefined) await takePictures(pictures, screen, size)
    }
  }
  await walkSetup(page, workspace, look)
  await walkDownloads(page, look)
  await walkLibrary(page, look)
  await walkSettings(running, look)
  await walkReview(page, look)

  const tabThrough = async (screen: string) => {
    for (let tabs = 0; tabs < 45; tabs += 1) {
      await page.keyboard.press('Tab')
      expect.soft(await unseenFocus(page), `${screen}, Tab ${tabs + 1}`).toBeNull()
    }
  }
  await tabThrough('review')
  await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
  for (const name of [/^All recordings/, /^Downloads/, /^Settings/]) {
    await page.getByRole('button', { name }).click()
    await tabThrough(String(name))
  }
  await page.getByRole('button', { name: /^All recordings/ }).click()
  await page.getByRole('treegrid').waitFor()
  await walkTroubles(running, workspace, home, look)
})

/** Until the page has drawn itself in the new size. */
async function resize({ width, height, zoom }: Size): Promise<void> {
  await running.app.evaluate(
    ({ BrowserWindow }, asked) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setMinimumSize(100, 100)
      window?.setContentSize(asked.width, asked.height)
      window?.webContents.setZoomFactor(asked.zoom)
    },
    { width, height, zoom },
  )
  await expect.poll(() => running.page.evaluate(() => window.innerWidth)).toBe(width / zoom)
  await drawn()
}

const drawn = () =>
  running.page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))),
  )

/** By Electron: a screenshot of the page doesn't know its zoom. */
async function takePictures(folder: string, screen: string, size: Size): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const { name, colorScheme, forcedColors } of looks) {
    await running.page.emulateMedia({ colorScheme, forcedColors })
    await drawn()
    const png = await running.app.evaluate(async ({ BrowserWindow }) =>
      (await BrowserWindow.getAllWindows()[0]?.webContents.capturePage())?.toPNG().toString('base64'),
    )
    const file = `${screen} ${size.name} ${name}.png`.replaceAll(/[^\w.]+/g, '-')
    await writeFile(join(folder, file), Buffer.from(png ?? '', 'base64'))
  }
  await running.page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
}
