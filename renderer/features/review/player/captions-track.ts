/** Captions on a <video>, from cues in memory: a file for a <track> would need an address that the content policy allows. */
import type { CaptionCue } from './caption-cues.ts'

export class CaptionsTrack {
  readonly #track: TextTrack

  constructor(video: HTMLVideoElement) {
    // A track that was added can't be taken away again: one for an element, whatever it plays.
    this.#track = video.addTextTrack('captions', 'Transcript')
  }

  set(cues: readonly CaptionCue[]): void {
    const mode = this.#track.mode
    // Only an enabled track has a list of cues.
    this.#track.mode = 'hidden'
    for (const cue of [...(this.#track.cues ?? [])]) this.#track.removeCue(cue)
    for (const { startMs, endMs, text } of cues) {
      this.#track.addCue(new VTTCue(startMs / 1000, endMs / 1000, escaped(text)))
    }
    this.#track.mode = mode
  }

  show(on: boolean): void {
    this.#track.mode = on ? 'showing' : 'hidden'
  }
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
