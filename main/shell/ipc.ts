/** The only file that hears the page: who asks is checked here, what is asked is parsed, and nothing throws back. */
import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { enginePortChannel, shellChannel } from '../../preload/contract/bridge.ts'
import { err } from '../../preload/contract/result.ts'
import { shellCommandSchemas } from '../../preload/contract/shell.ts'
import { CallServer } from '../link/call-server.ts'
import type { ShellCommandHandlers } from './shell-commands.ts'
import type { ShellLog } from './shell-log.ts'

export type IpcOptions = {
  readonly handlers: ShellCommandHandlers
  readonly isTrusted: (event: IpcMainEvent | IpcMainInvokeEvent) => boolean
  readonly givePort: (contents: WebContents) => void
  readonly log: ShellLog
}

export function hearPage({ handlers, isTrusted, givePort, log }: IpcOptions): void {
  const commands = CallServer.of(shellCommandSchemas, handlers, (event, fields) => log.error(event, fields))

  ipcMain.handle(shellChannel, async (event, name: unknown, input: unknown) => {
    if (isTrusted(event) && typeof name === 'string') return commands.run(name, input)
    log.warn('message-refused', { channel: shellChannel })
    return err({ kind: 'invalid', message: 'Dailies refused a message that did not come from its own window.' })
  })

  ipcMain.on(enginePortChannel, (event) => {
    if (isTrusted(event)) givePort(event.sender)
    else log.warn('message-refused', { channel: enginePortChannel })
  })
}
