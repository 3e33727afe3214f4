/** Where a film's bytes come from, for reading it as a stream; of an HLS recording, around the parts that it lacks. */
import { BufferSource, CustomPathedSource, type Source, UrlSource } from 'mediabunny'
import { type Gap, withoutGaps } from '../../preload/contract/playlist-gaps.ts'
import type { PreviewJob } from '../../preload/contract/preview.ts'

const cacheBytes = 8 * 1024 * 1024

/** `gaps`: what its playlists leave out; known once they have been read. */
export type OpenedSource = { readonly source: Source; readonly gaps: () => readonly Gap[] }

export function openSource(url: string, kind: PreviewJob['kind']): OpenedSource {
  if (kind !== 'hls') return { source: fileAt(url), gaps: () => [] }
  let gaps: readonly Gap[] = []
  const source = new CustomPathedSource(url, async ({ path }) => {
    if (!path.toLowerCase().endsWith('.m3u8')) return fileAt(path)
    const answer = await fetch(path)
    if (!answer.ok) throw new Error(`The playlist was answered with ${answer.status}`)
    const playlist = withoutGaps(await answer.text())
    // Renditions of one film lack the same, nearly always.
    if (playlist.gaps.length > gaps.length) gaps = playlist.gaps
    return new BufferSource(new TextEncoder().encode(playlist.text))
  })
  return { source, gaps: () => gaps }
}

const fileAt = (url: string): UrlSource =>
  new UrlSource(url, {
    ...{ maxCacheSize: cacheBytes, parallelism: 1 },
    getRetryDelay: (before) => (before < 2 ? 0.5 : null),
  })
