/** Gives a finished file its name, durably, and the other small deeds on files that belong in the transfer worker. */
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { FinishOrder } from '../core/download-ports.ts'
import type { FolderSyncs } from './folder-syncs.ts'
import { probeFile } from './media-probe.ts'
import { removePieces } from './piece-files.ts'
import { codeOf } from './transfer-errors.ts'
import { makeFolder, syncHandle } from './transfer-part-file.ts'

/** Answers why the file was put to `doubtfulPath`; null: it is what it should be. */
export async function finishFile(order: FinishOrder, folders: FolderSyncs): Promise<string | null> {
  const doubt = await probeFile(order.partPath, order.kind)
  renameSync(order.partPath, doubt === null ? order.finalPath : order.doubtfulPath)
  await folders.sync(dirname(order.finalPath))
  return doubt
}

/** null: there is no such file. */
export async function hashFile(path: string): Promise<{ bytes: number; sha256: string } | null> {
  let handle: number
  try {
    handle = openSync(path, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
  try {
    const hash = createHash('sha256')
    const buffer = Buffer.allocUnsafe(4 * 1024 * 1024)
    let bytes = 0
    for (;;) {
      const count = readSync(handle, buffer, 0, buffer.length, bytes)
      if (count === 0) return { bytes, sha256: hash.digest('hex') }
      hash.update(buffer.subarray(0, count))
      bytes += count
      await setImmediate()
    }
  } finally {
    closeSync(handle)
  }
}

/** null: there is no such file. */
export function sizeOf(path: string): number | null {
  const found = statSync(path, { throwIfNoEntry: false })
  return found?.isFile() ? found.size : null
}

/** Replaces the file as a whole, durably. */
export async function writeFile(
  path: string,
  text: string,
  folders: FolderSyncs,
): Promise<{ bytes: number; sha256: string }> {
  const body = Buffer.from(text)
  const part = `${path}.part`
  makeFolder(dirname(path), 2)
  await stageFile(part, text)
  renameSync(part, path)
  await folders.sync(dirname(path))
  return { bytes: body.length, sha256: createHash('sha256').update(body).digest('hex') }
}

/** A whole new file, on the disk when it resolves. */
export async function stageFile(path: string, text: string): Promise<void> {
  rmSync(path, { force: true })
  // 'wx': a link that someone put there is never written through.
  const handle = openSync(path, 'wx')
  try {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
    await syncHandle(handle)
  } finally {
    closeSync(handle)
  }
}

export function discard(path: string): void {
  if (path.endsWith('.part')) removePieces(path)
  rmSync(path, { recursive: true, force: true })
}
