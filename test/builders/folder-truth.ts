/**
 * What lies in a library's folder, judged by the bytes that the simulated workspace has given out, and by nothing that
 * Dailies itself says. For tests that kill it. Every recording here has its files under the plain names below.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { AddedRecording } from '../hms/builder.ts'
import type { Workspace } from '../hms/workspace.ts'

export type Known = { readonly assetId: string; readonly key: string }
/** `path`: below the library. */
export type FoundFile = Known & { readonly path: string; readonly bytes: number }
export type Found = {
  readonly parts: readonly FoundFile[]
  readonly finished: readonly FoundFile[]
  /** What a kill may leave of a sidecar that was being written. */
  readonly temporary: readonly string[]
  /** Sentences: files under a final name that are no version of what they are called. */
  readonly wrong: readonly string[]
}

const sidecars = ['recording.json', 'room.json']

export class FolderTruth {
  readonly #root: string
  readonly #workspace: Workspace
  readonly #recordings: readonly AddedRecording[]
  readonly #versions = new Map<string, Set<string>>()
  /** Of the objects of a playlist's folder. */
  readonly #segments = new Set<string>()
  readonly #hashed = new Map<string, string>()

  constructor(root: string, workspace: Workspace, recordings: readonly AddedRecording[]) {
    this.#root = root
    this.#workspace = workspace
    this.#recordings = recordings
    for (const { assets } of recordings) for (const { id, type } of assets) if (type !== 'room-vod') this.remember(id)
  }

  /** What storage holds of it now is a version that may be found. Call after every change of an object. */
  remember(assetId: string): void {
    const versions = this.#versions.get(assetId) ?? new Set()
    this.#versions.set(assetId, versions.add(this.#workspace.control.sha256(assetId)))
  }

  /** Hashes of what parts of a vod may be. */
  rememberSegments(hashes: readonly string[]): void {
    for (const hash of hashes) this.#segments.add(hash)
  }

  look(): Found {
    const parts: FoundFile[] = []
    const finished: FoundFile[] = []
    const temporary: string[] = []
    const wrong: string[] = []
    for (const path of filesBelow(this.#root)) {
      const name = path.slice(path.lastIndexOf('/') + 1)
      if (sidecars.includes(name)) {
        JSON.parse(readFileSync(join(this.#root, path), 'utf8'))
      } else if (sidecars.some((sidecar) => [`.${sidecar}.tmp`, `.${sidecar}.staged.tmp`].includes(name))) {
        temporary.push(path)
      } else if (/\/vod\//.test(path)) {
        if (!/\.(part|m3u8)$/.test(name) && !this.#segments.has(this.hash(path))) wrong.push(`${path} is no segment`)
      } else {
        const known = this.#assetOf(path)
        const bytes = statSync(join(this.#root, path)).size
        if (name.endsWith('.part') && known !== null) parts.push({ ...known, path, bytes })
        else if (known !== null && this.#versions.get(known.assetId)?.has(this.hash(path))) {
          finished.push({ ...known, path, bytes })
        } else if (!name.endsWith('.part') || known === null) wrong.push(`${path} is not what its name says`)
      }
    }
    return { parts, finished, temporary, wrong }
  }

  #assetOf(path: string): Known | null {
    const [folder = '', file = ''] = path.split('/').slice(-2)
    const recording = this.#recordings.find(({ id }) => folder.endsWith(` · ${id.slice(-8)}`))
    const name = file.replace(/(\.\+[0-9a-z]+)?\.part$/, '')
    const asset = recording?.assets.find(({ type, outputMode }) => nameOf(type, outputMode) === name)
    return asset === undefined ? null : { assetId: asset.id, key: asset.key }
  }

  /** sha256 of what lies there. A file that has not been touched since it was hashed isn't read again. */
  hash(path: string): string {
    const { size, mtimeMs, ino } = statSync(join(this.#root, path))
    const key = `${path} ${size} ${mtimeMs} ${ino}`
    const hash = this.#hashed.get(key) ?? sha256(readFileSync(join(this.#root, path)))
    this.#hashed.set(key, hash)
    return hash
  }
}

/** What isn't Dailies's own. */
function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.startsWith('.dailies/'))
    .sort()
}

function nameOf(type: string, outputMode: string | undefined): string {
  if (type === 'room-composite') return 'composite.mp4'
  return type === 'chat' ? 'chat.csv' : `${type}.${outputMode ?? 'json'}`
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
