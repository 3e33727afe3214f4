/** The file that becomes a clip when it is whole. Says what the system said when it can't be written. */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { WritableStream } from 'node:stream/web'
import { StreamTarget, type StreamTargetChunk } from 'mediabunny'
import { codeOf } from '../adapters/error-code.ts'

const bufferedBytes = 4 * 1024 * 1024

/** What the system said: e.g. ENOSPC. */
export class NotWritten extends Error {
  readonly code: string

  constructor(code: string) {
    super(`The clip could not be written: ${code}`)
    this.code = code
  }
}

/** Every byte of a chunk is written or it fails: a full disk may take a part of one without saying so. */
export class PartFile {
  readonly target: StreamTarget
  readonly #file: number
  #open = true
  failure: NotWritten | null = null

  constructor(path: string) {
    this.#file = this.#guarded(() => openSync(path, 'wx'))
    const stream = new WritableStream<StreamTargetChunk>({
      write: ({ data, position }) => this.write(data, position),
    })
    this.target = new StreamTarget(stream, { chunked: true, chunkSize: bufferedBytes })
  }

  write(data: Uint8Array, position: number): void {
    this.#guarded(() => {
      for (let at = 0; at < data.length; ) at += writeSync(this.#file, data, at, data.length - at, position + at)
    })
  }

  finish(): void {
    this.#guarded(() => fsyncSync(this.#file))
  }

  close(): void {
    if (this.#open) closeSync(this.#file)
    this.#open = false
  }

  #guarded<T>(run: () => T): T {
    try {
      return run()
    } catch (error) {
      this.failure = new NotWritten(codeOf(error) ?? '')
      throw this.failure
    }
  }
}
