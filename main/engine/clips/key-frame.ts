/** The key frame that a copy begins with: the last one that is shown at or before a moment. */
import type { EncodedPacket, EncodedPacketSink } from 'mediabunny'

/** What a file says of its key frames isn't believed. */
const verified = { verifyKeyPackets: true } as const

/** null: all pictures come later. Seconds, on the film's own clock. */
export async function keyFrameAt(sink: EncodedPacketSink, atS: number): Promise<EncodedPacket | null> {
  const found = await sink.getKeyPacket(atS, verified)
  if (found !== null) return found
  // mediabunny 1.61 looks from the nearest cluster that it knows on, never before it: in a WebM without an index, as a
  // participant's live one is, it misses those of earlier clusters. From one of these on they are found.
  let key: EncodedPacket | null = null
  for (let backS = 1; key === null && backS < atS; backS *= 2) key = await sink.getKeyPacket(atS - backS, verified)
  let next = key ?? (await sink.getFirstKeyPacket(verified))
  while (next !== null && next.timestamp <= atS) {
    key = next
    next = await sink.getNextKeyPacket(next, verified)
  }
  return key
}
