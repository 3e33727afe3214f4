/**
 * Unpacks a zipped room-vod into a folder so that it plays. What may come out, and under which names, `core/download/vod/zip-vod.ts`
 * says before a byte is written; every part is held against its length and its CRC. Nothing changes in the folder before all
 * of it is unpacked beside it. Runs in the transfer worker.
 */
import { createHash } from 'node:crypto'
import { createWriteStream, lstatSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { type Playlist, readPlaylist } from '../../core/download/vod/playlist.ts'
import { longestPlaylistBytes, mostVodFiles } from '../../core/download/vod/vod-limits.ts'
import type { VodPlan } from '../../core/download/vod/vod-plan.ts'
import { isPlaylistName, planZipVod, refusalOf, type ZipEntry } from '../../core/download/vod/zip-vod.ts'
import type { DiskTurns } from './disk-turns.ts'
import { diskError } from './transfer-errors.ts'
import { discard, namer, writeFile } from './transfer-finish.ts'
import { makeFolder } from './transfer-part-file.ts'

export type UnpackedFile = { readonly name: string; readonly bytes: number; readonly sha256: string }

/** `refused`: why, for a sentence; then the folder is as it was. Names are relative to the folder, with `/`. */
export type Unpacked = { readonly files: UnpackedFile[] } | { readonly refused: string } | { readonly aborted: true }

type Opened = { readonly zip: ZipFile; readonly entries: ReadonlyMap<string, Entry>; readonly plan: VodPlan }

/** What would be written; 0: nothing. Throws what `node:fs` throws of a disk. */
export async function unpackedBytes(zipPath: string): Promise<number> {
  const bytes = await reading(zipPath, async ({ entries, plan }) => ({
    bytes: plan.files.reduce((sum, { url }) => sum + (entries.get(url)?.uncompressedSize ?? 0), 0),
  }))
  return 'refused' in bytes ? 0 : bytes.bytes
}

/** Throws what `node:fs` throws of a disk. */
export async function unpackVod(
  zipPath: string,
  folder: string,
  disk: DiskTurns,
  signal: AbortSignal,
): Promise<Unpacked> {
  const stage = `${folder}.part`
  discard(stage)
  try {
    const unpacked = await reading(zipPath, (opened) => unpackInto(opened, stage, disk, signal))
    if ('files' in unpacked) await moveOver(unpacked.files, stage, folder, disk)
    return unpacked
  } catch (error) {
    if (signal.aborted) return { aborted: true }
    throw error
  } finally {
    discard(stage)
  }
}

async function reading<T extends object>(
  zipPath: string,
  use: (opened: Opened) => Promise<T>,
): Promise<T | { readonly refused: string }> {
  try {
    const zip = await openPromise(zipPath, { autoClose: false, lazyEntries: true, strictFileNames: false })
    try {
      const opened = await planFor(zip, zipPath)
      return 'refused' in opened ? opened : await use(opened)
    } finally {
      zip.close()
    }
  } catch (error) {
    if (diskError(error, zipPath) !== null || isAbort(error)) throw error
    // Whatever the reader of the archive stumbled over: it ends too early, its directory is no directory, a name leads out.
    return { refused: 'it is damaged' }
  }
}

async function planFor(zip: ZipFile, zipPath: string): Promise<Opened | { readonly refused: string }> {
  if (zip.entryCount > mostVodFiles) return { refused: 'it holds more files than any recording' }
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
  return 'refused' in plan ? plan : { zip, entries, plan }
}

async function unpackInto(
  { zip, entries, plan }: Opened,
  stage: string,
  disk: DiskTurns,
  signal: AbortSignal,
): Promise<{ files: UnpackedFile[] }> {
  const files: UnpackedFile[] = []
  for (const { url, name } of plan.files) {
    signal.throwIfAborted()
    const entry = entries.get(url)
    if (entry !== undefined) files.push(await extract(zip, entry, join(stage, name), name, signal))
  }
  for (const { name, text } of plan.playlists) {
    files.push({ name, ...(await writeFile(join(stage, name), text, disk)) })
  }
  return { files }
}

/** What else lies in the folder isn't ours to throw away. */
async function moveOver(files: readonly UnpackedFile[], stage: string, folder: string, disk: DiskTurns): Promise<void> {
  const folders = new Set(files.map(({ name }) => dirname(join(folder, name))))
  for (const path of [folder, ...folders]) {
    // A link that someone put there is never followed.
    if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === false) discard(path)
    makeFolder(path, 1)
  }
  for (const { name } of files) (await namer(join(stage, name), join(folder, name)))()
  for (const path of folders) await disk.names([path])
  await disk.names([folder, dirname(folder)])
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
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

async function extract(
  zip: ZipFile,
  entry: Entry,
  path: string,
  name: string,
  signal: AbortSignal,
): Promise<UnpackedFile> {
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
  await pipeline(packed, measure, createWriteStream(path, { flags: 'wx', flush: true }), { signal })
  if (sum !== entry.crc32 || bytes !== entry.uncompressedSize) throw new Error('a part of the archive is damaged')
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
