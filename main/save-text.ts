/** Writes text where the person wants it, from the window or the command line: whole or not at all, never half over what was there. */
import { randomUUID } from 'node:crypto'
import { access, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { DailiesError } from '../preload/contract/errors.ts'
import { err, ok, type Result } from '../preload/contract/result.ts'
import { isInLibrary } from './in-library.ts'

/** Replaces a file of that name: whoever calls has asked. */
export async function saveText(path: string, text: string): Promise<Result<null, DailiesError>> {
  try {
    const there = await stat(path).catch(() => null)
    if (there === null) await replace(path, text)
    // A pipe or a terminal, such as /dev/stdout: another file can't take its place.
    else if (!there.isFile() && !there.isDirectory()) await writeFile(path, text)
    else {
      // What a link leads to, as every program writes it.
      const target = await realpath(path)
      if (isInLibrary(target)) return err(partOfLibrary)
      await replace(target, text)
    }
    return ok(null)
  } catch (error) {
    return err(failureOf(error, basename(path)))
  }
}

async function replace(path: string, text: string): Promise<void> {
  const beside = join(dirname(path), `.${randomUUID()}.part`)
  try {
    const file = await open(beside, 'wx')
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    throw error
  }
}

const partOfLibrary: DailiesError = {
  kind: 'folder',
  message: 'This file is part of a library, and an export must not take its place. Choose another name or folder.',
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** That name in the folder, or the first of `name 2.srt`, `name 3.srt` … that is free. */
export async function freePath(folder: string, fileName: string): Promise<string> {
  const ending = extname(fileName)
  const stem = basename(fileName, ending)
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? fileName : `${stem} ${number}${ending}`)
    if (!(await isThere(path))) return path
  }
}

function failureOf(error: unknown, name: string): DailiesError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const message = sentenceFor(code, name)
  return isFull.test(code) ? { kind: 'disk-full', message, freeBytes: 0, neededBytes: 0 } : { kind: 'folder', message }
}

const isFull = /^(?:ENOSPC|EDQUOT)$/

/** Node's own message would name the whole path. */
function sentenceFor(code: string, name: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `“${name}” wasn’t saved: the disk is full. Make some room, or choose another place.`
    case 'EISDIR':
      return `“${name}” wasn’t saved: there is a folder of that name. Choose another name.`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `“${name}” wasn’t saved: Dailies may not write into that folder. Choose another place.`
    case 'ENOENT':
      return `“${name}” wasn’t saved: the folder isn’t there any more. Choose another place.`
    default:
      return `“${name}” wasn’t saved: the system refused it. Try again, or choose another place.`
  }
}
