/** What outlasts a power cut: a new file's bytes, and the names in a folder. Knows no library. */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { codeOf } from './error-code.ts'

/** Durable, but for its name. Throws what the file system throws, EEXIST too. */
export function writeNewFile(path: string, bytes: Uint8Array): void {
  // 'wx': a link that someone put there is never written through.
  const handle = openSync(path, 'wx')
  try {
    for (let offset = 0; offset < bytes.length; ) offset += writeSync(handle, bytes, offset)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** A new name is on the disk only after this. Windows has no such call and journals names itself. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  try {
    const handle = openSync(path, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    // Some network and FUSE file systems can't, nor can who may write to a folder but not read it; nothing better is to be had.
    if (!['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EACCES'].includes(codeOf(error) ?? '')) throw error
  }
}
