/**
 * The system's dialogs that ask for files and folders. Each hangs on the window, if there is one: it stays in front of it,
 * and most systems keep the page from being used until it is answered. Not all do, so whoever asks doesn't rely on that.
 */
import { BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron'

/** null: the person changed their mind. Absolute. */
export async function askWhereToSave(options: SaveDialogOptions): Promise<string | null> {
  const window = windowToAskIn()
  const asked = window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options)
  const { canceled, filePath } = await asked
  return canceled || filePath === '' ? null : filePath
}

/** The first that was chosen; null: the person changed their mind. Absolute. */
export async function askWhichToOpen(options: OpenDialogOptions): Promise<string | null> {
  const window = windowToAskIn()
  const asked = window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options)
  const { filePaths } = await asked
  return filePaths[0] ?? null
}

/** What hangs on a window in the dock or the taskbar, nobody sees there. */
export function windowToAskIn(): BrowserWindow | undefined {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized()) window.restore()
  return window
}
