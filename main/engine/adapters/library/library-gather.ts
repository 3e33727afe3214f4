/**
 * Files that lie in a recording's folder, or in that of a copy of it, and stand in no record of it: two libraries that had
 * different files of one recording were copied together. A file counts when it has the name and the length that it must
 * have; its hash is taken here. Nothing is overwritten, and a copy keeps its files: the folder that is used gets links to them.
 */
import { linkSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path/posix'
import { fileKindOf } from '../../core/download/asset-place.ts'
import type { Fetcher } from '../../core/download/download-ports.ts'
import { recordingSidecarName } from '../../core/names/file-name.ts'
import type { Clock, Layout } from '../../core/ports.ts'
import {
  largestSidecarBytes,
  parseRecordingSidecar,
  type RecordingSidecar,
  type SidecarAsset,
  type SidecarFile,
} from '../../core/sidecar.ts'
import type { RebuildRepository } from '../../db/writings/rebuild-repository.ts'
import { codeOf } from '../error-code.ts'
import type { LibraryFiles } from './library-files.ts'
import { isAsRecorded } from './sidecar-scan.ts'

export type GatherParts = {
  readonly files: LibraryFiles
  readonly rows: RebuildRepository
  readonly layout: Layout
  readonly hashing: Pick<Fetcher, 'hash'>
  readonly clock: Clock
}

/** `problems`: what couldn't be taken in, a sentence each. */
export type Gathered = { readonly files: number; readonly problems: readonly string[] }

export class LibraryGather {
  readonly #parts: GatherParts

  constructor(parts: GatherParts) {
    this.#parts = parts
  }

  /** `folder` is used for the recording, `copy` holds the same one. Both are relative to the library. */
  fromCopy(workspaceId: number, recordingId: number, folder: string, copy: string): Gathered {
    const { rows } = this.#parts
    const problems: string[] = []
    let count = 0
    for (const asset of this.#sidecar(copy)?.assets ?? []) {
      if (!this.#isWhole(asset, folder, copy) || rows.withoutFiles(workspaceId, recordingId, asset) === null) continue
      const problem = this.#link(asset, folder, copy)
      if (problem !== null) {
        problems.push(problem)
        continue
      }
      rows.asset(workspaceId, recordingId, asset, true)
      count += asset.files.length
    }
    return { files: count, problems }
  }

  async fromFolder(workspaceId: number, recordingId: number, folder: string): Promise<Gathered> {
    const { rows } = this.#parts
    const sidecar = this.#sidecar(folder)
    let count = 0
    for (const asset of sidecar === null || !this.#holdsMore(folder, sidecar) ? [] : sidecar.assets.filter(isUnfiled)) {
      const file = await this.#find(workspaceId, recordingId, folder, asset)
      if (file === null) continue
      rows.asset(workspaceId, recordingId, { ...asset, state: 'done', fileName: file.name, files: [file] }, true)
      count += 1
    }
    return { files: count, problems: [] }
  }

  #sidecar(folder: string): RecordingSidecar | null {
    const text = this.#parts.files.readText(`${folder}/${recordingSidecarName}`, largestSidecarBytes)
    const reading = text.ok && text.value !== null ? parseRecordingSidecar(text.value) : null
    return reading?.kind === 'read' ? reading.sidecar : null
  }

  /** Answers what is in the way. */
  #link(asset: SidecarAsset, folder: string, copy: string): string | null {
    const { files } = this.#parts
    const missing = asset.files.filter((file) => !this.#isHere(file, folder, copy))
    const standing = missing.find(({ name }) => files.kindOf(`${folder}/${name}`) !== 'nothing')
    if (standing !== undefined)
      return `“${copy}/${standing.name}” was left out: “${folder}” has another file of that name.`
    for (const { name } of missing) {
      const made = files.ensureFolder(dirname(`${folder}/${name}`))
      const [from, to] = [files.resolve(`${copy}/${name}`), files.resolve(`${folder}/${name}`)]
      if (!made.ok) return made.error.message
      if (!from.ok) return from.error.message
      if (!to.ok) return to.error.message
      try {
        linkOrMove(from.value, to.value)
      } catch (error) {
        return files.explain(error, `${copy}/${name}`).message
      }
    }
    return null
  }

  /** In the copy, or by now here: a gathering that was broken off goes on. */
  #isWhole({ state, files: named }: SidecarAsset, folder: string, copy: string): boolean {
    const { files } = this.#parts
    const isThere = (file: SidecarFile): boolean =>
      isAsRecorded(files, `${copy}/${file.name}`, file) || this.#isHere(file, folder, copy)
    return state === 'done' && named.length > 0 && named.every(isThere)
  }

  /** It came from the copy: it is the same file, or isn't there any more and has its length. */
  #isHere({ name, sizeBytes }: SidecarFile, folder: string, copy: string): boolean {
    const { files } = this.#parts
    const [here, there] = [`${folder}/${name}`, `${copy}/${name}`]
    if (files.fileSize(here) !== sizeBytes) return false
    return files.kindOf(there) === 'nothing' || isSameFile(files, here, there)
  }

  /** Something lies there that the sidecar doesn't name. */
  #holdsMore(folder: string, sidecar: RecordingSidecar): boolean {
    const entries = this.#parts.files.list(folder)
    const named = new Set(sidecar.assets.flatMap(({ files }) => files.map(({ name }) => name)))
    return (
      entries.ok &&
      entries.value.some(
        (entry) => entry.isDirectory() || !(entry.name === recordingSidecarName || named.has(entry.name)),
      )
    )
  }

  async #find(
    workspaceId: number,
    recordingId: number,
    folder: string,
    asset: SidecarAsset,
  ): Promise<SidecarFile | null> {
    const { files, rows, layout, hashing, clock } = this.#parts
    const assetId = rows.withoutFiles(workspaceId, recordingId, asset)
    const place = assetId === null ? null : layout.placeAsset(assetId)
    if (place === null || !place.ok) return null
    const { name } = place.value
    const path = files.resolve(`${folder}/${name}`)
    if (!path.ok || files.fileSize(`${folder}/${name}`) !== asset.sizeBytes) return null
    const { probeFile } = await import('../content/media-probe.ts')
    if ((await probeFile(path.value, fileKindOf(asset.type, name))) !== null) return null
    const hashed = await hashing.hash(path.value)
    if (!hashed.ok || hashed.value === null) return null
    const { bytes: sizeBytes, sha256 } = hashed.value
    const flags = { verified: true, differsFromRecord: false, accepted: false, checkedAgainst: null }
    return { name, sizeBytes, sha256, ...flags, finishedMs: clock.nowMs() }
  }
}

/** What can't be looked at today counts as another: it is told of, and left alone. */
function isSameFile(files: LibraryFiles, one: string, other: string): boolean {
  const [a, b] = [files.resolve(one), files.resolve(other)]
  if (!a.ok || !b.ok) return false
  try {
    const [found, same] = [statSync(a.value), statSync(b.value)]
    return found.dev === same.dev && found.ino === same.ino
  } catch {
    return false
  }
}

/** What 100ms has and this library hasn't; a playlist is many files, none of them of that length. */
export const isUnfiled = ({ state, files, sizeBytes, type }: SidecarAsset): boolean =>
  state === null && files.length === 0 && sizeBytes !== null && sizeBytes > 0 && type !== 'room-vod'

const noLinks: readonly (string | null)[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK']

/** Drives of cameras and sticks know no second name for a file: there it goes to where it is used. */
function linkOrMove(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    if (!noLinks.includes(codeOf(error))) throw error
    renameSync(from, to)
  }
}
