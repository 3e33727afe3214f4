/** Gives a finished file its name, durably, and the other small deeds on files that belong in the transfer worker. */
import { createHash, hash } from 'node:crypto'
import { closeSync, constants, existsSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { FinishOrder } from '../../core/download/download-ports.ts'
import { smallBytes } from '../../core/download/queue-policy.ts'
import type { FolderToMake } from '../../core/ports.ts'
import { probeFile } from '../content/media-probe.ts'
import { codeOf } from '../error-code.ts'
import type { DiskTurns } from './disk-turns.ts'
import { removePieces } from './piece-files.ts'
import { makeFolder } from './transfer-part-file.ts'

/** Answers why the file was put to `doubtfulPath`; null: it is what it should be. */
export async function finishFile(order: FinishOrder, disk: DiskTurns): Promise<string | null> {
  const doubt = await probeFile(order.partPath, order.kind)
  const path = doubt === null ? order.finalPath : order.doubtfulPath
  await disk.names([dirname(path)], await namer(order.partPath, path))
  return doubt
}

/** Gives it its name, and what stands there another one if that is something else. */
export async function namer(from: string, path: string): Promise<() => void> {
  const aside = (await isAnother(path, from)) ? freeName(path) : null
  return () => {
    if (aside !== null) renameSync(path, aside)
    renameSync(from, path)
  }
}

/** Something stands there that isn't the same: whoever put it there, it may be the only one. */
async function isAnother(path: string, partPath: string): Promise<boolean> {
  const standing = sizeOf(path)
  if (standing === null) return false
  if (standing !== sizeOf(partPath)) return true
  return (await hashFile(path))?.sha256 !== (await hashFile(partPath))?.sha256
}

/** `composite (before).mp4`, or with a number where that is taken. */
function freeName(path: string): string {
  const { dir, name, ext } = parse(path)
  for (let count = 1; ; count += 1) {
    const free = join(dir, `${name} (before${count === 1 ? '' : ` ${count}`})${ext}`)
    if (!existsSync(free)) return free
  }
}

/** null: there is no such file. */
export async function hashFile(path: string): Promise<{ bytes: number; sha256: string } | null> {
  const sha256 = createHash('sha256')
  const bytes = await readFile(path, (chunk) => sha256.update(chunk))
  return bytes === null ? null : { bytes, sha256: sha256.digest('hex') }
}

/** Hands over all of it, in a buffer that is used again. Answers its length; null: there is no such file. */
export async function readFile(path: string, take: (chunk: Uint8Array) => void): Promise<number | null> {
  let handle: number
  try {
    handle = openSync(path, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
  try {
    const buffer = Buffer.allocUnsafe(4 * 1024 * 1024)
    let bytes = 0
    for (;;) {
      const count = readSync(handle, buffer, 0, buffer.length, bytes)
      if (count === 0) return bytes
      take(buffer.subarray(0, count))
      bytes += count
      await setImmediate()
    }
  } finally {
    closeSync(handle)
  }
}

/** Of several of them one has all of the thread; small ones need no more. */
const smallFile = Buffer.allocUnsafe(smallBytes + 1)

/** null: it isn't a plain file of that size, or can't be read. */
export function hashSmall(path: string): { bytes: number; sha256: string } | null {
  try {
    // What a link leads to is for those to judge who know where it may lead.
    const handle = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
    try {
      let bytes = 0
      for (let count = -1; count !== 0 && bytes < smallFile.length; bytes += count) {
        count = readSync(handle, smallFile, bytes, smallFile.length - bytes, bytes)
      }
      return bytes > smallBytes ? null : { bytes, sha256: hash('sha256', smallFile.subarray(0, bytes)) }
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    if (codeOf(error) === null) throw error
    return null
  }
}

/** null: there is no such file. */
export function sizeOf(path: string): number | null {
  const found = statSync(path, { throwIfNoEntry: false })
  return found?.isFile() ? found.size : null
}

/** Makes the folder and those above it, so many levels in all. */
export function makeDurably({ path, levels }: FolderToMake, disk: DiskTurns): Promise<void> {
  const above: string[] = []
  while (above.length < levels) above.push(dirname(above.at(-1) ?? path))
  return disk.names(above, () => makeFolder(path, levels))
}

/** Replaces the file as a whole, durably. */
export async function writeFile(
  path: string,
  text: string,
  disk: DiskTurns,
): Promise<{ bytes: number; sha256: string }> {
  const body = Buffer.from(text)
  const part = `${path}.part`
  makeFolder(dirname(path), 2)
  await stageFile(part, text, disk)
  await disk.names([dirname(path)], () => renameSync(part, path))
  return { bytes: body.length, sha256: createHash('sha256').update(body).digest('hex') }
}

/** A whole new file, on the disk when it resolves. */
export async function stageFile(path: string, text: string, disk: DiskTurns): Promise<void> {
  let handle: number | null = null
  try {
    await disk.file(() => {
      handle = openNew(path)
      const bytes = Buffer.from(text)
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
      return handle
    })
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

/** 'wx': a link that someone put there is never written through. */
function openNew(path: string): number {
  try {
    return openSync(path, 'wx')
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  rmSync(path, { force: true })
  return openSync(path, 'wx')
}

export function discard(path: string): void {
  if (path.endsWith('.part')) removePieces(path)
  rmSync(path, { recursive: true, force: true })
}
