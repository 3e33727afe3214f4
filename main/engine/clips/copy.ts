/** Copies what lies in a cut into a new file, packet by packet. Decodes nothing, and holds a few megabytes at a time. */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { WritableStream } from 'node:stream/web'
import { Conversion, type Input, Output, StreamTarget, type StreamTargetChunk } from 'mediabunny'
import { codeOf } from '../adapters/error-code.ts'
import type { PlannedCut } from './cut.ts'

const bufferedBytes = 4 * 1024 * 1024
/** Compressed sound needs its packet before to begin cleanly; where no time may be negative, all moves by that much. */
const mostShiftS = 0.1

/** What the system said: e.g. ENOSPC. */
export class NotWritten extends Error {
  readonly code: string

  constructor(code: string) {
    super(`The clip could not be written: ${code}`)
    this.code = code
  }
}

/** `part` is on the disk when it resolves; false: some of it can't be copied. Nothing may stand at `part`. */
export async function copyCut(
  input: Input,
  { span, format }: PlannedCut,
  part: string,
  onProgress: (fraction: number) => void,
): Promise<boolean> {
  const file = new PartFile(part)
  try {
    const output = new Output({ format, target: file.target })
    const conversion = await Conversion.init({
      ...{ input, output, tracks: 'primary', showWarnings: false },
      trim: span,
      copy: { mode: 'forced', boundaryPolicy: 'expand', shiftTolerance: mostShiftS },
    })
    const left = conversion.discardedTracks.filter(({ reason }) => reason === 'cannot_copy')
    if (!conversion.isValid || left.length > 0) return false
    conversion.onProgress = onProgress
    await conversion.execute()
    file.finish()
    return true
  } catch (error) {
    throw file.failure ?? error
  } finally {
    file.close()
  }
}

/** Every byte of a chunk is written or it fails: a full disk may take a part of one without saying so. */
class PartFile {
  readonly target: StreamTarget
  readonly #file: number
  #open = true
  failure: NotWritten | null = null

  constructor(path: string) {
    this.#file = this.#guarded(() => openSync(path, 'wx'))
    const stream = new WritableStream<StreamTargetChunk>({
      write: ({ data, position }) =>
        this.#guarded(() => {
          for (let at = 0; at < data.length; ) at += writeSync(this.#file, data, at, data.length - at, position + at)
        }),
    })
    this.target = new StreamTarget(stream, { chunked: true, chunkSize: bufferedBytes })
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
