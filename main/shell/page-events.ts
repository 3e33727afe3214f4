/** Tells our windows what happens on its own. The only file that sends to a page without being asked. */
import { BrowserWindow, type WebContents } from 'electron'
import { shellEventChannel } from '../../preload/contract/bridge.ts'
import type { ShellEventName, ShellEventPayload } from '../../preload/contract/shell-events.ts'

export type TellPage = <N extends ShellEventName>(name: N, payload: ShellEventPayload<N>) => void

/** `isTrusted` is asked each time: a window may have been led elsewhere. */
export function tellPages(isTrusted: (contents: WebContents) => boolean): TellPage {
  return (name, payload) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      if (isTrusted(webContents)) webContents.send(shellEventChannel, name, payload)
    }
  }
}
