/** Where a film's bytes come from, for reading it as a stream; of an HLS recording, around the parts that it lacks. */
import { BufferSource, CustomPathedSource, type Source, UrlSource } from 'mediabunny'
import { withoutGaps } from '../../preload/contract/playlist-gaps.ts'
import type { PreviewJob } from '../../preload/contract/preview.ts'

const cacheBytes = 8 * 1024 * 1024

/** `leadingS`: what is missing before anything that could be read; known once the playlists have been. */
export type OpenedSource = { readonly source: Source; readonly leadingS: () => number }

export function openSource(url: string, kind: PreviewJob['kind']): OpenedSource {
  if (kind !== 'hls') return { source: fileAt(url), leadingS: () => 0 }
  let leadingS = 0
  const source = new CustomPathedSource(url, async ({ path }) => {
    if (!path.toLowerCase().endsWith('.m3u8')) return fileAt(path)
    const answer = await fetch(path)
    if (!answer.ok) throw new Error(`The playlist was answered with ${answer.status}`)
    const playlist = withoutGaps(await answer.text())
    leadingS = Math.max(leadingS, playlist.leadingS)
    return new BufferSource(new TextEncoder().encode(playlist.text))
  })
  return { source, leadingS: () => leadingS }
}

const fileAt = (url: string): UrlSource =>
  new UrlSource(url, {
    ...{ maxCacheSize: cacheBytes, parallelism: 1 },
    getRetryDelay: (before) => (before < 2 ? 0.5 : null),
  })
