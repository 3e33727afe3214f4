/** Tells our windows what happens on its own. The only file that sends to a page without being asked. */
import { BrowserWindow, type WebContents } from 'electron'
import { shellEventChannel } from '../../preload/contract/bridge.ts'
import type { Health, WindowCommand } from '../../preload/contract/shell-events.ts'

export class PageEvents {
  readonly #isTrusted: (contents: WebContents) => boolean
  /** Commands for a window that is still being opened. */
  #waiting: WindowCommand[] = []
  #isListening = false

  /** `isTrusted` is asked each time: a window may have been led elsewhere. */
  constructor(isTrusted: (contents: WebContents) => boolean) {
    this.#isTrusted = isTrusted
  }

  health(health: Health): void {
    this.#send('health', health)
  }

  command(command: WindowCommand): void {
    if (this.#isListening) this.#send('command', command)
    else this.#waiting.push(command)
  }

  /** Only to a page that hears it now: later it would be no news. */
  announce(words: string): void {
    if (this.#isListening) this.#send('command', { kind: 'announce', words })
  }

  /** The page can hear commands. */
  listening(): void {
    this.#isListening = true
    const waiting = this.#waiting
    this.#waiting = []
    for (const command of waiting) this.#send('command', command)
  }

  /** The page is gone, or being loaded again. */
  deaf(): void {
    this.#isListening = false
  }

  #send(name: 'health' | 'command', payload: Health | WindowCommand): void {
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      if (this.#isTrusted(webContents)) webContents.send(shellEventChannel, name, payload)
    }
  }
}
