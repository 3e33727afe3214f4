/**
 * The files that the window may play: asset id → path, as the engine has granted them; and the pictures of them. Looked up without asking the
 * engine, so that playback goes on while it restarts. A grant isn't believed blindly: what is opened is checked to lie
 * inside the library, links resolved.
 */
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaGrant, PreviewsGrant } from '../../../preload/contract/control.ts'
import { previewKey } from '../../../preload/contract/preview.ts'
import { previewParts } from '../../../preload/contract/preview-terms.ts'
import { isInside } from '../../inside.ts'
import { contentTypeOf } from './content-type.ts'

/** `lasting`: what this address once gave it gives for ever, so that it may be kept in memory. */
export type PlayableFile = {
  readonly path: string
  readonly contentType: string
  readonly lasting: boolean
  /** How long it will be, while it is being downloaded; null: all of it is here. */
  readonly arrivingBytes: number | null
}

export class MediaGrants {
  readonly #grants = new Map<number, MediaGrant>()
  #previews: PreviewsGrant | null = null

  add(grants: readonly MediaGrant[]): void {
    for (const grant of grants) this.#grants.set(grant.assetId, grant)
  }

  /** Another library is opened: its ids mean other files. */
  clear(): void {
    this.#grants.clear()
    this.#previews = null
  }

  /** Pictures that the engine keeps, by the name of what they were made of. */
  servePreviews(grant: PreviewsGrant): void {
    this.#previews = grant
  }

  /**
   * `dailies-media://asset/<id>` or, for a folder, `dailies-media://asset/<id>/<path in it>`; a query only tells versions
   * apart. null: not granted.
   */
  async find(url: string): Promise<PlayableFile | null> {
    if (new URL(url).host === 'preview') return this.#findPreview(url)
    const asked = parse(url)
    const grant = asked && this.#grants.get(asked.assetId)
    if (!asked || !grant) return null
    // A file has nothing inside, a folder can't be played itself.
    const isFolder = grant.contentType === null
    if (isFolder !== asked.segments.length > 0) return null
    try {
      const library = await realpath(grant.library)
      const complete = await realpath(grant.path).catch(() => null)
      // The same address before and after: a player that began with the part goes on with the whole.
      const isArriving = complete === null && grant.arrivingBytes !== undefined
      const granted = complete ?? (await realpath(isArriving ? `${grant.path}.part` : grant.path))
      const path = isFolder ? await realpath(join(granted, ...asked.segments)) : granted
      if (!isInside(library, granted) || (isFolder && !isInside(granted, path))) return null
      const arrivingBytes = isArriving ? (grant.arrivingBytes ?? null) : null
      return { path, contentType: grant.contentType ?? contentTypeOf(path), lasting: false, arrivingBytes }
    } catch {
      return null
    }
  }

  /** `dailies-media://preview/<key>/<part>` */
  async #findPreview(url: string): Promise<PlayableFile | null> {
    const [, key = '', part = '', ...more] = new URL(url).pathname.split('/')
    const isPart = previewParts.some((known) => known === part)
    if (this.#previews === null || !isPart || more.length > 0 || !previewKey.safeParse(key).success) return null
    try {
      const library = await realpath(this.#previews.library)
      const path = await realpath(join(this.#previews.folder, key.slice(0, 2), key, part))
      return isInside(library, path)
        ? { path, contentType: contentTypeOf(path), lasting: true, arrivingBytes: null }
        : null
    } catch {
      return null
    }
  }
}

function parse(text: string): { assetId: number; segments: string[] } | null {
  const url = new URL(text)
  const [, id = '', ...encoded] = url.pathname.split('/')
  if (url.host !== 'asset' || !/^[1-9]\d{0,15}$/.test(id)) return null
  try {
    const segments = encoded.map(decodeURIComponent)
    return segments.every(isPlainName) ? { assetId: Number(id), segments } : null
  } catch {
    return null
  }
}

const isPlainName = (name: string) => name !== '' && name !== '.' && name !== '..' && !/[/\\\0:]/.test(name)
