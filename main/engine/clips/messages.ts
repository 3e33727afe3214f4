/** What passes between the engine and the thread that makes a clip. Both ends are ours and of one build: nothing is parsed. */

/** A film in the library: a file, or the main playlist of a stream. Both paths with `/`. */
export type ClipFilm = {
  /** Absolute path of the library. */
  readonly library: string
  /** Relative to the library. */
  readonly path: string
  readonly kind: 'file' | 'playlist'
}

/** `part` null: only the plan is wanted. Seconds. */
export type ClipJob = {
  readonly film: ClipFilm
  readonly inS: number | null
  readonly outS: number | null
  /** Absolute path of a file that isn't there yet. */
  readonly part: string | null
}

/** Seconds in the film. `ending` as a file name has it. */
export type ClipCut = {
  readonly startS: number
  readonly inS: number
  readonly outS: number
  readonly ending: string
}

export type ClipRefusal =
  | 'nothing-between'
  | 'no-tracks'
  /** Of a format that can't be put into a file of this kind, or that nobody knows. */
  | 'not-copyable'
  | 'unreadable'

export type ClipMessage =
  | { readonly kind: 'progress'; readonly fraction: number }
  | { readonly kind: 'done'; readonly cut: ClipCut }
  | { readonly kind: 'refused'; readonly reason: ClipRefusal }
  /** What the system said when the clip was written, e.g. ENOSPC. */
  | { readonly kind: 'not-written'; readonly code: string }
