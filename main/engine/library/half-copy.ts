/**
 * What a move to another drive leaves when it is broken off: a folder whose name and mark say what it is, and beside the
 * old library's database a note of where it is. Only a folder that carries the noted mark is ever removed, since a note
 * could have been written by anyone.
 */
import { lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { syncFolder } from '../adapters/durable-file.ts'
import { codeOf } from '../adapters/error-code.ts'
import { type LibraryFiles, privateFolder } from '../adapters/library/library-files.ts'

export const halfCopyNote = `${privateFolder}/moving.json`
const markName = join(privateFolder, 'unfinished-copy.txt')
const ending = ' (unfinished copy)'
const largestNoteBytes = 64 * 1024

const note = z.object({ copy: z.string().endsWith(ending), token: z.string().min(8) })
export type HalfCopy = z.infer<typeof note>

export const halfCopyOf = (target: string, token: string): HalfCopy => ({
  copy: join(dirname(target), `${basename(target)}${ending}`),
  token,
})

/** Makes the folder, with its mark in it. Throws what the file system throws; nothing may stand there. */
export async function beginHalfCopy({ copy, token }: HalfCopy): Promise<void> {
  await mkdir(copy)
  await mkdir(join(copy, privateFolder))
  await writeFile(join(copy, markName), markText(token), { flush: true })
}

/** It isn't half any more. `copy`: where it is by now. */
export async function endHalfCopy(copy: string): Promise<void> {
  await rm(join(copy, markName), { force: true })
  syncFolder(join(copy, privateFolder))
}

/** Removes it and the note of it; what can't be reached now is left to another opening of the library. */
export async function clearHalfCopy(files: LibraryFiles, half: HalfCopy): Promise<void> {
  try {
    await lstat(dirname(half.copy))
    if (await isOurs(half)) await rm(half.copy, { recursive: true, force: true, maxRetries: 3 })
  } catch (error) {
    if (codeOf(error) === null) throw error
    return
  }
  files.remove(halfCopyNote)
}

/** Of a move that an earlier run began in this library. */
export async function clearNotedHalfCopy(files: LibraryFiles): Promise<void> {
  const noted = readNote(files)
  if (noted !== null) await clearHalfCopy(files, noted)
}

async function isOurs({ copy, token }: HalfCopy): Promise<boolean> {
  try {
    return (await lstat(copy)).isDirectory() && (await readFile(join(copy, markName), 'utf8')) === markText(token)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

export const noteText = (half: HalfCopy): string => `${JSON.stringify(half)}\n`

function readNote(files: LibraryFiles): HalfCopy | null {
  const text = files.readText(halfCopyNote, largestNoteBytes)
  if (!text.ok || text.value === null) return null
  try {
    return note.parse(JSON.parse(text.value))
  } catch {
    return null
  }
}

const markText = (token: string): string =>
  `This is an unfinished copy of a library of Dailies, from while it was moved. It can be deleted; the library is where it was.\n${token}\n`
