/** The rest of a file whose beginning is here: what comes once more is compared. It may only reject what the validator accepted. */
import type { BodySink } from './transfer-exchange.ts'
import type { PartFile } from './transfer-part-file.ts'

export function restSink(
  part: PartFile,
  from: number,
  on: { take(chunk: Buffer): Promise<void> | null; refuse(): void },
): BodySink {
  let known = part.read(from, part.bytes - from)
  return {
    take: (chunk) => {
      const overlap = Math.min(known.length, chunk.length)
      if (overlap > 0 && !chunk.subarray(0, overlap).equals(known.subarray(0, overlap))) {
        on.refuse()
        throw new Error('another version')
      }
      known = known.subarray(overlap)
      return overlap === chunk.length ? null : on.take(chunk.subarray(overlap))
    },
  }
}
