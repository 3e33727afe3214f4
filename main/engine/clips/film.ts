/**
 * Opens a film of the library for copying. What a stream's playlist names is data, not to be trusted: each name is
 * looked up in the library, symbolic links followed, and nowhere else.
 */
import { readFileSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import {
  BufferSource,
  CustomPathedSource,
  FilePathSource,
  HLS_FORMATS,
  Input,
  MATROSKA,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny'
import { type WithoutGaps, withoutGaps } from '../../../preload/contract/playlist-gaps.ts'
import { LibraryFiles } from '../adapters/library/library-files.ts'
import { longestPlaylistBytes } from '../core/download/vod/vod-limits.ts'
import type { ClipFilm } from './messages.ts'

const fileFormats = [MP4, QTFF, WEBM, MATROSKA, OGG, WAVE]

/** `leadingS`: what a stream lacks before the first of it that is here; known once its playlists have been read. */
export type OpenedFilm = { readonly input: Input; readonly leadingS: () => number }

export function openFilm({ library, path, kind }: ClipFilm): OpenedFilm {
  const files = new LibraryFiles(library)
  if (kind === 'file') {
    const source = new FilePathSource(pathIn(files, path))
    return { input: new Input({ formats: fileFormats, source }), leadingS: () => 0 }
  }
  const folder = posix.dirname(path)
  let leadingS = 0
  const source = new CustomPathedSource(posix.basename(path), (asked) => {
    const file = pathIn(files, posix.join(folder, decodeURIComponent(asked.path)))
    if (!file.toLowerCase().endsWith('.m3u8')) return new FilePathSource(file)
    const playlist = readPlaylist(file)
    leadingS = Math.max(leadingS, playlist.leadingS)
    // mediabunny 1.61 reads a playlist of less than a kilobyte as a file beyond its end, and fails.
    return new BufferSource(new TextEncoder().encode(playlist.text))
  })
  // The player's clock begins with the film, not with the date that its playlist gives.
  const formatOptions = { hls: { offsetTimestampsByDateTime: false } }
  return { input: new Input({ formats: HLS_FORMATS, source, formatOptions }), leadingS: () => leadingS }
}

/** What the film calls the time at which a player begins: a stream's segments count on from anywhere. */
export async function beginsS({ input, leadingS }: OpenedFilm, { kind }: ClipFilm): Promise<number> {
  if (kind === 'file') return 0
  const tracks = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()]
  return (await input.getFirstTimestamp(tracks.filter((track) => track !== null))) - leadingS()
}

/** Absolute; inside the library, links followed. */
export const filmPath = ({ library, path }: ClipFilm): string => pathIn(new LibraryFiles(library), path)

function pathIn(files: LibraryFiles, relative: string): string {
  const path = files.resolve(relative)
  if (!path.ok) throw new Error(path.error.message)
  return path.value
}

function readPlaylist(path: string): WithoutGaps {
  if (statSync(path).size > longestPlaylistBytes) throw new Error('A playlist is too large to be one')
  return withoutGaps(readFileSync(path, 'utf8'))
}
