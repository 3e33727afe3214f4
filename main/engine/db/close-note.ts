/**
 * How a library's database was left when it was closed in order, so that opening the same bytes again need not read all of
 * them first: a person waits for that. Whatever has written to it since shows in its size or its time. What shows in
 * neither, a disk that forgets, is looked for once a week.
 */
import { existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dayMs } from '../../../preload/contract/time-terms.ts'

const noteOf = (file: string): string => `${file}.closed`
const weekMs = 7 * dayMs
/** A write at the same moment would leave the same time; none is so long ago. */
const setBackMs = 60_000

/** `checkedMs`: when all of it was read last, and found good. Not being able to say it costs a check, nothing else. */
export function noteClosed(file: string, checkedMs: number, nowMs: number): void {
  try {
    rmSync(noteOf(file), { force: true })
    // Another program still reads it: what it has in its log will be written later.
    if (existsSync(`${file}-wal`)) return
    const apart = Math.floor((nowMs - setBackMs) / 1000)
    utimesSync(file, apart, apart)
    const { size, mtimeMs } = statSync(file)
    writeFileSync(noteOf(file), `${size} ${mtimeMs} ${checkedMs}\n`)
  } catch {
    // The drive may have gone.
  }
}

/** When it was checked last, if it is as it was left and that isn't long ago; null: it has to be checked now. */
export function checkedBefore(file: string, nowMs: number): number | null {
  try {
    const { size, mtimeMs } = statSync(file)
    const [sizeBytes, modifiedMs, checkedMs = Number.NaN] = readFileSync(noteOf(file), 'utf8').split(' ').map(Number)
    const isAsLeft = sizeBytes === size && modifiedMs === mtimeMs && !existsSync(`${file}-wal`)
    return isAsLeft && checkedMs <= nowMs && nowMs - checkedMs < weekMs ? checkedMs : null
  } catch {
    return null
  }
}
