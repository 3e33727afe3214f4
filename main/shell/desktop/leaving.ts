/**
 * Closing the window and quitting: closing leaves Dailies in the tray while something is downloaded, or if it starts there
 * at login, as the person wants it; quitting asks while something is downloaded. Nothing is lost either way: what was under way goes on from where it was at the next start.
 */
import { app, BrowserWindow, dialog, powerMonitor } from 'electron'
import { windowToAskIn } from '../dialogs.ts'

export type LeavingParts = {
  readonly isDownloading: () => boolean
  readonly staysInTray: () => boolean
  /** It is there from the login on, with a window or without. */
  readonly livesInTray: () => boolean
  /** The window is gone and Dailies goes on. */
  readonly onStaying: () => void
  readonly reopen: () => void
}

export function watchLeaving({ isDownloading, staysInTray, livesInTray, onStaying, reopen }: LeavingParts): void {
  let mayQuit = false
  let isAsking = false

  app.on('window-all-closed', () => {
    if (mayQuit) return
    if (isDownloading() && staysInTray()) onStaying()
    else if (process.platform !== 'darwin' && !livesInTray()) app.quit()
  })
  // The system goes down: it would wait for the answer, or go without us.
  powerMonitor.on('shutdown', () => {
    mayQuit = true
  })
  // It ends a session, or somebody in a terminal the program: nobody may be there to be asked.
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      mayQuit = true
      app.quit()
    })
  }
  app.on('before-quit', (event) => {
    if (mayQuit || !isDownloading()) {
      mayQuit = true
      return
    }
    event.preventDefault()
    if (isAsking) return
    isAsking = true
    void ask()
      .then((quits) => {
        mayQuit = quits
        if (quits) app.quit()
        // Without a window and a tray nobody could come back to it.
        else if (BrowserWindow.getAllWindows().length === 0) reopen()
      })
      .finally(() => {
        isAsking = false
      })
  })
}

async function ask(): Promise<boolean> {
  const window = windowToAskIn()
  const question = {
    type: 'question',
    message: 'Quit while recordings are being downloaded?',
    detail: 'They go on from where they are when you start Dailies again.',
    buttons: ['Quit', 'Keep downloading'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  } as const
  const options = { ...question, buttons: [...question.buttons] }
  const { response } = window ? await dialog.showMessageBox(window, options) : await dialog.showMessageBox(options)
  return response === 0
}
