/** One asset of a recording: its row as documented, and its file in storage (or on the CDN, or gone). */

import { heldBytes } from './byte-source.ts'
import { bytesOf, type Content, filesBelow } from './content.ts'
import type { Asset, Job } from './model.ts'
import { goTime, objectId } from './object-id.ts'
import { keyOfPath } from './object-store.ts'
import type { WorkspaceData } from './workspace-data.ts'

export interface AssetSpec {
  type: string
  /** Of transcripts and summaries. */
  outputMode?: 'txt' | 'srt' | 'json'
  content?: Content
  /** A folder below test/fixtures/media with a master.m3u8, and how it is hosted (the table of get-presigned-url). */
  vod?: { folder: string; hosting: 'cdn' | 'zip' | 'customer-bucket' }
  status?: string
  durationSeconds?: number
  /** What the API says, where it differs from the file. */
  apiSize?: number
  metadata?: Record<string, unknown> | null
  /** Listed, but the file has been deleted: 404. */
  gone?: boolean
  fields?: Partial<Asset>
}

export interface AddedAsset {
  id: string
  type: string
  outputMode: string | undefined
  /** Key in storage. */
  key: string
}

export interface AssetOrigin {
  data: WorkspaceData
  job: Job
  name: string
  startedMs: number
  stoppedMs: number
  durationSeconds: number
}

export function addAsset(origin: AssetOrigin, spec: AssetSpec, index: number): AddedAsset {
  const { data, job } = origin
  const late = spec.type === 'transcript' || spec.type === 'summary'
  // Documented: about a fifth of the length, at least five minutes.
  const createdMs = origin.stoppedMs + 2450 + (late ? Math.max(300_000, origin.durationSeconds * 200) : 0) + index * 16
  const id = objectId(createdMs, `asset ${origin.name} ${index}`)
  const path = spec.fields?.path ?? pathOf(origin, spec, id)
  const key = keyOfPath(path)
  const size = spec.gone ? (spec.apiSize ?? 1_048_576) : store(data, spec, key, id, origin, new Date(createdMs))
  data.assets.put({
    id,
    job_id: job.id,
    room_id: job.room_id,
    session_id: job.session_id,
    type: spec.type,
    path,
    ...(late ? {} : { thumbnails: null }),
    metadata: spec.metadata === undefined ? metadataOf(spec) : spec.metadata,
    duration: spec.durationSeconds ?? (spec.type === 'chat' ? 0 : Math.round(origin.durationSeconds)),
    size: spec.apiSize ?? size,
    status: spec.status ?? 'completed',
    created_at: goTime(createdMs, index % 3 === 0 ? 0 : 120_000),
    ...spec.fields,
  })
  return { id, type: spec.type, outputMode: spec.outputMode, key }
}

/** Puts the file where its link will lead; returns its size (of an HLS folder: the sum). */
function store(data: WorkspaceData, spec: AssetSpec, key: string, id: string, origin: AssetOrigin, at: Date): number {
  if (spec.vod === undefined || spec.vod.hosting === 'zip') {
    const content: Content = spec.vod ? { zipOf: spec.vod.folder } : (spec.content ?? { text: 'nothing\n' })
    return data.objects.put(key, bytesOf(content), at).source.size
  }
  const { job } = origin
  const app = data.rooms.get(job.room_id)?.app_id
  const onCdn = `cdn/${data.customerId}/${app}/${job.room_id}/room-vod/${dayOf(origin)}/${id}`
  const folder = spec.vod.hosting === 'cdn' ? onCdn : key.replace(/\/[^/]*$/, '')
  if (spec.vod.hosting === 'cdn') data.cdnKeys.set(id, `${folder}/master.m3u8`)
  let size = 0
  for (const { name, bytes } of filesBelow(spec.vod.folder)) {
    size += data.objects.put(`${folder}/${name}`, heldBytes(bytes), at).source.size
  }
  return size
}

function metadataOf(spec: AssetSpec): Record<string, unknown> {
  if (spec.outputMode !== undefined) return { output_mode: spec.outputMode }
  if (spec.type === 'room-composite') return { resolution: { width: 640, height: 360 } }
  if (spec.type === 'room-vod') return { num_layers: '2', max_width: 640, max_height: 360 }
  return {}
}

function dayOf(origin: AssetOrigin): string {
  return new Date(origin.startedMs).toISOString().slice(0, 10).replaceAll('-', '')
}

function pathOf(origin: AssetOrigin, spec: AssetSpec, id: string): string {
  const { data, job, startedMs: epoch } = origin
  const bucket = data.rooms.get(job.room_id)?.recording_info?.upload_info
  const root = bucket
    ? `${{ gs: 'gs', oss: 'oss', azure: 'azure' }[bucket.type] ?? 's3'}://${bucket.location}/${bucket.prefix}`
    : `s3://simulated-recordings/${data.customerId}`
  const room = job.room_id
  const day = dayOf(origin)
  const stem = `Rec-${room}-${epoch}`
  const metadata = spec.metadata ?? {}
  switch (spec.type) {
    case 'room-composite': {
      const layer = metadata['layer']
      if (layer !== undefined) return `${root}/hls/${room}/${day}/${epoch}/file-recording/${stem}-${layer}.mp4`
      return `${root}/beam/${room}/${day}/${stem}-${id.slice(-4)}.mp4`
    }
    case 'room-composite-legacy':
      return `${root}/${room}/${day}/${job.session_id}/Rec-${job.session_id}-${epoch}.mp4`
    case 'room-vod':
      if (spec.vod?.hosting === 'zip') return `${root}/hls/${room}/${day}/${epoch}/vod/${stem}.zip`
      return `${root}/hls/${room}/${day}/${epoch}/vod/master.m3u8`
    case 'chat':
      return `${root}/chat/${room}/${day}/${stem}.csv`
    case 'track':
      return `${root}/${room}/${day}/${job.session_id}/${metadata['peer_id']}/${metadata['stream_id']}/${metadata['track_id']}.webm`
    case 'stream':
      return `${root}/${room}/${day}/${job.session_id}/${metadata['peer_id']}/${metadata['stream_id']}.mp4`
    case 'transcript':
    case 'summary':
      return `${root}/transcript/${room}/${day}/${stem}-${spec.type}-${id.slice(-4)}.${spec.outputMode ?? 'json'}`
    default:
      return `${root}/other/${room}/${day}/${stem}-${id.slice(-4)}.bin`
  }
}
