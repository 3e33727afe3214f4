/** What a person sees at the foot of the terminal while files arrive. Lines in, nothing else. */

import { countOf } from './output.ts'
import { shownSeconds } from './quantities.ts'
import { shownBytes } from './shown-bytes.ts'
import { areMostlySized, type Left } from './transfer-meter.ts'

export type RunningLine = {
  readonly name: string
  readonly bytesDone: number
  readonly totalBytes: number | null
  readonly bytesPerS: number
}

export type PullPicture = {
  /** Files that are over and all of them. */
  readonly files: { readonly done: number; readonly total: number }
  /** Of those files, in this run or in one before. */
  readonly bytesHere: number
  readonly left: Left
  readonly bytesPerS: number
  readonly secondsLeft: number | null
  /** Why nothing runs, in words. */
  readonly waiting: string | null
  readonly running: readonly RunningLine[]
}

/** The widest that fits is drawn: with one of any width, every number would move it. */
const barCells = [24, 16, 8]
/** Narrower, and nothing of a file's name would be left beside its numbers. */
const wideCells = 60

/** `columns`: of the terminal, of which the last stays empty. */
export function drawPull(picture: PullPicture, columns: number): string[] {
  const { files, bytesHere, left, bytesPerS, secondsLeft, waiting, running } = picture
  const totalBytes = bytesHere + left.bytes
  const byFiles = files.done / Math.max(1, files.total)
  const byBytes = totalBytes > 0 ? bytesHere / totalBytes : byFiles
  const sized = areMostlySized(left)
  const orMore = left.unsized > 0 ? '+' : ''
  const overall = [
    `${files.done.toLocaleString('en-US')} of ${countOf(files.total, 'file')}`,
    sized ? `${shownBytes(bytesHere)} of ${shownBytes(totalBytes)}${orMore}` : shownBytes(bytesHere),
    waiting ?? `${shownBytes(bytesPerS)}/s`,
    ...(secondsLeft === null || secondsLeft < 1 ? [] : [`${shownSeconds(secondsLeft)}${orMore} left`]),
  ]
  return [
    ...overallLines(sized ? byBytes : Math.min(byBytes, byFiles), overall, columns),
    ...running.map((line) => lineOf(line, columns)),
  ]
}

/** Numbers first: names are as long as they like, and are what is cut. */
function lineOf({ name, bytesDone, totalBytes, bytesPerS }: RunningLine, columns: number): string {
  const percent = totalBytes ? `${Math.floor((Math.min(bytesDone, totalBytes) / totalBytes) * 100)} %` : ''
  if (columns < wideCells) return `${percent.padStart(5)}  ${name}`
  return `${percent.padStart(7)} ${shownBytes(bytesDone).padStart(7)} ${`${shownBytes(bytesPerS)}/s`.padStart(9)}  ${name}`
}

/** How far all of it is. The bar gives way to the numbers, and they take a second line before one of them is cut. `share`: 0 to 1. */
export function overallLines(share: number, parts: readonly string[], columns: number): string[] {
  const text = parts.join(' · ')
  const cells = barCells.find((width) => width + 1 + text.length < columns)
  if (cells !== undefined) return [`${bar(share, cells)} ${text}`]
  return text.length < columns ? [text] : [parts.slice(0, 2).join(' · '), parts.slice(2).join(' · ')]
}

function bar(share: number, cells: number): string {
  const filled = Math.floor(Math.min(1, Math.max(0, share)) * cells)
  return `${'█'.repeat(filled)}${'░'.repeat(cells - filled)}`
}
