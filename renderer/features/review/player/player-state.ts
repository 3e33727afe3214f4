/** What the controls show of the player. The playhead is not in here: it moves all the time. */
import type { ReviewSource } from '../../../../preload/contract/review.ts'
import { type LoopRange, noRange } from './loop-range.ts'
import { readPreferences } from './preferences.ts'
import { type Shuttle, still } from './shuttle.ts'

export type TimeSpan = { readonly startMs: number; readonly endMs: number }

export type PlayerState = {
  /** Length and size are known. */
  readonly ready: boolean
  readonly playing: boolean
  readonly waiting: boolean
  /** 0 while nobody knows. */
  readonly durationMs: number
  readonly hasPicture: boolean
  readonly buffered: readonly TimeSpan[]
  readonly shuttle: Shuttle
  /** Of plain playing; a shuttle has its own. */
  readonly speed: number
  readonly volume: number
  readonly muted: boolean
  readonly captions: boolean
  readonly range: LoopRange
  readonly canUndo: boolean
  /** Why it doesn't play, in words. */
  readonly problem: string | null
  /** What part of it isn't there, in words; the rest plays. */
  readonly missing: string | null
  /** Where those parts are. */
  readonly gaps: readonly TimeSpan[]
}

export const initialState = (): PlayerState => ({
  ready: false,
  playing: false,
  waiting: false,
  durationMs: 0,
  hasPicture: false,
  buffered: [],
  shuttle: still,
  range: noRange,
  canUndo: false,
  problem: null,
  missing: null,
  gaps: [],
  ...readPreferences(),
})

/** What changes when that source is loaded. 100ms's record of its length is rounded, and not always there. */
export const beforeOpening = (
  { kind, durationS }: Pick<ReviewSource, 'kind' | 'durationS'>,
  measuredMs: number | null,
): Partial<PlayerState> => ({
  ready: false,
  waiting: false,
  problem: null,
  missing: null,
  gaps: [],
  buffered: [],
  shuttle: still,
  canUndo: false,
  durationMs: measuredMs ?? (durationS ?? 0) * 1000,
  hasPicture: kind !== 'audio',
})
