/** The one window: opened when it is wanted, brought to the front when it is there, and put right when its page has died. */
import { join } from 'node:path'
import { app, BrowserWindow, dialog } from 'electron'
import type { WindowCommand } from '../../preload/contract/shell-events.ts'
import type { PageEvents } from './page-events.ts'
import { openWindow, showWindow, type WindowOptions } from './window.ts'

export type MainWindowOptions = Omit<WindowOptions, 'onPageGone'>

export class MainWindow {
  readonly #options: MainWindowOptions
  readonly #events: PageEvents

  constructor(options: MainWindowOptions, events: PageEvents) {
    this.#options = options
    this.#events = events
  }

  readonly show = (): void => {
    const [window] = BrowserWindow.getAllWindows()
    if (window) showWindow(window)
    else this.#open()
  }

  /** Opens the window for it if need be. */
  readonly command = (command: WindowCommand): void => {
    this.#events.command(command)
    this.show()
  }

  /** Said when there is a window to say it in; opens none. */
  readonly say = (words: string): void => {
    this.#events.command({ kind: 'say', words })
  }

  /** Told to a screen reader, if somebody has one and there is a window. */
  readonly announce = (words: string): void => {
    this.#events.announce(words)
  }

  /** What the pointer drags becomes the system's to drag. `files`: absolute paths, at least one. */
  startDrag(files: readonly string[]): void {
    const [file] = files
    const [window] = BrowserWindow.getAllWindows()
    if (file === undefined || window === undefined) return
    // What hangs on the pointer.
    const icon = join(this.#options.iconFolder, 'tray.png')
    window.webContents.startDrag({ file, files: [...files], icon })
  }

  #open(): void {
    this.#events.deaf()
    const window = openWindow({
      ...this.#options,
      onPageGone: (isLoadedAgain) => this.#pageGone(window, isLoadedAgain),
    })
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#events.deaf()
    })
    window.once('closed', () => this.#events.deaf())
  }

  #pageGone(window: BrowserWindow, isLoadedAgain: boolean): void {
    this.#events.deaf()
    if (isLoadedAgain) this.say('The window failed and was loaded again. Nothing that was saved is lost.')
    else void askAboutPage(window)
  }
}

/** A page that dies of being loaded can't say so itself. Downloads go on meanwhile. */
async function askAboutPage(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window of Dailies fails again and again',
    detail: 'Your recordings are safe, and downloads go on. If trying again doesn’t help, restart the computer.',
    buttons: ['Try again', 'Quit'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  if (response === 1) app.quit()
  else if (!window.isDestroyed()) window.webContents.reload()
}
