/**
 * Puts rooms and recordings into a workspace from short descriptions: makes the ids, the times, the session with its
 * peers, the assets and their files, with the storage paths as documented (features/recordings/storage-configuration).
 */
import { type AddedAsset, type AssetSpec, addAsset } from './asset-builder.ts'
import type { Job, Peer, Room } from './model.ts'
import { goTime, objectId, uuidOf, ZERO_TIME } from './object-id.ts'
import type { WorkspaceData } from './workspace-data.ts'

export interface RoomSpec {
  name: string
  /** Tells rooms of one name apart. Default: the name. */
  key?: string
  createdMs: number
  enabled?: boolean
  description?: string
  /** The customer's own bucket; without one 100ms hosts the files, and deletes them after 15 days. */
  bucket?: { type: 's3' | 'gs' | 'oss' | 'azure'; location: string; prefix: string }
}

export interface PersonSpec {
  name: string
  role: string
  userId: string
  /** Default: made from recording and name. */
  peerId?: string
}

export interface RecordingSpec {
  /** The list it appears in; `unlisted` jobs are in none, and only their assets tell of them. */
  kind?: 'recording' | 'live-stream' | 'external-stream' | 'unlisted'
  /** Name under which `workspace.named` holds it. */
  name: string
  roomId: string
  createdMs: number
  durationSeconds?: number
  /** Raw. Default `completed`. */
  status?: string
  people?: PersonSpec[]
  /** Another recording's session, when both are of one call. */
  sessionId?: string
  assets?: AssetSpec[]
  /** Laid over the job as it will be sent. */
  fields?: Record<string, unknown>
}

export interface AddedRecording {
  id: string
  roomId: string
  sessionId: string
  assets: AddedAsset[]
}

export function addRoom(data: WorkspaceData, spec: RoomSpec): Room {
  const seed = spec.key ?? spec.name
  const template = objectId(spec.createdMs - 86_400_000, `template ${seed}`)
  return data.rooms.put({
    id: objectId(spec.createdMs, `room ${seed}`),
    name: spec.name,
    enabled: spec.enabled ?? true,
    description: spec.description ?? '',
    customer_id: data.customerId,
    app_id: objectId(spec.createdMs - 86_400_000, `app ${data.customerId}`),
    recording_source_template: spec.bucket === undefined,
    ...(spec.bucket === undefined ? {} : { recording_info: { enabled: true, upload_info: spec.bucket } }),
    template_id: template,
    template,
    region: 'eu',
    created_at: goTime(spec.createdMs, 91_477),
    updated_at: ZERO_TIME,
    large_room: false,
  })
}

export function addRecording(data: WorkspaceData, spec: RecordingSpec): AddedRecording {
  const kind = spec.kind ?? 'recording'
  const status = spec.status ?? 'completed'
  const ended = !['queued', 'init', 'starting', 'running', 'paused'].includes(status)
  const startedMs = spec.createdMs + 3117
  const stoppedMs = startedMs + (spec.durationSeconds ?? 60) * 1000
  const id = objectId(spec.createdMs, `job ${spec.name}`)
  const sessionId = spec.sessionId ?? addSession(data, spec, ended ? stoppedMs : undefined)
  const peers = Object.keys(data.sessions.get(sessionId)?.peers ?? {})
  const began = !['queued', 'init', 'starting'].includes(status)
  const updatedMs = ended ? stoppedMs + 4249 : began ? startedMs : spec.createdMs

  const job = {
    id,
    room_id: spec.roomId,
    session_id: sessionId,
    status,
    created_at: goTime(spec.createdMs),
    started_at: began ? goTime(startedMs, 308_990) : null,
    updated_at: goTime(updatedMs),
    stopped_at: ended ? goTime(stoppedMs, 7) : null,
    started_by: peers[0] ?? '',
    stopped_by: '',
    ...fieldsOf(kind, spec, data),
    ...spec.fields,
  } as Job
  if (kind !== 'unlisted') collectionOf(data, kind).put(job)
  const origin = { data, job, name: spec.name, startedMs, stoppedMs, durationSeconds: spec.durationSeconds ?? 60 }
  const assets = (spec.assets ?? []).map((asset, index) => addAsset(origin, asset, index))
  return { id, roomId: spec.roomId, sessionId, assets }
}

function fieldsOf(kind: RecordingSpec['kind'], spec: RecordingSpec, data: WorkspaceData): Partial<Job> {
  const meeting_url = `https://${data.customerId}.app.100ms.live/preview/${spec.roomId}/beam?skip_preview=true&auth_token=secret-of-${spec.name.replaceAll(' ', '-')}`
  if (kind === 'live-stream') {
    const url = `https://cdn.100ms.live/live/${spec.roomId}/master.m3u8`
    return { meeting_url, playback: { url }, recording: { hls_vod: true, single_file_per_layer: true } }
  }
  if (kind === 'external-stream') {
    const rtmp_urls = ['rtmp://live.example.com/app/stream-key']
    return { meeting_url, rtmp_urls, recording: true, resolution: { width: 1280, height: 720 } }
  }
  return { meeting_url, asset_types: [...new Set((spec.assets ?? []).map((asset) => asset.type))] }
}

export function collectionOf(data: WorkspaceData, kind: Exclude<RecordingSpec['kind'], undefined | 'unlisted'>) {
  if (kind === 'live-stream') return data.liveStreams
  return kind === 'external-stream' ? data.externalStreams : data.recordings
}

function addSession(data: WorkspaceData, spec: RecordingSpec, endedMs: number | undefined): string {
  const startedMs = spec.createdMs - 3000
  const id = objectId(startedMs, `session ${spec.name}`)
  const left = endedMs === undefined ? '' : goTime(endedMs - 450)
  const peers: Record<string, Peer> = {}
  const bot: PersonSpec = { name: 'Beam', role: '__internal_recorder', userId: 'beam' }
  for (const [index, person] of [...(spec.people ?? []), bot].entries()) {
    const peerId = person.peerId ?? uuidOf(`peer ${spec.name} ${person.name}`)
    peers[peerId] = {
      id: peerId,
      session_id: id,
      name: person.name,
      role: person.role,
      user_id: person.userId,
      joined_at: goTime(startedMs + index * 1203),
      left_at: left,
    }
  }
  data.sessions.put({
    id,
    room_id: spec.roomId,
    customer_id: data.customerId,
    active: endedMs === undefined,
    peers,
    created_at: goTime(startedMs),
    updated_at: goTime(endedMs ?? startedMs),
  })
  return id
}
