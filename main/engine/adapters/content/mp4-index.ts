/**
 * Whether the part of an MP4 that is here can be played, because its index (`moov`) stands before the media and is complete;
 * and whether one that should be whole is.
 */
import { closeSync, fstatSync, openSync } from 'node:fs'
import { endOfListed, type Mp4Box, topBoxes } from './mp4-boxes.ts'

/** `availableBytes`: how much of the file is written. A file that can't be read counts as none. */
export function indexIsInFront(path: string, availableBytes: number): boolean {
  return inBoxes(
    path,
    () => availableBytes,
    (boxes) => {
      for (const { type, at, sizeBytes } of boxes) {
        if (type === 'mdat' || sizeBytes === null) return false
        if (type === 'moov') return at + sizeBytes <= availableBytes
      }
      return false
    },
  )
}

/** Boxes whose end is the recording's; others may have been put behind it. */
const ofTheFilm = ['moov', 'moof', 'mdat']
/** It is the last that tells. Days of film in fragments have fewer. */
const mostOfTheFilm = 1_000_000

/**
 * Its media goes on behind the end of the file, or all of it is missing. Players go on there too, with the last picture and without a
 * word. Cut behind a whole fragment it is told only where it lists them (`sidx`).
 */
export function endsTooEarly(path: string): boolean {
  return inBoxes(
    path,
    (handle) => fstatSync(handle).size,
    (boxes, fileBytes, handle) => {
      let hasMedia = false
      let last = ''
      for (const box of boxes) {
        const { type, at, sizeBytes } = box
        if (sizeBytes !== null && at + sizeBytes > fileBytes) return ofTheFilm.includes(type)
        hasMedia ||= type === 'mdat'
        if (ofTheFilm.includes(type)) last = type
        if (type === 'sidx' && (endOfListed(handle, box) ?? 0) > fileBytes) return true
      }
      return last === 'moof' || (last === 'moov' && !hasMedia)
    },
    mostOfTheFilm,
  )
}

function inBoxes(
  path: string,
  bytesOf: (handle: number) => number,
  answer: (boxes: Iterable<Mp4Box>, bytes: number, handle: number) => boolean,
  most?: number,
): boolean {
  let handle: number
  try {
    handle = openSync(path, 'r')
  } catch {
    return false
  }
  try {
    const bytes = bytesOf(handle)
    return answer(topBoxes(handle, bytes, most), bytes, handle)
  } catch {
    return false
  } finally {
    closeSync(handle)
  }
}
