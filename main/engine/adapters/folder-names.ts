/**
 * Names as a folder gives them, and as everything else writes them: composed (Unicode NFC). HFS+ and some network shares take a
 * composed name and give it back decomposed; copied from there, a folder keeps such names on drives that tell the two
 * apart. Whoever compares names read from a folder with any others reads them here.
 */
import { type Dirent, lstatSync } from 'node:fs'
import { join } from 'node:path'

export type NamedEntry = Pick<Dirent, 'isFile' | 'isDirectory'> & { readonly name: string }

/** One whose composed name is another entry's keeps its own: both must be told apart, and can be. */
export function composedNames(entries: readonly Dirent[]): NamedEntry[] {
  const given = new Set(entries.map(({ name }) => name))
  return entries.map((entry) => ({
    name: composedAmong(entry.name, given),
    isFile: () => entry.isFile(),
    isDirectory: () => entry.isDirectory(),
  }))
}

function composedAmong(name: string, given: ReadonlySet<string>): string {
  const composed = name.normalize('NFC')
  return given.has(composed) || composed.normalize('NFD') !== name ? name : composed
}

/** The absolute path of something below `root`; where a part stands there in the other form only, in that one. */
export function standingPath(root: string, relative: string): string {
  const parts = relative.split('/')
  if (formsOf(relative).length === 1) return join(root, ...parts)
  return parts.reduce((folder, part) => {
    const forms = formsOf(part)
    const standing = forms.length === 1 ? undefined : forms.find((form) => isThere(join(folder, form)))
    return join(folder, standing ?? part)
  }, root)
}

const formsOf = (name: string): readonly string[] => [...new Set([name, name.normalize('NFC'), name.normalize('NFD')])]

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined
