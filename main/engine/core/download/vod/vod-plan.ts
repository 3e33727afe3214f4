/**
 * Which file each part of an unzipped room-vod becomes. Names are ours, by order, and never the server's: they say where
 * in the folder something lies, so they mustn't be anybody else's to choose.
 */
import { type Playlist, type PlaylistRef, rewritePlaylist } from './playlist.ts'

export type SourcePlaylist = { readonly url: string; readonly playlist: Playlist }

export type PlannedFile = { readonly url: string; readonly name: string }

export type VodPlan = {
  /** What has to be fetched, in playing order. Names are relative to the vod's folder. */
  readonly files: readonly PlannedFile[]
  /** The playlists as they are written here, the master last. `isWhole`: nothing that it names is missing. */
  readonly playlists: readonly { readonly name: string; readonly text: string; readonly isWhole: boolean }[]
}

const masterName = 'master.m3u8'
const knownExtensions = ['ts', 'm4s', 'mp4', 'm4v', 'm4a', 'aac', 'ac3', 'mp3', 'vtt', 'webvtt', 'key']

/**
 * `sources`: the master first, then the playlists it names (or one media playlist alone). `follow` resolves a reference;
 * null: it leads where nothing may be fetched from. `missing`: names of what storage has lost. Answers a reason where the
 * vod can't be mirrored.
 */
export function planVod(
  sources: readonly SourcePlaylist[],
  follow: (from: string, reference: string) => string | null,
  missing: ReadonlySet<string> = new Set(),
): VodPlan | { readonly refused: string } {
  const names = new Map<string, string>()
  const files: PlannedFile[] = []
  sources.forEach(({ url }, index) => {
    names.set(url, playlistName(index))
  })
  for (const [index, { url, playlist }] of sources.entries()) {
    let count = 0
    for (const ref of playlist.refs) {
      if (isKeySystem(ref)) continue
      const target = follow(url, ref.uri)
      if (target === null) return { refused: `It refers to “${hostOf(ref.uri)}”, where it doesn’t come from.` }
      if (names.has(target)) continue
      if (ref.role === 'playlist') return { refused: 'It has playlists inside of playlists.' }
      count += 1
      const name = `${index}/${ref.role === 'segment' ? '' : `${ref.role}-`}${String(count).padStart(5, '0')}.${extensionOf(target)}`
      names.set(target, name)
      files.push({ url: target, name })
    }
  }
  const playlists = sources.flatMap(({ url, playlist }, index) => {
    const here = playlistName(index)
    if (missing.has(here)) return []
    const nameOf = (ref: PlaylistRef): string | undefined => {
      const target = isKeySystem(ref) ? null : follow(url, ref.uri)
      return target === null ? undefined : names.get(target)
    }
    const isMissing = (ref: PlaylistRef): boolean => missing.has(nameOf(ref) ?? '')
    const localUri = (ref: PlaylistRef): string | null => {
      const name = nameOf(ref)
      return name === undefined ? null : relativeTo(here, name)
    }
    const text = rewritePlaylist(playlist, localUri, isMissing)
    return [{ name: here, text, isWhole: !playlist.refs.some(isMissing) }]
  })
  return { files, playlists: [...playlists.slice(1), ...playlists.slice(0, 1)] }
}

/** By its place in `sources`. */
export const playlistName = (index: number): string => (index === 0 ? masterName : `${index}/index.m3u8`)

/** `skd://…`, `data:…`: there is no file behind them. */
function isKeySystem(ref: PlaylistRef): boolean {
  return ref.role === 'key' && /^(?!https?:)[a-z][a-z0-9+.-]*:/i.test(ref.uri)
}

function relativeTo(from: string, name: string): string {
  const folder = from.includes('/') ? from.slice(0, from.indexOf('/') + 1) : ''
  if (folder === '') return name
  return name.startsWith(folder) ? name.slice(folder.length) : `../${name}`
}

function extensionOf(url: string): string {
  const extension = /\.([a-z0-9]+)$/i.exec(url.split(/[?#]/, 1)[0] ?? '')?.[1]?.toLowerCase() ?? ''
  return knownExtensions.includes(extension) ? extension : 'bin'
}

/** Never the rest of an address: its query may be a key. */
function hostOf(uri: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(uri)?.[1]?.replace(/^.*@/, '') ?? 'another place'
}

/** Tells versions of a vod apart: FNV-1a over the playlists, queries left out, for those change with every link. */
export function vodFingerprint(sources: readonly SourcePlaylist[]): string {
  let hash = 0xcbf29ce484222325n
  for (const { playlist } of sources) {
    for (const character of playlist.lines.join('\n').replace(/\?[^"\n]*/g, '')) {
      hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n)
    }
  }
  return `"playlists ${hash.toString(16)}"`
}
