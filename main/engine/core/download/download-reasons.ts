/** What downloading says to a person: what happened, what it means, what to do. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { sizeWords } from '../../../../preload/contract/size-terms.ts'
import type { Reason } from './download.ts'
import type { FinishedFile } from './download-ports.ts'

/** Why a file that is here deserves a second look; null: it doesn't. */
export function doubtOf(file: FinishedFile, unreadable: string | null, recordedBytes: number | null): Reason | null {
  if (unreadable !== null) return { kind: 'unreadable', text: `${unreadable} It is kept as “${file.name}”.` }
  if (!file.differsFromRecord) return null
  const text = `Storage has ${file.sizeBytes} bytes of it, 100ms’s record says ${recordedBytes}. Two links agreed on the former, so it is kept as it came.`
  return { kind: 'corrupt', text }
}

/** A zipped recording that can't be played; the archive is here all the same. */
export function staysPacked(why: string): Reason {
  const text = `The zipped recording can’t be unpacked safely: ${why}. The archive is kept as it came.`
  return { kind: 'unreadable', text }
}

/** An HLS recording of which storage has lost something; null: nothing is missing. Paths as in the recording's folder. */
export function partsLost({ files, missing }: PartsHere): Reason | null {
  const [first] = missing
  if (first === undefined) return null
  const parts = missing.length === 1 ? 'a part' : `${missing.length} of ${files.length + missing.length} files`
  const text = `100ms’s storage has lost ${parts} of this HLS recording, or refuses it, beginning with “${first}”. All the rest is kept, and plays with gaps.`
  return { kind: 'corrupt', text }
}

type PartsHere = { readonly files: readonly FinishedFile[]; readonly missing: readonly string[] }

export const notConnected: DailiesError = {
  kind: 'unauthorized',
  reason: 'other',
  message: 'The workspace of this recording is not connected. Connect it to download.',
}

export const checksumDiffers: DailiesError = {
  kind: 'corrupt',
  message: 'What arrived isn’t what the storage says it has: the checksums differ. It is fetched again.',
}

export const lengthChanged: DailiesError = {
  kind: 'corrupt',
  message: 'The storage gave this file two different lengths. It is fetched again.',
}

export function linksRefused(storedAt: string | null): DailiesError {
  const message = `The storage refuses the links that 100ms makes for this file. If it is in your own bucket, the key that 100ms has may not be allowed to read.${whereItIs(storedAt)}`
  return { kind: 'forbidden', message }
}

/** 100ms signs the playlist of a vod in a customer's bucket, and nothing that the playlist names. */
export function segmentsRefused(storedAt: string | null): DailiesError {
  const message = `100ms’s link opens the playlist of this HLS recording but not its segments, for they are in your own bucket.${whereItIs(storedAt)} Fetch it from there.`
  return { kind: 'refused', storedAt, message }
}

function whereItIs(storedAt: string | null): string {
  return storedAt === null ? '' : ` The file is at ${storedAt}.`
}

export const libraryMissing: DailiesError = {
  kind: 'library-missing',
  message: 'The library’s folder can’t be reached. Downloads go on when its drive is back.',
}

export function diskFull(freeBytes: number, neededBytes: number): DailiesError {
  const message =
    'There is too little room on the drive that holds the library. Downloads go on by themselves when there is more.'
  return { kind: 'disk-full', message, freeBytes, neededBytes }
}

/** One file that is larger than the room there is; what fits goes on. `neededBytes` is more than 0. */
export function doesNotFit(neededBytes: number, spareBytes: number): DailiesError {
  const message = needsRoom(shownSize(neededBytes), spareBytes)
  return { kind: 'disk-full', message, freeBytes: Math.max(0, spareBytes), neededBytes }
}

/** As the window beside it says sizes. */
export const shownSize = (bytes: number): string => sizeWords(bytes, undefined)

export function needsRoom(size: string, spareBytes: number): string {
  const spare = shownSize(Math.max(0, spareBytes))
  return `It needs ${size} of room, and the drive that holds the library has ${spare} to spare. It is tried again by itself; what fits goes on meanwhile.`
}

export const internalFault: DailiesError = {
  kind: 'internal',
  message: 'Something went wrong in Dailies itself. The details are in its log.',
}
