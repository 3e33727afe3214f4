/** Everything in a folder, in the order of its names; links are told, not followed. Looks, changes nothing. */
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { recordingSidecarName } from '../../core/names/file-name.ts'
import { largestSidecarBytes, parseRecordingSidecar } from '../../core/sidecar.ts'

export type Walked =
  | { readonly kind: 'folder' | 'link' | 'other'; readonly path: string }
  | {
      readonly kind: 'file'
      readonly path: string
      readonly sizeBytes: number
      /** What the sidecar of its recording says; null where none speaks of it. */
      readonly sha256: string | null
    }

/** `path` of what comes is relative to `root`, with the system's separators. A folder comes before what is in it. */
export async function* walkFolder(
  root: string,
  folder = '',
  recorded: ReadonlyMap<string, string> = new Map(),
): AsyncGenerator<Walked> {
  const entries = await readdir(join(root, folder), { withFileTypes: true })
  const isRecording = entries.some(({ name }) => name === recordingSidecarName)
  const known = isRecording ? await recordedIn(root, folder) : recorded
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      yield { kind: 'folder', path }
      yield* walkFolder(root, path, known)
    } else if (entry.isFile()) {
      const { size } = await lstat(join(root, path))
      yield { kind: 'file', path, sizeBytes: size, sha256: known.get(path.normalize('NFC')) ?? null }
    } else {
      yield { kind: entry.isSymbolicLink() ? 'link' : 'other', path }
    }
  }
}

async function recordedIn(root: string, folder: string): Promise<ReadonlyMap<string, string>> {
  const sidecar = join(root, folder, recordingSidecarName)
  if ((await lstat(sidecar)).size > largestSidecarBytes) return new Map()
  const reading = parseRecordingSidecar(await readFile(sidecar, 'utf8'))
  if (reading.kind !== 'read') return new Map()
  const files = reading.sidecar.assets.flatMap((asset) => asset.files)
  return new Map(files.map(({ name, sha256 }) => [join(folder, ...name.split('/')).normalize('NFC'), sha256]))
}
