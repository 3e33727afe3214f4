/**
 * The last key frame that is shown at or before a moment: where a clip of it begins, and from where a picture of it is decoded.
 * Knows only what a sink of packets can be asked.
 */

type Packet = { readonly timestamp: number; readonly type: 'key' | 'delta' }

export type PacketSink<P extends Packet> = {
  getKeyPacket(timestampS: number, options: typeof verified): Promise<P | null>
  getPacket(timestampS: number, options: typeof verified): Promise<P | null>
  packets(from: P | undefined, to: undefined, options: typeof verified): AsyncIterable<P>
}

/** What a file says of its key frames isn't believed. */
const verified = { verifyKeyPackets: true } as const

/** null: all pictures come later, or it is farther away than `reachS`. Seconds, on the film's own clock. */
export async function keyFrameAt<P extends Packet>(
  sink: PacketSink<P>,
  atS: number,
  reachS = Number.POSITIVE_INFINITY,
): Promise<P | null> {
  const found = await sink.getKeyPacket(atS, verified)
  if (found !== null) return atS - found.timestamp <= reachS ? found : null
  // mediabunny 1.61 looks from the nearest cluster that it knows on, never before it: in a WebM without an index, as a
  // participant's live one is, it misses those of earlier clusters. What lies there is looked through, farther and farther back.
  for (let backS = Math.min(4, reachS); ; backS = Math.min(backS * 4, reachS)) {
    const first = await sink.getPacket(atS - backS, verified)
    let key: P | null = null
    for await (const packet of sink.packets(first ?? undefined, undefined, verified)) {
      if (packet.timestamp > atS) break
      if (packet.type === 'key') key = packet
    }
    if (key !== null || first === null || backS === reachS) return key
  }
}
