/** What a <video> says of itself, as the player understands it. */
import { isThere } from './is-there.ts'
import { mediaProblem } from './media-problem.ts'
import type { PlayerState, TimeSpan } from './player-state.ts'

export type MediaListener = {
  readonly set: (change: Partial<PlayerState>) => void
  readonly opened: () => void
  readonly played: () => void
  readonly paused: () => void
  readonly ended: () => void
  readonly moved: () => void
  readonly arrived: () => void
  readonly failed: (problem: string) => void
}

/** Returns what ends it. */
export function listenToMedia(video: HTMLVideoElement, listener: MediaListener): () => void {
  const ends = new AbortController()
  const on = (events: readonly (keyof HTMLMediaElementEventMap)[], run: () => void) => {
    for (const event of events) video.addEventListener(event, run, { signal: ends.signal })
  }
  on(['loadedmetadata'], () => {
    listener.set({ ready: true, hasPicture: video.videoWidth > 0 })
    listener.opened()
  })
  on(['durationchange', 'loadedmetadata'], () => {
    // A stream's length is infinite until its playlist has ended.
    if (Number.isFinite(video.duration)) listener.set({ durationMs: video.duration * 1000 })
  })
  on(['play', 'playing'], () => {
    listener.set({ playing: true })
    listener.played()
  })
  on(['playing', 'canplay'], () => listener.set({ waiting: false }))
  on(['waiting'], () => listener.set({ waiting: true }))
  on(['pause'], () => {
    listener.set({ playing: false, waiting: false })
    listener.paused()
  })
  on(['ended'], listener.ended)
  on(['timeupdate'], listener.moved)
  on(['seeked'], listener.arrived)
  on(
    ['progress', 'seeked', 'timeupdate'],
    readBuffered(video, (buffered) => listener.set({ buffered })),
  )
  on(['error'], () => {
    const { error, currentSrc } = video
    if (error === null || !video.hasAttribute('src')) return
    void readableCode(error, currentSrc).then((code) => {
      // Meanwhile another source may have been chosen, or the same one tried again.
      if (video.error === error && !ends.signal.aborted) listener.failed(mediaProblem(code))
    })
  })
  return () => ends.abort()
}

/** A file that can't even be opened is no damaged one, though the element gives both the same code. */
async function readableCode({ code }: MediaError, url: string): Promise<number> {
  if (code !== MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED) return code
  return (await isThere(url)) ? code : MediaError.MEDIA_ERR_NETWORK
}

function readBuffered(video: HTMLVideoElement, tell: (spans: readonly TimeSpan[]) => void): () => void {
  let before: readonly TimeSpan[] = []
  return () => {
    const spans = Array.from({ length: video.buffered.length }, (_, index) => ({
      startMs: video.buffered.start(index) * 1000,
      endMs: video.buffered.end(index) * 1000,
    }))
    const same = spans.length === before.length && spans.every((span, index) => alike(span, before[index]))
    if (!same) {
      before = spans
      tell(spans)
    }
  }
}

const alike = (a: TimeSpan, b: TimeSpan | undefined) =>
  b !== undefined && Math.abs(a.endMs - b.endMs) < 500 && Math.abs(a.startMs - b.startMs) < 500
