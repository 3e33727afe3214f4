/**
 * Unpacks a zipped room-vod into a folder so that it plays. What may come out, and under which names, `core/zip-vod.ts`
 * says before a byte is written; every part is held against its length and its CRC. Runs in the transfer worker.
 */
import { createHash } from 'node:crypto'
import { createWriteStream, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { type Playlist, readPlaylist } from '../core/playlist.ts'
import {
  isPlaylistName,
  longestPlaylistBytes,
  mostEntries,
  planZipVod,
  refusalOf,
  type ZipEntry,
} from '../core/zip-vod.ts'
import type { DiskTurns } from './disk-turns.ts'
import { diskError } from './transfer-errors.ts'
import { discard, writeFile } from './transfer-finish.ts'
import { makeFolder } from './transfer-part-file.ts'

export type UnpackedFile = { readonly name: string; readonly bytes: number; readonly sha256: string }

/** `refused`: why, for a sentence; then nothing is in the folder. Names are relative to the folder, with `/`. */
export type Unpacked = { readonly files: UnpackedFile[] } | { readonly refused: string }

/** `folder` is replaced. Throws what `node:fs` throws of a disk. */
export async function unpackVod(zipPath: string, folder: string, disk: DiskTurns): Promise<Unpacked> {
  discard(folder)
  try {
    const zip = await openPromise(zipPath, { autoClose: false, lazyEntries: true, strictFileNames: false })
    try {
      const unpacked = await unpackFrom(zip, zipPath, folder, disk)
      if ('refused' in unpacked) discard(folder)
      return unpacked
    } finally {
      zip.close()
    }
  } catch (error) {
    discard(folder)
    if (diskError(error, zipPath) !== null) throw error
    // Whatever the reader of the archive stumbled over: it ends too early, its directory is no directory, a name leads out.
    return { refused: 'it is damaged' }
  }
}

async function unpackFrom(zip: ZipFile, zipPath: string, folder: string, disk: DiskTurns): Promise<Unpacked> {
  if (zip.entryCount > mostEntries) return { refused: 'it holds more files than any recording' }
  const entries = new Map<string, Entry>()
  const facts: ZipEntry[] = []
  for await (const entry of zip.eachEntry()) {
    facts.push(factsOf(entry))
    entries.set(entry.fileName, entry)
  }
  const refused = refusalOf(facts, statSync(zipPath).size)
  if (refused !== null) return { refused }
  const playlists = await readPlaylists(zip, [...entries.values()])
  const plan = planZipVod(new Set(entries.keys()), playlists, follow)
  if ('refused' in plan) return plan

  const files: UnpackedFile[] = []
  for (const { url, name } of plan.files) {
    const entry = entries.get(url)
    if (entry !== undefined) files.push(await extract(zip, entry, folder, name))
  }
  for (const { name, text } of plan.playlists) {
    files.push({ name, ...(await writeFile(join(folder, name), text, disk)) })
  }
  for (const below of new Set(files.map(({ name }) => dirname(join(folder, name))))) await disk.names([below])
  await disk.names([dirname(folder)])
  return { files }
}

function factsOf(entry: Entry): ZipEntry {
  const isUnix = entry.versionMadeBy >>> 8 === 3
  const unixType = isUnix ? (entry.externalFileAttributes >>> 28) & 0xf : 0
  return {
    name: entry.fileName,
    storedBytes: entry.compressedSize,
    bytes: entry.uncompressedSize,
    method: entry.compressionMethod,
    isEncrypted: entry.isEncrypted(),
    // S_IFREG and S_IFDIR; many programs leave the type out.
    isSpecial: ![0, 0x8, 0x4].includes(unixType),
    offset: entry.relativeOffsetOfLocalHeader,
  }
}

async function readPlaylists(zip: ZipFile, entries: readonly Entry[]): Promise<Map<string, Playlist>> {
  const playlists = new Map<string, Playlist>()
  for (const entry of entries) {
    if (!isPlaylistName(entry.fileName) || entry.uncompressedSize > longestPlaylistBytes) continue
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(Buffer.from(chunk))
    const playlist = readPlaylist(Buffer.concat(chunks).toString('utf8'))
    if (playlist !== null) playlists.set(entry.fileName, playlist)
  }
  return playlists
}

async function extract(zip: ZipFile, entry: Entry, folder: string, name: string): Promise<UnpackedFile> {
  const path = join(folder, name)
  makeFolder(dirname(path), 2)
  const hash = createHash('sha256')
  let sum = 0
  let bytes = 0
  const measure = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      hash.update(chunk)
      sum = crc32(chunk, sum)
      bytes += chunk.length
      yield chunk
    }
  }
  // First, for it fails where the entry is damaged: nobody would hear of a file that can't be opened then.
  const packed = await zip.openReadStreamPromise(entry)
  // 'wx': a link that someone put there is never written through.
  const file = createWriteStream(`${path}.part`, { flags: 'wx', flush: true })
  await pipeline(packed, measure, file)
  if (sum !== entry.crc32 || bytes !== entry.uncompressedSize) throw new Error('a part of the archive is damaged')
  renameSync(`${path}.part`, path)
  return { name, bytes, sha256: hash.digest('hex') }
}

const nowhere = 'https://zip.invalid'

/** The name of the entry that a reference means; null: it leads out of the archive. */
function follow(from: string, reference: string): string | null {
  const base = `${nowhere}/${from.split('/').map(encodeURIComponent).join('/')}`
  if (!URL.canParse(reference, base)) return null
  const { origin, pathname } = new URL(reference, base)
  if (origin !== nowhere) return null
  try {
    return decodeURIComponent(pathname.slice(1))
  } catch {
    return null
  }
}
