/** The window: where it stands, how it is framed on each system, and when it is shown. */
import { join } from 'node:path'
import {
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  nativeImage,
  nativeTheme,
  screen,
  systemPreferences,
} from 'electron'
import { JsonFile } from '../json-file.ts'
import type { Page } from './page.ts'
import { securePreferences } from './security.ts'
import type { ShellLog } from './shell-log.ts'
import { broughtBack, placeWindow, type Rectangle, smallest, type WindowState, windowState } from './window-state.ts'

const reloadNotWithinMs = 10_000

export type WindowOptions = {
  readonly page: Page
  readonly preload: string
  /** Of `build/icons`, wherever it came to lie. */
  readonly iconFolder: string
  readonly stateFile: string
  readonly log: ShellLog
  /** Its page's process has died; `isLoadedAgain` false: it had only just been loaded again for that. */
  readonly onPageGone: (isLoadedAgain: boolean) => void
}

export function openWindow({ page, preload, iconFolder, stateFile, log, onPageGone }: WindowOptions): BrowserWindow {
  const file = new JsonFile<WindowState>(stateFile, windowState)
  const found = file.read()
  const last = found.ok ? found.value : null
  const window = new BrowserWindow({
    ...placeWindow(last, workAreas()),
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Dailies',
    // Shown when there is something to see; until then and while it is resized, the page's own colour.
    show: false,
    backgroundColor: colours().background,
    ...frame(),
    webPreferences: { ...securePreferences, preload },
  })
  if (last?.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => save(window, file, log))
  followTheme(window)
  stayInReach(window)
  listen(window, log, onPageGone)
  const { webContents } = window
  window.loadURL(page.url).catch((error: unknown) => {
    // Closed while it was being loaded: to show a window that is going crashes the whole program.
    if (webContents.isDestroyed()) return
    log.error('page-not-loaded', { error })
    window.show()
  })
  // Its page is on its way, and to read and scale a picture takes as long as to make the window.
  giveIcon(window, iconFolder)
  return window
}

/** A page that has died is loaded again, unless it dies of that. */
function listen({ webContents }: BrowserWindow, log: ShellLog, onPageGone: WindowOptions['onPageGone']): void {
  let lastGoneMs = Number.NEGATIVE_INFINITY
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error('page-gone', { reason, exitCode })
    const hasJustGone = Date.now() - lastGoneMs < reloadNotWithinMs
    lastGoneMs = Date.now()
    if (reason === 'clean-exit' || webContents.isDestroyed()) return
    if (!hasJustGone) webContents.reload()
    onPageGone(!hasJustGone)
  })
  webContents.on('console-message', ({ level, message }) => {
    if (level === 'error') log.warn('page-said', { message })
  })
}

/** Brings the window that is there to the front. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

function frame(): BrowserWindowConstructorOptions {
  if (process.platform === 'darwin') return { titleBarStyle: 'hiddenInset' }
  if (process.platform === 'win32') return { titleBarStyle: 'hidden', titleBarOverlay: overlay() }
  return { autoHideMenuBar: true }
}

/** On the other systems it has the program's. */
function giveIcon(window: BrowserWindow, iconFolder: string): void {
  if (process.platform !== 'linux') return
  const icon = nativeImage.createFromPath(join(iconFolder, 'window.png'))
  // A window without one is still a window.
  if (!icon.isEmpty()) window.setIcon(icon)
}

/** The sRGB of --surface-0 and --text-1 in renderer/styles/tokens.css; in forced colours the system's own, as the page's are. */
function colours() {
  if (process.platform === 'win32' && nativeTheme.inForcedColorsMode)
    return { background: systemColour('window'), text: systemColour('window-text') }
  return nativeTheme.shouldUseDarkColors
    ? { background: '#0f1012', text: '#f0f0f1' }
    : { background: '#f3f4f5', text: '#17191c' }
}

/** Without its opacity: a window takes eight digits for another order of them. */
const systemColour = (name: 'window' | 'window-text') => systemPreferences.getColor(name).slice(0, '#rrggbb'.length)

function overlay() {
  const { background, text } = colours()
  return { color: background, symbolColor: text, height: 40 }
}

function followTheme(window: BrowserWindow): void {
  const follow = () => {
    window.setBackgroundColor(colours().background)
    if (process.platform === 'win32') window.setTitleBarOverlay(overlay())
  }
  nativeTheme.on('updated', follow)
  window.once('closed', () => nativeTheme.off('updated', follow))
}

/** A screen that is unplugged must not take the window along. */
function stayInReach(window: BrowserWindow): void {
  const look = () => {
    // These are the system's to place: some reach beyond the screen by their frame, or lie far outside of every one.
    if (window.isMaximized() || window.isFullScreen() || window.isMinimized()) return
    const place = broughtBack(window.getBounds(), workAreas())
    if (place !== null) window.setBounds(place)
  }
  screen.on('display-removed', look)
  screen.on('display-metrics-changed', look)
  window.on('restore', look)
  window.once('closed', () => {
    screen.off('display-removed', look)
    screen.off('display-metrics-changed', look)
  })
}

/** Of all screens, the main one first. */
function workAreas(): Rectangle[] {
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
  return [main, ...others].map(({ workArea }) => workArea)
}

function save(window: BrowserWindow, file: JsonFile<WindowState>, log: ShellLog): void {
  try {
    file.write({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  } catch (error) {
    log.warn('window-state-not-saved', { error })
  }
}
