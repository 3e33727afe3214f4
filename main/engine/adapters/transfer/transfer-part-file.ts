/**
 * The `.part` beside the target. Synchronous but for the fsync, for it is used in the transfer worker only; throws what
 * `node:fs` throws.
 */
import {
  closeSync,
  constants,
  fstatSync,
  fsync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { isInLibrary } from '../../../in-library.ts'
import { codeOf } from '../error-code.ts'

/** What is there already stays. */
const readWriteMake = constants.O_RDWR | constants.O_CREAT

/** How much is read at once; between two slices the other transfers of the thread get their turn. */
const sliceBytes = 4 * 1024 * 1024

export class PartFile {
  readonly #path: string
  readonly #flags: number
  #opened: number | null = null
  #bytes = 0

  /** `isFresh`: the first byte replaces what lies there, and nothing is made or touched before. */
  constructor(path: string, { isFresh = false } = {}) {
    this.#path = path
    this.#flags = isFresh ? readWriteMake | constants.O_TRUNC : readWriteMake
    if (!isFresh) this.#bytes = fstatSync(this.handle).size
  }

  get handle(): number {
    this.#opened ??= openMaking(this.#path, this.#flags)
    return this.#opened
  }

  get bytes(): number {
    return this.#bytes
  }

  cutTo(bytes: number): void {
    if (this.#bytes === bytes) return
    ftruncateSync(this.handle, bytes)
    this.#bytes = bytes
  }

  append(chunk: Uint8Array): void {
    let written = 0
    while (written < chunk.length) {
      // A nearly full disk takes a part of a chunk before it refuses the rest.
      const count = writeSync(this.handle, chunk, written, chunk.length - written, this.#bytes)
      written += count
      this.#bytes += count
    }
  }

  /** Shorter than asked for when the file is. */
  read(offset: number, length: number): Buffer {
    const buffer = Buffer.allocUnsafe(length)
    let filled = 0
    while (filled < length) {
      const count = readSync(this.handle, buffer, filled, length - filled, offset + filled)
      if (count === 0) break
      filled += count
    }
    return buffer.subarray(0, filled)
  }

  /** Hands over bytes [from, to) in slices, until `signal` aborts. */
  async each(from: number, to: number, signal: AbortSignal, take: (slice: Buffer) => void): Promise<void> {
    for (let at = from; at < to && !signal.aborted; at += sliceBytes) {
      take(this.read(at, Math.min(sliceBytes, to - at)))
      await setImmediate()
    }
  }

  sync(): Promise<void> {
    return syncHandle(this.handle)
  }

  close(): void {
    const opened = this.#opened
    // Once only, also where that fails: its number may be another file's by then.
    this.#opened = null
    if (opened !== null) closeSync(opened)
  }

  /** An empty one would only puzzle whoever looks into the folder: nothing can be resumed from it. */
  closeUnlessBegun(): void {
    const wasOpened = this.#opened !== null
    this.close()
    if (wasOpened && this.#bytes === 0) rmSync(this.#path, { force: true })
  }
}

/** Off the thread: other transfers go on meanwhile. */
export function syncHandle(handle: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fsync(handle, (error) => (error === null ? resolve() : reject(error)))
  })
}

/**
 * Makes the folder, and the one above it, if they aren't there: `vod/`, `tracks/`, a recording's. Never more: on a drive
 * that has been pulled out that would build a second library on the mount point.
 */
function openMaking(path: string, flags: number): number {
  try {
    return openSync(path, flags)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
  makeFolder(dirname(path), 2)
  return openSync(path, flags)
}

/** Of a library that isn't there nothing is made: where its folder was a drive's own, the place of that is there still, empty. */
export function makeFolder(folder: string, levels: number): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  if (!isInLibrary(folder)) throw Object.assign(new Error(`No library holds ${folder}`), { code: 'ENOENT' })
  make(folder, levels)
}

function make(folder: string, levels: number): void {
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another thread may be making the same one.
    if (codeOf(error) === 'EEXIST') return
    if (codeOf(error) !== 'ENOENT' || levels <= 1) throw error
    make(dirname(folder), levels - 1)
    make(folder, 1)
  }
}
