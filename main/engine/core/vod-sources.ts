/** Reads the playlists of an unzipped room-vod: the master and all that it names, or the one media playlist. */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import type { Fetcher } from './download-ports.ts'
import { readPlaylist } from './playlist.ts'
import type { Sighting } from './storage-answer.ts'
import { longestPlaylistBytes, mostPlaylists } from './vod-limits.ts'
import type { SourcePlaylist } from './vod-plan.ts'

export type ReadSource = SourcePlaylist & Sighting

export class VodSources {
  readonly #fetcher: Pick<Fetcher, 'text' | 'follow'>

  constructor(fetcher: Pick<Fetcher, 'text' | 'follow'>) {
    this.#fetcher = fetcher
  }

  async read(masterUrl: string): Promise<Result<readonly ReadSource[], DailiesError>> {
    const first = await this.#source(masterUrl)
    if (!first.ok || !first.value.playlist.isMaster) return first.ok ? ok([first.value]) : first
    const sources = new Map([[first.value.url, first.value]])
    for (const ref of first.value.playlist.refs) {
      if (ref.role !== 'playlist') continue
      const url = this.#fetcher.follow(first.value.url, ref.uri)
      if (url === null) return err(notMirrored('It refers to a host where it doesn’t come from.'))
      if (sources.has(url)) continue
      if (sources.size >= mostPlaylists) return err(notMirrored('It has more playlists than any recording.'))
      const source = await this.#source(url)
      if (!source.ok) return source
      if (source.value.playlist.isMaster) return err(notMirrored('It has playlists inside of playlists.'))
      sources.set(url, { ...source.value, url })
    }
    return ok([...sources.values()])
  }

  async #source(url: string): Promise<Result<ReadSource, DailiesError>> {
    const read = await this.#fetcher.text(url, longestPlaylistBytes)
    if (!read.ok) return read
    const { validator, seenMs, text } = read.value
    const playlist = readPlaylist(text)
    if (playlist === null) return err(notMirrored('What came isn’t a playlist that can be read.'))
    return ok({ url: read.value.url, playlist, validator, seenMs })
  }
}

export function notMirrored(why: string): DailiesError {
  return { kind: 'unreadable', message: `The HLS recording can’t be copied as it is. ${why}` }
}
