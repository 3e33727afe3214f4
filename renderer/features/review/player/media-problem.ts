/** Why a file doesn't play, in words: what happened, what it means, what to do. */
import { formatCount } from '../../../format/count.ts'
import { formatTimeCode } from '../../../format/time-code.ts'
import type { TimeSpan } from './player-state.ts'

/** `code`: of the element's MediaError (HTML, "error codes"); null when there is no element to ask. */
export function mediaProblem(code: number | null): string {
  switch (code) {
    case 2:
      return 'The file can’t be read any more. Its drive may be away; when it is back, try again.'
    case 3:
      return 'The file is damaged at this place and can’t be played further. Another part may still play, and another source of this session may be whole.'
    case 4:
      return 'This file can’t be played: it is damaged, or in a format that Dailies doesn’t know. It stays in its folder; another player may open it.'
    default:
      return 'This file can’t be played. It stays in its folder; another player may open it.'
  }
}

/** There is no byte in it. */
export const emptyFile =
  'This file is empty, so there is nothing to play. It can be downloaded again under “Needs attention”.'

/** A segment of a stream that can't be read. */
export function missingPart(path: string, startMs: number, endMs: number): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return `“${name}”, a part of this stream from ${formatTimeCode(startMs)} to ${formatTimeCode(endMs)}, isn’t on this computer. The film goes on after it; downloading the stream again may bring it back.`
}

/** Of a stream whose parts 100ms's storage had lost when it was downloaded. Never empty. */
export function lostParts(gaps: readonly TimeSpan[]): string {
  const [first] = gaps
  const from = first === undefined ? '' : `from ${formatTimeCode(first.startMs)} to ${formatTimeCode(first.endMs)}`
  return gaps.length === 1
    ? `This stream has a gap ${from}: that part couldn’t be had. The film goes on after it.`
    : `This stream has ${formatCount(gaps.length)} gaps, the first ${from}: those parts couldn’t be had. The film goes on after each.`
}

/** `format`: as it is called, e.g. "HEVC (H.265)". */
export const hiddenPicture = (format: string): string =>
  `The picture is in ${format}, which can’t be shown on this computer. The file stays as it is; another player may open it.`
