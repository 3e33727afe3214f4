/**
 * The API's objects, in both dialects, parsed to the shapes of core/model.ts. Lenient: unknown words are kept raw, a
 * missing field is null, and an item that can't be read is a RejectedItem, never the loss of its page. Every object is
 * redacted before it is read.
 */
import { z } from 'zod'
import type { AssetType } from '../../../../preload/contract/recording.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type {
  RejectedItem,
  UpstreamAsset,
  UpstreamParticipant,
  UpstreamRecording,
  UpstreamRoom,
  UpstreamSession,
} from '../../core/model.ts'
import { statusFromRaw } from '../../core/status.ts'
import { bucketOf } from '../../core/sync/sync-retention.ts'
import { amount, anything, fields, flag, instant, isObject, text, texts, whole } from './recordings-api-fields.ts'

export type Parsed<T> = Result<{ readonly item: T; readonly rejected: readonly RejectedItem[] }, RejectedItem>

const recordingFields = z.object({
  id: text,
  room_id: text,
  session_id: text,
  status: text,
  created_at: instant,
  started_at: instant,
  stopped_at: instant,
  updated_at: instant,
  started_by: text,
  stopped_by: text,
  destination: text,
  meeting_url: text,
  asset_types: texts,
  duration: amount,
  size: whole,
  recording_assets: anything,
})

/** `raw` is already redacted. */
export function parseRecording(kind: UpstreamRecording['kind'], raw: unknown): Parsed<UpstreamRecording> {
  const read = readObject(raw, recordingFields, 'recording')
  if (!read.ok) return read
  const { id, status, recording_assets, ...rest } = read.value
  if (id === null) return err(rejection(raw, null, 'This recording has no id.'))
  const { assets, rejected } = embeddedAssets(id, recording_assets)
  const item: UpstreamRecording = {
    kind,
    id,
    roomId: rest.room_id,
    sessionId: rest.session_id,
    status: statusFromRaw(status),
    statusRaw: status,
    createdAt: rest.created_at,
    startedAt: rest.started_at,
    stoppedAt: rest.stopped_at,
    updatedAt: rest.updated_at,
    startedBy: rest.started_by,
    stoppedBy: rest.stopped_by,
    destination: rest.destination,
    meetingUrl: rest.meeting_url,
    assetTypes: rest.asset_types,
    durationS: rest.duration,
    sizeBytes: rest.size,
    assets,
    raw,
  }
  return ok({ item, rejected })
}

/** Assets of a recording, people of a session: a hundred times what the largest really have. */
const mostWithin = 10_000

function embeddedAssets(
  recordingId: string,
  value: unknown,
): { assets: UpstreamAsset[] | null; rejected: RejectedItem[] } {
  if (!Array.isArray(value)) return { assets: null, rejected: [] }
  const assets: UpstreamAsset[] = []
  const rejected: RejectedItem[] = []
  for (const raw of value.slice(0, mostWithin)) {
    const asset = parseAsset(raw, recordingId)
    if (asset.ok) assets.push(asset.value.item)
    else rejected.push({ ...asset.error, upstreamId: recordingId })
  }
  return { assets, rejected }
}

const assetFields = z.object({
  id: text,
  job_id: text,
  recording_id: text,
  room_id: text,
  session_id: text,
  type: text,
  format: text,
  path: text,
  status: text,
  size: whole,
  duration: amount,
  created_at: instant,
  metadata: anything,
  thumbnails: texts,
})
const metadataFields = z.object({
  output_mode: text,
  layer: text,
  peer_id: text,
  max_width: whole,
  max_height: whole,
  resolution: fields,
})
const resolutionFields = z.object({ width: whole, height: whole })

/** `parentId`: the recording whose object holds the asset; null for one from the list of assets. */
export function parseAsset(raw: unknown, parentId: string | null): Parsed<UpstreamAsset> {
  const read = readObject(raw, assetFields, 'asset')
  if (!read.ok) return read
  const asset = read.value
  const job = asset.job_id ?? asset.recording_id
  if (parentId === null && asset.id === null && (job === null || asset.path === null)) {
    return err(rejection(raw, null, 'This asset has no id, and nothing else that tells it from others.'))
  }
  const metadata = metadataFields.parse(isObject(asset.metadata) ? asset.metadata : {})
  const resolution = resolutionFields.parse(metadata.resolution)
  const typeRaw = asset.type ?? ''
  const state = asset.status?.toLowerCase() ?? null
  const canBeNamed = asset.id !== null || asset.path !== null
  const item: UpstreamAsset = {
    id: asset.id,
    identity: asset.id ?? `${parentId ?? job ?? ''}|${typeRaw}|${asset.path ?? ''}`,
    jobId: job,
    roomId: asset.room_id,
    sessionId: asset.session_id,
    type: assetTypeOf(typeRaw),
    typeRaw,
    format: asset.format ?? metadata.output_mode,
    layer: metadata.layer,
    peerId: metadata.peer_id,
    width: resolution.width ?? metadata.max_width,
    height: resolution.height ?? metadata.max_height,
    path: asset.path,
    statusRaw: asset.status,
    available: state === null ? canBeNamed : state === 'completed',
    pending: state !== null && state !== 'completed' && state !== 'failed',
    sizeBytes: asset.size,
    durationS: asset.duration,
    createdAt: asset.created_at,
    metadata: asset.metadata ?? null,
    thumbnails: asset.thumbnails,
    raw,
  }
  return ok({ item, rejected: [] })
}

const assetTypes: Readonly<Record<string, AssetType>> = {
  'room-composite': 'room-composite',
  'room-composite-legacy': 'room-composite-legacy',
  'room-vod': 'room-vod',
  chat: 'chat',
  'chat-log': 'chat',
  transcript: 'transcript',
  summary: 'summary',
  track: 'track',
  stream: 'stream',
}

function assetTypeOf(raw: string): AssetType {
  return Object.hasOwn(assetTypes, raw) ? (assetTypes[raw] ?? 'other') : 'other'
}

const roomFields = z.object({ id: text, name: text, enabled: flag, customer_id: text, recording_info: fields })
const uploadFields = z.object({ upload_info: fields })
const locationFields = z.object({ location: text })

export function parseRoom(raw: unknown): Parsed<UpstreamRoom> {
  const read = readObject(raw, roomFields, 'room')
  if (!read.ok) return read
  const { id, name, enabled, customer_id, recording_info } = read.value
  if (id === null) return err(rejection(raw, null, 'This room has no id.'))
  const { location } = locationFields.parse(uploadFields.parse(recording_info).upload_info)
  const item: UpstreamRoom = { id, name, enabled, customerId: customer_id, customerBucket: bucketOf(location), raw }
  return ok({ item, rejected: [] })
}

const sessionFields = z.object({
  id: text,
  room_id: text,
  customer_id: text,
  active: flag,
  created_at: instant,
  peers: anything,
})
const peerFields = z.object({
  id: text,
  peer_id: text,
  name: text,
  role: text,
  user_id: text,
  joined_at: instant,
  left_at: instant,
})

export function parseSession(raw: unknown): Parsed<UpstreamSession> {
  const read = readObject(raw, sessionFields, 'session')
  if (!read.ok) return read
  const { id, room_id, customer_id, active, created_at, peers } = read.value
  if (id === null) return err(rejection(raw, null, 'This session has no id.'))
  const item: UpstreamSession = {
    id,
    roomId: room_id,
    customerId: customer_id,
    active,
    createdAt: created_at,
    participants: participantsOf(peers),
    raw,
  }
  return ok({ item, rejected: [] })
}

/** An object keyed by peer id as it really is, or a list as the reference's table says. */
function participantsOf(peers: unknown): UpstreamParticipant[] {
  if (typeof peers !== 'object' || peers === null) return []
  return entriesOf(peers).flatMap(([key, value]: [string, unknown]) => {
    const read = peerFields.safeParse(value)
    if (!read.success) return []
    const peer = read.data
    const participant: UpstreamParticipant = {
      peerId: peer.id ?? peer.peer_id ?? (Array.isArray(peers) ? `peer ${key}` : key),
      name: peer.name ?? peer.user_id ?? '',
      role: peer.role,
      userId: peer.user_id,
      joinedMs: peer.joined_at?.ms ?? null,
      leftMs: peer.left_at?.ms ?? null,
    }
    return [participant]
  })
}

/** `Object.entries` of a million would be a million pairs before the first is looked at. */
function entriesOf(peers: object): [string, unknown][] {
  const keys = Object.keys(peers).slice(0, mostWithin)
  return keys.map((key) => [key, Reflect.get(peers, key)])
}

function readObject<T>(raw: unknown, schema: z.ZodType<T>, what: string): Result<T, RejectedItem> {
  if (!isObject(raw)) return err(rejection(raw, null, `100ms sent ${kindOf(raw)} where a ${what} belongs.`))
  const read = schema.safeParse(raw)
  return read.success ? ok(read.data) : err(rejection(raw, null, `This ${what} can’t be read.`))
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`
}

const longestRaw = 4000

function rejection(raw: unknown, upstreamId: string | null, reason: string): RejectedItem {
  const json = JSON.stringify(raw) ?? 'null'
  return { upstreamId, reason, raw: json.length > longestRaw ? `${json.slice(0, longestRaw)}…` : json }
}
