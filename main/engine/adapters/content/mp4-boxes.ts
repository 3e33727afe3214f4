/** The boxes that an MP4 consists of (ISO/IEC 14496-12 §4.2), by their headers alone. */
import { readSync } from 'node:fs'

/** `sizeBytes` null: it goes on to the end of the file, as media may. */
export type Mp4Box = { readonly type: string; readonly at: number; readonly sizeBytes: number | null }

/** A film in fragments has thousands; what is mostly asked of them stands in front. */
const mostBoxes = 32
const headerBytes = 16

/** The first `most` in the first `availableBytes`, up to where something doesn't begin like one. Empty: the file is no MP4. */
export function* topBoxes(handle: number, availableBytes: number, most = mostBoxes): Generator<Mp4Box> {
  const header = Buffer.alloc(headerBytes)
  let at = 0
  for (let count = 0; count < most && at + 8 <= availableBytes; count += 1) {
    const read = readSync(handle, header, 0, headerBytes, at)
    const type = header.toString('latin1', 4, 8)
    if (read < 8 || (count === 0 && type !== 'ftyp')) return
    const short = header.readUInt32BE(0)
    // 1: the length is in the eight bytes that follow.
    if (short === 1 && read < headerBytes) return
    const size = short === 1 ? Number(header.readBigUInt64BE(8)) : short
    if (short !== 0 && size < 8) return
    yield { type, at, sizeBytes: short === 0 ? null : size }
    if (short === 0) return
    at += size
  }
}
