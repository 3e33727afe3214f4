/** The boxes that an MP4 consists of (ISO/IEC 14496-12 §4.2), by their headers alone. */
import { readSync } from 'node:fs'

/** `sizeBytes` null: it goes on to the end of the file, as media may. */
export type Mp4Box = { readonly type: string; readonly at: number; readonly sizeBytes: number | null }

/** A film in fragments has thousands; what is mostly asked of them stands in front. */
const mostBoxes = 32
const headerBytes = 16
/** The most that it can list, twelve bytes each. */
const longestSegmentIndexBytes = 40 + 12 * 0xffff

/** Where what a segment index (§8.16.3) lists ends; null: it says nothing that could be understood. */
export function endOfListed(handle: number, { at, sizeBytes }: Mp4Box): number | null {
  if (sizeBytes === null || sizeBytes > longestSegmentIndexBytes) return null
  const box = Buffer.alloc(sizeBytes)
  if (readSync(handle, box, 0, sizeBytes, at) < sizeBytes) return null
  // Behind the header: version and flags, whose it is, its time scale, the first time and the first offset.
  const isWide = box.readUInt8(8) > 0
  const first = isWide ? Number(box.readBigUInt64BE(28)) : box.readUInt32BE(24)
  const count = box.readUInt16BE(isWide ? 38 : 30)
  const list = isWide ? 40 : 32
  let end = at + sizeBytes + first
  for (let index = 0; index < count; index += 1) end += box.readUInt32BE(list + index * 12) & 0x7fff_ffff
  return end
}

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
