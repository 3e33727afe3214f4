/** The assets of a generated recording: up to eight, each in a slot of its own that decides type, time and order. */
import type { Asset } from './model.ts'
import { goTime, idFromParts } from './object-id.ts'
import { zippedVod } from './scale-content.ts'
import { ASSET_DELAY_SECONDS, hex8, linesOf, type Scale } from './scale-numbers.ts'

export const SLOTS = 8

interface Kind {
  type: string
  extension: string
  metadata: Record<string, unknown>
  /** Of a hundred recordings this many have one. */
  share: number
  live?: true
}

const transcript = (mode: string): Kind => ({
  type: 'transcript',
  extension: mode,
  metadata: { output_mode: mode },
  share: 85,
})

const KINDS: Kind[] = [
  { type: 'chat', extension: 'csv', metadata: {}, share: 80 },
  {
    type: 'room-composite',
    extension: 'mp4',
    metadata: { resolution: { width: 1280, height: 720 } },
    share: 100,
  },
  transcript('txt'),
  transcript('srt'),
  transcript('json'),
  { type: 'summary', extension: 'json', metadata: { output_mode: 'json' }, share: 70 },
  {
    type: 'room-vod',
    extension: 'zip',
    metadata: { num_layers: '2', max_width: 640, max_height: 360 },
    share: 100,
    live: true,
  },
  {
    type: 'room-composite',
    extension: 'mp4',
    metadata: { resolution: { width: 1280, height: 720 }, layer: '0' },
    share: 100,
    live: true,
  },
]

export function scaleAsset(scale: Scale, index: number, slot: number): Asset | undefined {
  const kind = KINDS[slot]
  if (kind === undefined) return undefined
  // Transcripts come together, and a summary only with them.
  const purpose = slot >= 2 && slot <= 5 ? 30 : 31
  if (scale.mix(index, purpose) % 100 >= kind.share) return undefined
  const failed = scale.failed(index)
  if (failed && slot !== 1) return undefined
  const jobId = kind.live ? scale.liveStreamId(index) : scale.recordingId(index)
  if (jobId === undefined) return undefined

  const seconds = scale.createdSeconds(index) + ASSET_DELAY_SECONDS + slot
  const id = idFromParts(seconds, hex8(scale.mix(index, 40 + slot)) + hex8(scale.mix(index, 50 + slot)))
  const room = scale.roomId(scale.roomOf(index))
  const duration = scale.durationSeconds(index)
  return {
    id,
    job_id: jobId,
    room_id: room,
    session_id: scale.sessionId(index),
    type: kind.type,
    path: failed ? null : `s3://simulated-recordings/${scale.customerId}/scale/${room}/Rec-${id}.${kind.extension}`,
    ...(kind.type === 'transcript' ? {} : { thumbnails: null }),
    metadata: kind.metadata,
    duration: kind.type === 'chat' || failed ? 0 : duration,
    size: failed ? 0 : sizeOf(scale, index, kind, duration),
    status: failed ? 'failed' : 'completed',
    created_at: goTime(seconds * 1000 + (scale.mix(index, 60 + slot) % 1000)),
  }
}

/** Texts are made to these sizes when they are fetched, so that a page of assets costs no text. */
function sizeOf(scale: Scale, index: number, kind: Kind, duration: number): number {
  const lines = linesOf(scale, index)
  if (kind.type === 'room-composite') return duration * (90_000 + (scale.mix(index, 33) % 160_000))
  if (kind.type === 'room-vod') return zippedVod().size
  if (kind.type === 'chat') return 600 + lines * 40
  if (kind.type === 'summary') return 2400
  return lines * ({ json: 2600, srt: 280, txt: 240 }[kind.extension] ?? 0)
}
