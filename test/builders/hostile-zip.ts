// Zip archives as an attacker, or a broken disk, would make them: every field can be told otherwise than it is.
import { crc32, deflateRawSync } from 'node:zlib'

export type ZipPart = {
  readonly name: string
  readonly text: string | Uint8Array
  readonly deflated?: boolean
  /** Bit 0: encrypted. */
  readonly flags?: number
  readonly method?: number
  /** e.g. 0o120777 for a symbolic link. */
  readonly unixMode?: number
  /** What the directory says, instead of what is so. */
  readonly saysBytes?: number
  readonly saysCrc?: number
  /** Of the part whose local header this entry names too. */
  readonly sharesWith?: number
}

export function makeZip(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  const offsets: number[] = []
  let offset = 0
  for (const part of parts) {
    const plain = Buffer.from(typeof part.text === 'string' ? part.text : part.text)
    const stored = part.deflated ? deflateRawSync(plain) : plain
    const name = Buffer.from(part.name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(part.flags ?? 0x0800, 2)
    common.writeUInt16LE(part.method ?? (part.deflated ? 8 : 0), 4)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(part.saysCrc ?? crc32(plain), 10)
    common.writeUInt32LE(stored.length, 14)
    common.writeUInt32LE(part.saysBytes ?? plain.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, stored])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(((part.unixMode ?? 0) << 16) >>> 0, 6)
    tail.writeUInt32LE(part.sharesWith === undefined ? offset : (offsets[part.sharesWith] ?? 0), 10)
    const madeBy = part.unixMode === undefined ? '\x14\x00' : '\x14\x03'
    directory.push(Buffer.concat([Buffer.from(`PK\x01\x02${madeBy}`, 'latin1'), common, tail, name]))
    offsets.push(offset)
    if (part.sharesWith === undefined) {
      bodies.push(local)
      offset += local.length
    }
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, central, end])
}

export const playlist = (...uris: string[]): string =>
  ['#EXTM3U', '#EXT-X-TARGETDURATION:4', ...uris.flatMap((uri) => ['#EXTINF:4,', uri]), '#EXT-X-ENDLIST', ''].join('\n')

export const master = (...uris: string[]): string =>
  ['#EXTM3U', ...uris.flatMap((uri) => ['#EXT-X-STREAM-INF:BANDWIDTH=1000', uri]), ''].join('\n')
