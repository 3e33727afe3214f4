/**
 * The latest libraries where the system lists a program's documents: the dock's menu on macOS, the jump list on Windows.
 * (Its own menu lists them everywhere.) A click comes back as a folder to open; see library-on-command-line.ts.
 */
import { app } from 'electron'
import type { SettingsFile } from '../settings-file.ts'

export function keepRecentLibraries(settings: SettingsFile): void {
  let shown = ''
  const show = () => {
    const { recentLibraries } = settings.get()
    const now = recentLibraries.join('\n')
    if (now === shown) return
    shown = now
    if (process.platform === 'darwin') listInDock(recentLibraries)
    if (process.platform === 'win32') app.setJumpList(jumpList(recentLibraries))
  }
  show()
  settings.onChange(show)
}

function listInDock(paths: readonly string[]): void {
  app.clearRecentDocuments()
  // The one that was added last stands first.
  for (const path of paths.toReversed()) app.addRecentDocument(path)
}

/** Not Windows' own "recent" category: that lists only files of a type that the program is registered for. */
function jumpList(paths: readonly string[]): Electron.JumpListCategory[] {
  const items = paths.map((path) => ({
    type: 'task' as const,
    title: path.split(/[\\/]/).findLast((part) => part !== '') ?? path,
    description: path,
    program: process.execPath,
    // A backslash before the closing quotation mark would escape it, unless there are two.
    args: `"${path.replace(/\\+$/, '$&$&')}"`,
    iconPath: process.execPath,
    iconIndex: 0,
  }))
  return items.length === 0 ? [] : [{ type: 'custom', name: 'Libraries', items }]
}
