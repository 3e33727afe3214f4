/**
 * Copies a file so that the copy can be trusted: on the disk, and read back. The bytes that were read from the one and
 * those that can be read from the other have the same sha256, or it throws.
 */
import { createHash } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'

const chunkBytes = 1024 * 1024

export class CopyDiffers extends Error {}

/** The file's sha256. Nothing may stand at `to`. Throws what the file system throws, and the signal's reason. */
export async function copyProven(
  from: string,
  to: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<string> {
  const source = await open(from, 'r')
  try {
    const target = await open(to, 'wx+')
    try {
      const read = await hashThrough(source, signal, async (chunk) => {
        await writeWhole(target, chunk)
        onBytes(chunk.length)
      })
      const { atime, mtime } = await source.stat()
      await target.utimes(atime, mtime)
      await target.sync()
      const written = await hashThrough(target, signal, async () => undefined)
      if (read !== written) throw new CopyDiffers(to)
      return read
    } finally {
      await target.close()
    }
  } catch (error) {
    await rm(to, { force: true })
    throw error
  } finally {
    await source.close()
  }
}

async function hashThrough(
  file: FileHandle,
  signal: AbortSignal,
  take: (chunk: Uint8Array) => Promise<void>,
): Promise<string> {
  const hash = createHash('sha256')
  const buffer = new Uint8Array(chunkBytes)
  for (let position = 0; ; ) {
    signal.throwIfAborted()
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
    if (bytesRead === 0) return hash.digest('hex')
    const chunk = buffer.subarray(0, bytesRead)
    hash.update(chunk)
    await take(chunk)
    position += bytesRead
  }
}

async function writeWhole(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let offset = 0; offset < chunk.length; ) {
    const { bytesWritten } = await file.write(chunk, offset)
    offset += bytesWritten
  }
}
