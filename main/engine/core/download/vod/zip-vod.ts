/**
 * What of a zipped room-vod may be unpacked, and under which names: the archive is trusted with nothing. Only what its
 * playlists name comes out of it, under names of ours, so that no name in it decides where anything goes. Pure.
 */
import type { Playlist } from './playlist.ts'
import { mostPlaylists, mostVodBytes, mostVodFiles } from './vod-limits.ts'
import { planVod, type SourcePlaylist, type VodPlan } from './vod-plan.ts'

export type ZipEntry = {
  /** As the archive says, with `/` between folders. */
  readonly name: string
  readonly storedBytes: number
  readonly bytes: number
  /** APPNOTE 4.4.5: 0 stored, 8 deflated. */
  readonly method: number
  readonly isEncrypted: boolean
  /** A link, a device: anything that Unix wouldn't call a file or folder. */
  readonly isSpecial: boolean
  /** Of its local header, in the archive. */
  readonly offset: number
}

/** Video hardly gets smaller in a zip; text does, so a small archive may grow more. */
const mostGrowth = 20
const growthFreeBytes = 64 * 1024 * 1024
const shortestHeaderBytes = 30

/** Why nothing of the archive is unpacked, for a sentence; null: it may be. `archiveBytes`: the zip's own length. */
export function refusalOf(entries: readonly ZipEntry[], archiveBytes: number): string | null {
  if (entries.length > mostVodFiles) return 'it holds more files than any recording'
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  if (bytes > mostVodBytes || bytes > archiveBytes * mostGrowth + growthFreeBytes) {
    return 'it would become far larger than it is'
  }
  if (entries.some(({ isEncrypted }) => isEncrypted)) return 'it is encrypted'
  if (entries.some(({ method }) => method !== 0 && method !== 8)) return 'it is packed in an unknown way'
  if (entries.some(({ isSpecial }) => isSpecial)) return 'it holds links'
  if (new Set(entries.map(({ name }) => name)).size < entries.length) return 'it holds two files of the same name'
  return overlaps(entries, archiveBytes) ? 'its files lie over one another' : null
}

/** The same bytes counted many times make a small archive large (a "better zip bomb"). */
function overlaps(entries: readonly ZipEntry[], archiveBytes: number): boolean {
  let end = 0
  for (const { offset, storedBytes } of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (offset < end) return true
    end = offset + shortestHeaderBytes + storedBytes
  }
  return end > archiveBytes
}

export const isPlaylistName = (name: string): boolean => /\.m3u8$/i.test(name)

/** The name of the entry that a reference means; null: it leads out of the archive. */
export type Follow = (from: string, reference: string) => string | null

/** What is unpacked, in which order and under which names. `files` come out of the archive by their `url`, an entry's name. */
export function planZipVod(
  names: ReadonlySet<string>,
  playlists: ReadonlyMap<string, Playlist>,
  follow: Follow,
): VodPlan | { readonly refused: string } {
  if (playlists.size > mostPlaylists) return { refused: 'it holds more playlists than any recording' }
  const main = mainOf([...playlists])
  if (main === undefined) return { refused: 'there is no playlist in it' }
  const sources = sourcesFrom(main, playlists, follow)
  if (sources === null) return { refused: 'it names a playlist that isn’t in it' }
  const plan = planVod(sources, follow)
  if ('refused' in plan) return { refused: 'it refers to something outside of itself' }
  const missing = plan.files.some(({ url }) => !names.has(url))
  return missing ? { refused: 'it names a part that isn’t in it' } : plan
}

/** The master nearest to the top; without any, the media playlist that is. */
function mainOf(playlists: readonly (readonly [string, Playlist])[]): SourcePlaylist | undefined {
  const depth = (name: string): number => name.split('/').length * 2 - (/master\.m3u8$/i.test(name) ? 1 : 0)
  const [found] = [...playlists].sort(
    ([one, a], [other, b]) =>
      Number(b.isMaster) - Number(a.isMaster) || depth(one) - depth(other) || (one < other ? -1 : 1),
  )
  return found && { url: found[0], playlist: found[1] }
}

/** null: one of those that the main one names isn't there. */
function sourcesFrom(
  main: SourcePlaylist,
  playlists: ReadonlyMap<string, Playlist>,
  follow: Follow,
): SourcePlaylist[] | null {
  const sources = new Map([[main.url, main]])
  for (const ref of main.playlist.isMaster ? main.playlist.refs : []) {
    if (ref.role !== 'playlist') continue
    const url = follow(main.url, ref.uri)
    const playlist = url === null ? undefined : playlists.get(url)
    if (url === null || playlist === undefined) return null
    sources.set(url, { url, playlist })
  }
  return [...sources.values()]
}
