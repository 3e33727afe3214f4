/**
 * A folder or file that the system hands over to be opened: dropped on the app's icon, chosen in a list of recent
 * libraries, or named when the app was started. It means the library that it is or lies in.
 */
import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { linkScheme } from './deep-link.ts'

/** Absolute path, or null: none was named. `appPath` is named too where the app is run from its folder. */
export function pathOnCommandLine(argv: readonly string[], appPath: string, workingFolder: string): string | null {
  const named = argv
    .slice(1)
    .filter((argument) => argument !== '' && !argument.startsWith('-'))
    .filter((argument) => !argument.toLowerCase().startsWith(`${linkScheme}:`))
    .map((argument) => resolve(workingFolder, argument))
  return named.findLast((path) => path !== resolve(appPath)) ?? null
}

/** The library that the path is or lies in; null: in none. */
export function libraryOf(path: string): string | null {
  for (let folder = path; ; folder = dirname(folder)) {
    if (isFolder(join(folder, '.dailies'))) return folder
    if (folder === dirname(folder)) return null
  }
}

/** What can't be looked at, on a drive that is gone for one, is none. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
