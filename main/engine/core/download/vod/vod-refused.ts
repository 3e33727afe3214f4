/**
 * Parts of an HLS recording that storage refuses while it gives out others by the same link. S3 answers 403, not 404, for what
 * isn't there to whoever may not list: such a part is asked for with two links, and then counts as lost.
 */
import type { Fetcher } from '../download-ports.ts'

/** Refused before any other came: from then on it is the link that is refused, and thousands more needn't be asked for. */
const mostAtFirst = 16

export class RefusedParts {
  readonly #fetcher: Pick<Fetcher, 'measure'>
  /** Names, by an earlier link and by this one. */
  readonly #before = new Set<string>()
  readonly #now = new Set<string>()

  constructor(fetcher: Pick<Fetcher, 'measure'>) {
    this.#fetcher = fetcher
  }

  /** Another link is used from now on. */
  newLink(): void {
    for (const name of this.#now) this.#before.add(name)
    this.#now.clear()
  }

  /** What was refused comes last: by then others have shown what the link is worth. */
  last<T extends { readonly name: string }>(parts: readonly T[]): readonly T[] {
    const isRefused = ({ name }: T) => this.#before.has(name)
    return this.#before.size === 0 ? parts : [...parts.filter((part) => !isRefused(part)), ...parts.filter(isRefused)]
  }

  /**
   * What is to be made of a part that was refused just now. `otherUrl`: of a part that is here; null: none is yet, then the
   * playlist at `masterUrl` tells. 'link': it may well be the link's fault; 'again': another link will tell.
   */
  async judge(name: string, otherUrl: string | null, masterUrl: string): Promise<'link' | 'again' | 'lost'> {
    const isGoodLink = (await this.#fetcher.measure(otherUrl ?? masterUrl)).ok
    if (!isGoodLink) return 'link'
    this.#now.add(name)
    if (otherUrl === null) return this.#now.size < mostAtFirst ? 'again' : 'link'
    return this.#before.has(name) ? 'lost' : 'again'
  }
}
