/**
 * The numbers of a generated workspace. Randomness goes by position: the same seed, index and purpose always give the
 * same number.
 */

export type Mix = (index: number, purpose: number) => number

/** A function to 32-bit numbers (the finaliser of MurmurHash3). */
export function mixer(seed: number): Mix {
  return (index, purpose) => {
    let hash = Math.imul(index ^ Math.imul(purpose, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(seed + 1, 0xc2b2ae35)
    hash ^= hash >>> 16
    hash = Math.imul(hash, 0x85ebca6b)
    hash ^= hash >>> 13
    hash = Math.imul(hash, 0xc2b2ae35)
    return (hash ^ (hash >>> 16)) >>> 0
  }
}

export function hex8(number: number): string {
  return number.toString(16).padStart(8, '0')
}

export function pick<T>(choices: readonly T[], number: number): T {
  return choices[number % choices.length] as T
}

/** A UUID from two numbers, of `purpose` and the one after it. */
export function uuidFrom(mix: Mix, index: number, purpose: number): string {
  const [first, second] = [mix(index, purpose), mix(index, purpose + 1)]
  const more = hex8((first ^ Math.imul(second, 0x5bd1e995)) >>> 0)
  const most = hex8(second)
  return `${hex8(first)}-${most.slice(0, 4)}-4${most.slice(5)}-a${more.slice(1, 4)}-${more}${most.slice(4)}`
}

/** From a recording's start to its first asset. */
export const ASSET_DELAY_SECONDS = 7200

/** What every part of a generated workspace is computed from. `index` is a recording's, 0 the newest. */
export interface Scale {
  mix: Mix
  customerId: string
  recordings: number
  rooms: number
  createdSeconds(index: number): number
  recordingId(index: number): string
  /** Every fortieth recording was streamed too; its HLS belongs to this job. */
  liveStreamId(index: number): string | undefined
  roomOf(index: number): number
  roomId(room: number): string
  sessionOf(index: number): number
  sessionId(index: number): string
  durationSeconds(index: number): number
  failed(index: number): boolean
  peers(index: number): { id: string; name: string; role: string }[]
}

/** Sentences in a recording's transcripts. */
export function linesOf(scale: Scale, index: number): number {
  return 12 + (scale.mix(index, 32) % 17)
}
