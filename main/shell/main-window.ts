/** The one window: opened when it is wanted, brought to the front when it is there. */
import { BrowserWindow } from 'electron'
import type { WindowCommand } from '../../preload/contract/shell-events.ts'
import type { PageEvents } from './page-events.ts'
import { openWindow, showWindow, type WindowOptions } from './window.ts'

export class MainWindow {
  readonly #options: WindowOptions
  readonly #events: PageEvents

  constructor(options: WindowOptions, events: PageEvents) {
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

  #open(): void {
    this.#events.deaf()
    const window = openWindow(this.#options)
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#events.deaf()
    })
    window.once('closed', () => this.#events.deaf())
  }
}
