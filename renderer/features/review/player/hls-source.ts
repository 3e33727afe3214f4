/**
 * Plays a room-vod from disk. hls.js comes only when it is needed, and its worker as a file of ours: made from a blob, the
 * page's content policy would refuse it.
 */
import type { Fragment } from 'hls.js'
import workerUrl from 'hls.js/dist/hls.worker.js?url'
import { gapsIn } from './hls-gaps.ts'
import { isThere } from './is-there.ts'
import { lostParts, mediaProblem, missingPart } from './media-problem.ts'
import type { TimeSpan } from './player-state.ts'

export type HlsListener = {
  readonly failed: (words: string) => void
  /** Parts of the film aren't there, in words, and all of those that are known; it goes on after each. */
  readonly missing: (words: string, gaps: readonly TimeSpan[]) => void
}

/** A file of this disk that isn't there now won't be in a second either. */
const once = { default: { maxTimeToFirstByteMs: 10_000, maxLoadTimeMs: 120_000, timeoutRetry: null, errorRetry: null } }

/** Returns what takes it off the element. `isWanted`: false when another source has been chosen since. */
export async function attachHls(
  video: HTMLVideoElement,
  url: string,
  { failed, missing }: HlsListener,
  isWanted: () => boolean,
): Promise<() => void> {
  const { default: Hls } = await import('hls.js')
  if (!isWanted()) return () => undefined
  if (!Hls.isSupported()) {
    failed(mediaProblem(null))
    return () => undefined
  }
  // From disk everything is near: no need to guess what the line can carry, the best rendition is taken.
  const near = { startLevel: -1, abrEwmaDefaultEstimate: 1e9, maxBufferLength: 60, fragLoadPolicy: once }
  const hls = new Hls({ workerPath: workerUrl, ...near })
  let recovered = false
  let fragments: Parameters<typeof gapsIn>[0] = []
  const fail = (code: number) => {
    failed(mediaProblem(code))
    hls.destroy()
  }
  const leaveOut = (part: Fragment) => {
    // As if the playlist itself said so (RFC 8216bis, EXT-X-GAP): then the player steps over it.
    part.gap = true
    part.tagList.push(['GAP'])
    missing(missingPart(part.relurl ?? '', part.start * 1000, part.end * 1000), gapsIn(fragments))
    hls.startLoad(video.currentTime)
  }
  hls.on(Hls.Events.LEVEL_LOADED, (_event, { details }) => {
    fragments = details.fragments
    const gaps = gapsIn(fragments)
    if (gaps.length > 0) missing(lostParts(gaps), gaps)
  })
  hls.on(Hls.Events.ERROR, (_event, { fatal, type, details, frag }) => {
    if (!fatal) return
    if (details === Hls.ErrorDetails.FRAG_LOAD_ERROR && frag !== undefined) {
      void isThere(url).then((isOnlyPart) => {
        if (!isWanted()) return
        if (isOnlyPart) leaveOut(frag)
        else fail(2)
      })
      return
    }
    if (type === Hls.ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true
      hls.recoverMediaError()
      return
    }
    fail(type === Hls.ErrorTypes.NETWORK_ERROR ? 2 : 3)
  })
  hls.loadSource(url)
  hls.attachMedia(video)
  return () => hls.destroy()
}
