/**
 * Pictures of files, in the library's private folder: `previews/<first two of the key>/<key>/`. A cache, so nothing is
 * fsynced: what a power cut has torn is made again. What it is told comes from a page and is bounded; where it writes,
 * only a key decides.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import {
  type BegunPreview,
  begunInfo,
  type MadePreview,
  mostStripBytes,
  type PreviewInfo,
  previewInfo,
  previewKey,
} from '../../../../preload/contract/preview.ts'
import { mostPeaks } from '../../../../preload/contract/preview-terms.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import { type LibraryFiles, privateFolder } from './library-files.ts'

export const previewsFolder = `${privateFolder}/previews`
const mostInfoBytes = 64 * 1024

export class PreviewStore {
  readonly #files: LibraryFiles

  constructor(files: LibraryFiles) {
    this.#files = files
  }

  /** Nothing is kept: it is new, or somebody has deleted the cache. */
  isEmpty(): boolean {
    const found = this.#files.list(previewsFolder)
    return found.ok && found.value.length === 0
  }

  /** null: there is nothing under this key, or nothing that can be used. */
  read(key: string): PreviewInfo | null {
    const folder = folderOf(key)
    if (folder === null) return null
    const info = previewInfo.safeParse(this.#json(`${folder}/info.json`))
    if (!info.success) return null
    const { peaks, poster, strip } = info.data
    const isThere = (part: string) => (this.#files.fileSize(`${folder}/${part}`) ?? 0) > 0
    const complete =
      (peaks === null || this.#files.fileSize(`${folder}/peaks`) === peaks.count) &&
      (!poster || isThere('poster.webp')) &&
      (strip === null || isThere('strip.webp'))
    return complete ? info.data : null
  }

  /** null: nothing has been begun, or nothing that can be used. */
  readBegun(key: string): BegunPreview | null {
    const folder = folderOf(key)
    if (folder === null) return null
    const info = begunInfo.safeParse(this.#json(`${folder}/begun.json`))
    if (!info.success) return null
    const peaks = info.data.peaks === null ? null : this.#bytes(`${folder}/begun-peaks`, mostPeaks)
    const strip = info.data.strip === null ? null : this.#bytes(`${folder}/begun-strip.webp`, mostStripBytes)
    const begun = { info: info.data, peaks, strip }
    return fitsBegun(begun) ? begun : null
  }

  async write({ key, info, peaks, poster, strip }: MadePreview): Promise<Result<null, DailiesError>> {
    if (!fits({ info, peaks, poster, strip })) return err(unusable)
    return this.#replace(key, [
      ['peaks', peaks],
      ['poster.webp', poster],
      ['strip.webp', strip],
      ['info.json', JSON.stringify(info)],
    ])
  }

  /** Under names of its own, which nobody is served: pictures that aren't finished change, and an address mustn't. */
  async writeBegun(key: string, begun: BegunPreview): Promise<Result<null, DailiesError>> {
    if (!fitsBegun(begun)) return err(unusable)
    return this.#replace(key, [
      ['begun-peaks', begun.peaks],
      ['begun-strip.webp', begun.strip],
      ['begun.json', JSON.stringify(begun.info)],
    ])
  }

  /** All of it or nothing: made beside, then given its name. */
  async #replace(
    key: string,
    parts: readonly (readonly [name: string, content: Uint8Array | string | null])[],
  ): Promise<Result<null, DailiesError>> {
    const relative = folderOf(key)
    if (relative === null) return err(unusable)
    // Where the drive has gone, a private folder in its empty place would be taken for the library.
    const around = this.#files.ensureFolder(dirname(relative))
    if (!around.ok) return around
    const target = join(around.value, key)
    const beside = `${target}.${randomUUID()}.part`
    try {
      await mkdir(beside)
      for (const [name, content] of parts) {
        if (content !== null) await writeFile(join(beside, name), content, { flag: 'wx' })
      }
      await rm(target, { recursive: true, force: true })
      await rename(beside, target)
      return ok(null)
    } catch (error) {
      await rm(beside, { recursive: true, force: true }).catch(() => undefined)
      return err(this.#files.explain(error, previewsFolder))
    }
  }

  async drop(key: string): Promise<void> {
    const relative = folderOf(key)
    const target = relative === null ? null : this.#files.resolve(relative)
    if (target?.ok) await rm(target.value, { recursive: true, force: true }).catch(() => undefined)
  }

  /** null: not there, too large to be one, or no JSON. */
  #json(relative: string): unknown {
    const text = this.#files.readText(relative, mostInfoBytes)
    return text.ok && text.value !== null ? jsonOf(text.value) : null
  }

  #bytes(relative: string, most: number): Uint8Array<ArrayBuffer> | null {
    const path = this.#files.resolve(relative)
    const size = this.#files.fileSize(relative)
    if (!path.ok || size === null || size > most) return null
    try {
      return new Uint8Array(readFileSync(path.value))
    } catch {
      return null
    }
  }
}

const unusable: DailiesError = {
  kind: 'invalid',
  message: 'These pictures are not what they should be, so they were not kept.',
}

/** A key is data, too: only what is one names a folder. */
const folderOf = (key: string): string | null =>
  previewKey.safeParse(key).success ? `${previewsFolder}/${key.slice(0, 2)}/${key}` : null

function fits({ info, peaks, poster, strip }: Omit<MadePreview, 'assetId' | 'key'>): boolean {
  return (
    (info.peaks?.count ?? null) === (peaks?.byteLength ?? null) &&
    info.poster === (poster !== null && isWebP(poster)) &&
    (info.strip !== null) === (strip !== null && isWebP(strip))
  )
}

const fitsBegun = ({ info, peaks, strip }: BegunPreview): boolean =>
  (info.peaks?.count ?? null) === (peaks?.byteLength ?? null) &&
  (info.strip !== null) === (strip !== null && isWebP(strip))

function isWebP(bytes: Uint8Array): boolean {
  const text = (from: number) => String.fromCharCode(...bytes.subarray(from, from + 4))
  return text(0) === 'RIFF' && text(8) === 'WEBP'
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
