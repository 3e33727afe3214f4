/** The boxes that an MP4 consists of (ISO/IEC 14496-12 §4.2), by their headers alone. */
import { readSync } from 'node:fs'

/** `sizeBytes`: with its header; null: it goes on to the end of the file, as media may. */
export type Mp4Box = {
  readonly type: string
  readonly at: number
  readonly headerBytes: 8 | 16
  readonly sizeBytes: number | null
}

/** A film in fragments has thousands; what is mostly asked of them stands in front. */
const mostBoxes = 32
const longestHeaderBytes = 16
/** The most that it can list, twelve bytes each. */
const longestSegmentIndexBytes = longestHeaderBytes + 32 + 12 * 0xffff

/** Where what a segment index (§8.16.3) lists ends; null: it says nothing that could be understood. */
export function endOfListed(handle: number, { at, headerBytes, sizeBytes }: Mp4Box): number | null {
  if (sizeBytes === null || sizeBytes > longestSegmentIndexBytes) return null
  const content = Buffer.alloc(sizeBytes - headerBytes)
  if (readSync(handle, content, 0, content.length, at + headerBytes) < content.length) return null
  // Version and flags, whose it is, its time scale, the first time and the first offset.
  const isWide = content.length > 0 && content.readUInt8(0) > 0
  const list = isWide ? 32 : 24
  if (content.length < list) return null
  const first = isWide ? Number(content.readBigUInt64BE(20)) : content.readUInt32BE(16)
  const count = content.readUInt16BE(list - 2)
  if (content.length < list + count * 12) return null
  let end = at + sizeBytes + first
  for (let index = 0; index < count; index += 1) end += content.readUInt32BE(list + index * 12) & 0x7fff_ffff
  return end
}

/** The first `most` in the first `availableBytes`, up to where something doesn't begin like one. Empty: the file is no MP4. */
export function* topBoxes(handle: number, availableBytes: number, most = mostBoxes): Generator<Mp4Box> {
  const header = Buffer.alloc(longestHeaderBytes)
  let at = 0
  for (let count = 0; count < most && at + 8 <= availableBytes; count += 1) {
    const read = readSync(handle, header, 0, header.length, at)
    const type = header.toString('latin1', 4, 8)
    if (read < 8 || (count === 0 && type !== 'ftyp')) return
    const short = header.readUInt32BE(0)
    // 1: the length is in the eight bytes that follow.
    const headerBytes = short === 1 ? longestHeaderBytes : 8
    if (read < headerBytes) return
    const size = short === 1 ? Number(header.readBigUInt64BE(8)) : short
    if (short !== 0 && size < headerBytes) return
    yield { type, at, headerBytes, sizeBytes: short === 0 ? null : size }
    if (short === 0) return
    at += size
  }
}
