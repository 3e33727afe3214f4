/**
 * Where a file is cut when several of its ranges are fetched at once. What lies at the front is a prefix; ahead of it are
 * pieces, each a run of bytes from where it begins, however long that run is by now. Where two meet they overlap, so that
 * one can be held against the other. Pure.
 */
import { overlapBytes } from './resume.ts'

/** Cuts are at whole mebibytes: a piece's file is named after them, and names are short. */
export const mebibyte = 1024 * 1024
/** Small enough that a large file's cache stays warm, large enough that asking for the next one costs little. */
const largestPieceBytes = 32 * mebibyte
/** The last of each connection end at the same time: when the file is there, all of them but one are still to be put together. */
const lastPieceBytes = 8 * mebibyte

export type FoundPiece = { readonly first: number; readonly bytes: number }
/** [first, end) of the file; `bytes` of it are here. */
export type PlannedPiece = FoundPiece & { readonly end: number }

/**
 * Cuts what is ahead of `front` so that `connections` at a time, each with as much as the others, end together. Pieces
 * that were found are gone on with. The first begins so far ahead that the one connection that is at the front has its share.
 */
export function planPieces(
  front: number,
  totalBytes: number,
  found: readonly FoundPiece[],
  connections: number,
): PlannedPiece[] {
  const rest = totalBytes - front
  if (rest <= 0) return []
  const begun = found.filter(({ first, bytes }) => first > front && first + bytes <= totalBytes)
  const firsts = new Set(begun.map(({ first }) => first))
  const inside = (at: number) => begun.some(({ first, bytes }) => at > first && at < first + bytes)
  for (const at of evenCuts(front, totalBytes, connections)) if (!inside(at)) firsts.add(at)
  const cuts = [...firsts].sort((one, other) => one - other)
  return cuts.map((first, index) => {
    const end = Math.min(totalBytes, (cuts[index + 1] ?? totalBytes) + overlapBytes)
    const here = begun.find((piece) => piece.first === first)?.bytes ?? 0
    return { first, end, bytes: Math.min(here, end - first) }
  })
}

/** Where new pieces begin: as long as each other in every round, the rounds as many as they must be, the last one short. */
function evenCuts(front: number, totalBytes: number, connections: number): number[] {
  const rest = totalBytes - front
  const lastBytes = rest < 2 * connections * lastPieceBytes ? rest : connections * lastPieceBytes
  const earlierBytes = rest - lastBytes
  const earlier = Math.ceil(earlierBytes / (connections * (largestPieceBytes - mebibyte))) * connections
  const cuts = [
    ...Array.from({ length: earlier }, (_, index) => front + (earlierBytes / earlier) * index),
    ...Array.from({ length: connections }, (_, index) => totalBytes - lastBytes * (1 - index / connections)),
  ]
  // The first is what the connection at the front fetches.
  const rounded = cuts.slice(1).map((at) => Math.ceil(at / mebibyte) * mebibyte)
  return rounded.filter((at) => at > front && at < totalBytes - mebibyte)
}

/** A line on which one connection gives this much is fast enough as it is: more would only be impolite. */
const fastBytesPerS = 64 * mebibyte
/** Less is over before more connections have got going. */
const worthBytes = 32 * mebibyte
const worthMs = 1000

/** Whether more connections would help: this one has brought `bytes` in `elapsedMs`, and `restBytes` are still to come. */
export function isWorthSplitting(bytes: number, elapsedMs: number, restBytes: number): boolean {
  if (elapsedMs <= 0 || restBytes < worthBytes) return false
  const bytesPerMs = bytes / elapsedMs
  return bytesPerMs * 1000 < fastBytesPerS && restBytes / bytesPerMs > worthMs
}
