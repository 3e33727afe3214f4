/** Tells a file that isn't there from one that can't be looked at: a folder without permission hides what is in it. */
import { statSync } from 'node:fs'
import { codeOf } from '../error-code.ts'
import type { LibraryFiles } from './library-files.ts'

const nothingThere: readonly (string | null)[] = ['ENOENT', 'ENOTDIR', 'ELOOP']

export function isMissing(files: LibraryFiles, relative: string): boolean {
  const path = files.resolve(relative)
  if (!path.ok) return path.error.kind === 'invalid'
  try {
    return !statSync(path.value).isFile()
  } catch (error) {
    return nothingThere.includes(codeOf(error))
  }
}
