/**
 * Copies what lies in a cut into a new file: packet by packet, or a whole film as it is. Decodes nothing, and holds a few
 * megabytes of it at a time; of a part, also the index of the film and of the clip.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { Conversion, type Input, Output } from 'mediabunny'
import type { PlannedCut } from './cut.ts'
import { PartFile } from './part-file.ts'

const readBytes = 1024 * 1024
/** Compressed sound needs its packet before to begin cleanly; where no time may be negative, all moves by that much. */
const mostShiftS = 0.1

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

/** `from`: absolute path. Its index too is copied as bytes, so that it costs no memory however long the film is. */
export function copyWhole(from: string, part: string, onProgress: (fraction: number) => void): void {
  const sizeBytes = statSync(from).size
  const source = openSync(from, 'r')
  const file = new PartFile(part)
  try {
    const buffer = new Uint8Array(readBytes)
    for (let at = 0; at < sizeBytes; ) {
      const read = readSync(source, buffer, 0, readBytes, at)
      if (read === 0) throw new Error('The film has become shorter while it was copied')
      file.write(buffer.subarray(0, read), at)
      at += read
      onProgress(at / sizeBytes)
    }
    file.finish()
  } finally {
    closeSync(source)
    file.close()
  }
}
