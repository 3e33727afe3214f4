/**
 * Whether the part of an MP4 that is here can be played: its index (`moov`) stands before the media and is complete.
 * Boxes are ISO/IEC 14496-12 §4.2; what doesn't begin like one isn't looked at further.
 */
import { closeSync, openSync, readSync } from 'node:fs'

const mostBoxes = 32
const headerBytes = 16

/** `availableBytes`: how much of the file is written. A file that can't be read counts as none. */
export function indexIsInFront(path: string, availableBytes: number): boolean {
  let handle: number
  try {
    handle = openSync(path, 'r')
  } catch {
    return false
  }
  try {
    return walk(handle, availableBytes)
  } catch {
    return false
  } finally {
    closeSync(handle)
  }
}

function walk(handle: number, availableBytes: number): boolean {
  const header = Buffer.alloc(headerBytes)
  let at = 0
  for (let box = 0; box < mostBoxes; box += 1) {
    if (at + headerBytes > availableBytes || readSync(handle, header, 0, headerBytes, at) < headerBytes) return false
    const type = header.toString('latin1', 4, 8)
    if (box === 0 && type !== 'ftyp') return false
    const short = header.readUInt32BE(0)
    // 1: the length is in the eight bytes that follow. 0: it goes on to the end of the file, as media may.
    const size = short === 1 ? Number(header.readBigUInt64BE(8)) : short
    if (type === 'mdat' || size < 8) return false
    if (type === 'moov') return at + size <= availableBytes
    at += size
  }
  return false
}
