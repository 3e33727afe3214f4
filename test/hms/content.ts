/** What a stored file consists of: a fixture, given bytes, or bytes computed on demand. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ByteSource, generatedBytes, heldBytes, paddedMp4 } from './byte-source.ts'
import { storedZip } from './stored-zip.ts'

export const MEDIA = fileURLToPath(new URL('../fixtures/media/', import.meta.url))

export type Content =
  /** A file below test/fixtures/media. */
  | { file: string }
  | { text: string }
  | { bytes: Uint8Array }
  /** A playable MP4 of exactly this many bytes. */
  | { mp4Bytes: number; seed?: number }
  | { randomBytes: number; seed?: number }
  /** A folder below test/fixtures/media as one zip. */
  | { zipOf: string }

export function bytesOf(content: Content): ByteSource {
  if ('file' in content) return heldBytes(readFileSync(join(MEDIA, content.file)))
  if ('text' in content) return heldBytes(Buffer.from(content.text))
  if ('bytes' in content) return heldBytes(content.bytes)
  if ('zipOf' in content) return heldBytes(storedZip(filesBelow(content.zipOf)))
  if ('randomBytes' in content) return generatedBytes(content.randomBytes, content.seed ?? 1)
  return paddedMp4(shortFilm(), content.mp4Bytes, content.seed ?? 1)
}

/** A film of a second or two: the playable part of every generated MP4. */
export function shortFilm(): Uint8Array {
  return readFileSync(join(MEDIA, 'leader.mp4'))
}

export function filesBelow(folder: string): { name: string; bytes: Uint8Array }[] {
  const root = join(MEDIA, folder)
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ name: path.slice(root.length + 1).replaceAll('\\', '/'), bytes: readFileSync(path) }))
}

/** Seconds a fixture's composite lasts, as its manifest says. */
export function durationOf(slug: string): number {
  const manifest = JSON.parse(readFileSync(join(MEDIA, 'manifest.json'), 'utf8')) as {
    shows: Record<string, { durationSeconds: number }>
  }
  const show = manifest.shows[slug]
  if (show === undefined) throw new Error(`the manifest knows no ${slug}`)
  return show.durationSeconds
}
