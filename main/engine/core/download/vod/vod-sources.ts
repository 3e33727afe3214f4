/** Reads the playlists of an unzipped room-vod: the master and all that it names, or the one media playlist. */
import type { DailiesError } from '../../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../../preload/contract/result.ts'
import type { Fetcher } from '../download-ports.ts'
import type { Sighting } from '../storage-answer.ts'
import { readPlaylist } from './playlist.ts'
import { longestPlaylistBytes, mostPlaylists } from './vod-limits.ts'
import { playlistName, type SourcePlaylist } from './vod-plan.ts'
import type { RefusedParts } from './vod-refused.ts'

/** `isLost`: storage has it no more, or refuses it alone; nothing is known of what it named. */
export type ReadSource = SourcePlaylist & Sighting & { readonly isLost: boolean }

export class VodSources {
  readonly #fetcher: Pick<Fetcher, 'text' | 'follow'>
  readonly #refused: Pick<RefusedParts, 'judge'>

  constructor(fetcher: Pick<Fetcher, 'text' | 'follow'>, refused: Pick<RefusedParts, 'judge'>) {
    this.#fetcher = fetcher
    this.#refused = refused
  }

  async read(masterUrl: string): Promise<Result<readonly ReadSource[], DailiesError>> {
    const first = await this.#source(masterUrl)
    if (!first.ok || !first.value.playlist.isMaster) return first.ok ? ok([first.value]) : first
    const sources = new Map([[first.value.url, first.value]])
    const refusals: DailiesError[] = []
    const losses: DailiesError[] = []
    for (const ref of first.value.playlist.refs) {
      if (ref.role !== 'playlist') continue
      const url = this.#fetcher.follow(first.value.url, ref.uri)
      if (url === null) return err(notMirrored('It refers to a host where it doesn’t come from.'))
      if (sources.has(url)) continue
      if (sources.size >= mostPlaylists) return err(notMirrored('It has more playlists than any recording.'))
      const source = await this.#twice(url)
      if (source.ok && source.value.playlist.isMaster) return err(notMirrored('It has playlists inside of playlists.'))
      if (!source.ok) {
        const why = await this.#judge(source.error, playlistName(sources.size), masterUrl)
        if (why === 'link') return source
        ;(why === 'lost' ? losses : refusals).push(source.error)
      }
      sources.set(url, source.ok ? { ...source.value, url } : lost(url))
    }
    // Of those that came the rest is worth having; where none did, nothing of it can be had.
    const [failure] = losses.length === sources.size - 1 ? losses : refusals
    return failure === undefined ? ok([...sources.values()]) : err(failure)
  }

  /** Not there is said twice before it is believed. */
  async #twice(url: string): Promise<Result<ReadSource, DailiesError>> {
    const source = await this.#source(url)
    return source.ok || source.error.kind !== 'gone' ? source : this.#source(url)
  }

  /** 'link': it isn't the playlist that is at fault. 'again': another link will tell. */
  async #judge({ kind }: DailiesError, name: string, masterUrl: string): Promise<'link' | 'again' | 'lost'> {
    if (kind === 'gone') return 'lost'
    return kind === 'link-expired' ? this.#refused.judge(name, masterUrl, masterUrl) : 'link'
  }

  async #source(url: string): Promise<Result<ReadSource, DailiesError>> {
    const read = await this.#fetcher.text(url, longestPlaylistBytes)
    if (!read.ok) return read
    const { validator, seenMs, text } = read.value
    const playlist = readPlaylist(text)
    if (playlist === null) return err(notMirrored('What came isn’t a playlist that can be read.'))
    return ok({ url: read.value.url, playlist, validator, seenMs, isLost: false })
  }
}

const lost = (url: string): ReadSource => ({
  ...{ url, playlist: { isMaster: false, lines: [], refs: [] }, isLost: true },
  ...{ validator: null, seenMs: null },
})

/** As they would be called here. */
export function lostPlaylists(sources: readonly ReadSource[]): string[] {
  return sources.flatMap(({ isLost }, index) => (isLost ? playlistName(index) : []))
}

export function notMirrored(why: string): DailiesError {
  return { kind: 'unreadable', message: `The HLS recording can’t be copied as it is. ${why}` }
}
