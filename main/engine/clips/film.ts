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
  type Source,
  WAVE,
  WEBM,
} from 'mediabunny'
import { LibraryFiles } from '../adapters/library-files.ts'
import { longestPlaylistBytes } from '../core/vod-limits.ts'
import type { ClipFilm } from './messages.ts'

const fileFormats = [MP4, QTFF, WEBM, MATROSKA, OGG, WAVE]

export function openFilm({ library, path, kind }: ClipFilm): Input {
  const files = new LibraryFiles(library)
  if (kind === 'file') return new Input({ formats: fileFormats, source: sourceIn(files, path) })
  const folder = posix.dirname(path)
  return new Input({
    formats: HLS_FORMATS,
    source: new CustomPathedSource(posix.basename(path), (asked) =>
      sourceIn(files, posix.join(folder, decodeURIComponent(asked.path))),
    ),
    // The player's clock begins with the film, not with the date that its playlist gives.
    formatOptions: { hls: { offsetTimestampsByDateTime: false } },
  })
}

/** Absolute; inside the library, links followed. */
export const filmPath = ({ library, path }: ClipFilm): string => pathIn(new LibraryFiles(library), path)

function pathIn(files: LibraryFiles, relative: string): string {
  const path = files.resolve(relative)
  if (!path.ok) throw new Error(path.error.message)
  return path.value
}

function sourceIn(files: LibraryFiles, relative: string): Source {
  const path = pathIn(files, relative)
  // mediabunny 1.61 reads a playlist of less than a kilobyte as a file beyond its end, and fails.
  if (!relative.toLowerCase().endsWith('.m3u8')) return new FilePathSource(path)
  if (statSync(path).size > longestPlaylistBytes) throw new Error('A playlist is too large to be one')
  return new BufferSource(readFileSync(path))
}
