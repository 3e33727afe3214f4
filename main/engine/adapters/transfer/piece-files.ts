/**
 * Pieces that were fetched ahead of a `.part`, as files beside it: `film.mp4.+1c.part` is what belongs 48 MiB into
 * `film.mp4`. The name says where it begins, its length how much is there, after a kill too.
 */
import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { type FoundPiece, mebibyte } from '../../core/download/pieces.ts'
import { codeOf } from '../error-code.ts'
import { composedNames } from '../folder-names.ts'

/** `first`: whole mebibytes. No name that Dailies gives has a plus after a dot. */
export function piecePath(partPath: string, first: number): string {
  return `${stemOf(partPath)}.+${(first / mebibyte).toString(36)}.part`
}

/** In order. */
export function findPieces(partPath: string): FoundPiece[] {
  const begin = `${basename(stemOf(partPath))}.+`
  const names = namesIn(dirname(partPath)).filter((name) => name.startsWith(begin) && name.endsWith('.part'))
  const pieces = names.flatMap((name) => {
    const mebibytes = Number.parseInt(name.slice(begin.length, -'.part'.length), 36)
    const first = mebibytes * mebibyte
    if (!Number.isSafeInteger(first) || basename(piecePath(partPath, first)) !== name) return []
    const found = statSync(piecePath(partPath, first), { throwIfNoEntry: false })
    return found === undefined ? [] : { first, bytes: found.size }
  })
  return pieces.sort((one, other) => one.first - other.first)
}

export function removePieces(partPath: string): void {
  for (const { first } of findPieces(partPath)) rmSync(piecePath(partPath, first), { force: true })
}

function namesIn(folder: string): string[] {
  try {
    return composedNames(readdirSync(folder, { withFileTypes: true })).map(({ name }) => name)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

function stemOf(partPath: string): string {
  return partPath.replace(/\.part$/, '')
}
