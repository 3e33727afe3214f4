/** What a person sees at the foot of the terminal while files arrive. Lines in, nothing else. */

import { countOf } from './output.ts'
import { shownSeconds } from './quantities.ts'
import { shownBytes } from './shown-bytes.ts'

export type RunningLine = {
  readonly name: string
  readonly bytesDone: number
  readonly totalBytes: number | null
  readonly bytesPerS: number
}

export type PullPicture = {
  /** Files that are over and all of them. */
  readonly files: { readonly done: number; readonly total: number }
  /** Arrived in this run. */
  readonly bytesHere: number
  readonly remainingBytes: number
  readonly bytesPerS: number
  readonly secondsLeft: number | null
  /** Why nothing runs, in words. */
  readonly waiting: string | null
  readonly running: readonly RunningLine[]
}

const barCells = 24

export function drawPull(picture: PullPicture): string[] {
  const { files, bytesHere, remainingBytes, bytesPerS, secondsLeft, waiting, running } = picture
  const totalBytes = bytesHere + remainingBytes
  const share = totalBytes === 0 ? files.done / Math.max(1, files.total) : bytesHere / totalBytes
  const overall = [
    `${files.done.toLocaleString('en-US')} of ${countOf(files.total, 'file')}`,
    `${shownBytes(bytesHere)} of ${shownBytes(totalBytes)}`,
    ...(waiting === null ? [`${shownBytes(bytesPerS)}/s`] : [waiting]),
    ...(secondsLeft === null || secondsLeft < 1 ? [] : [`${shownSeconds(secondsLeft)} left`]),
  ]
  return [`${bar(share)} ${overall.join(' · ')}`, ...running.map(lineOf)]
}

/** Numbers first: names are as long as they like, and are what is cut. */
function lineOf({ name, bytesDone, totalBytes, bytesPerS }: RunningLine): string {
  const percent = totalBytes ? `${Math.floor((Math.min(bytesDone, totalBytes) / totalBytes) * 100)} %` : ''
  return `${percent.padStart(7)} ${shownBytes(bytesDone).padStart(7)} ${`${shownBytes(bytesPerS)}/s`.padStart(9)}  ${name}`
}

/** `share`: 0 to 1. */
export function bar(share: number): string {
  const filled = Math.floor(Math.min(1, Math.max(0, share)) * barCells)
  return `${'█'.repeat(filled)}${'░'.repeat(barCells - filled)}`
}
