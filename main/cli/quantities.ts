/** Sizes, rates, shards and times of the command line, both ways. */
import { createHash } from 'node:crypto'

const units: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9 }

/** `500`, `10k`, `2.5M`, `1G`: bytes. null: it isn't a size. */
export function parseSize(text: string): number | null {
  const match = /^(\d{1,15}(?:\.\d{1,6})?)([kmg]?)$/i.exec(text.trim())
  const factor = units[match?.[2]?.toLowerCase() ?? '']
  if (match === null || factor === undefined) return null
  const bytes = Math.round(Number(match[1]) * factor)
  return Number.isSafeInteger(bytes) ? bytes : null
}

/** `5M` or `5M/s`: bytes a second. */
export function parseRate(text: string): number | null {
  const bytes = parseSize(text.trim().replace(/\/s$/i, ''))
  return bytes === 0 ? null : bytes
}

export type Shard = { readonly index: number; readonly count: number }

/** `2/5`: the second of five. */
export function parseShard(text: string): Shard | null {
  const match = /^(\d{1,6})\/(\d{1,6})$/.exec(text.trim())
  const [index, count] = [Number(match?.[1]), Number(match?.[2])]
  return match !== null && index >= 1 && index <= count ? { index, count } : null
}

/** Which machine of N has a recording depends on its id alone: they need no talk, and another N another division. */
export function isInShard(recordingId: string, { index, count }: Shard): boolean {
  return createHash('sha256').update(recordingId).digest().readUInt32BE(0) % count === index - 1
}

/** `1:02:03`, `2:03`. */
export function shownSeconds(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}
