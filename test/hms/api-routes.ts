/** The documented GET endpoints, path by path. Nothing here knows of HTTP, tokens or faults. */
import { type ApiAnswer, apiError, createdWithin, hasFields, listing } from './api-listing.ts'
import type { MutableCollection } from './collection.ts'
import type { Asset, Job } from './model.ts'
import { type SeedOptions, seedAsset, seedRecording, seedSession } from './seed-dialect.ts'
import { signedLink } from './signed-link.ts'
import { fileOf, type WorkspaceData } from './workspace-data.ts'

export interface ApiContext {
  data: WorkspaceData
  /** Undefined: the documented dialect. */
  seed: SeedOptions | undefined
  storageUrl(): string
  linkSecret: string
  /** Longest life of a link, seconds; what a caller asks for is cut down to it. */
  longestLinkSeconds(): number
  /** HIPAA workspaces have write-only buckets: every pre-signed URL is refused. */
  hipaa(): boolean
  now(): number
}

// S3 and GCS; Alibaba's is nine hours.
const DEFAULT_LINK_SECONDS = 3 * 86_400

export function answerApi(context: ApiContext, path: string, query: URLSearchParams): ApiAnswer {
  const [version, collection, id, action, ...rest] = path.split('/').filter((part) => part !== '')
  if (version !== 'v2' || rest.length > 0) return apiError(404, 'not found')
  if (collection === 'recording-assets' && id !== undefined && action === 'presigned-url') {
    return presignedUrl(context, id, query)
  }
  if (action !== undefined) return apiError(404, 'not found')
  switch (collection) {
    case 'recordings':
      return jobs(context, context.data.recordings, id, query)
    case 'live-streams':
      return jobs(context, context.data.liveStreams, id, query)
    case 'external-streams':
      return jobs(context, context.data.externalStreams, id, query)
    case 'recording-assets':
      return assets(context, id, query)
    case 'rooms':
      return rooms(context, id, query)
    case 'sessions':
      return sessions(context, id, query)
    default:
      return apiError(404, 'not found')
  }
}

function jobs(
  context: ApiContext,
  collection: MutableCollection<Job>,
  id: string | undefined,
  query: URLSearchParams,
): ApiAnswer {
  const { data, seed } = context
  if (id !== undefined) {
    const job = collection.get(id)
    if (job === undefined) return apiError(404, 'recording not found')
    const assets = data.assetsOfJob(id)
    return {
      status: 200,
      body: seed ? seedRecording(job, assets, seed) : { ...job, recording_assets: embedded(assets) },
    }
  }
  const shown = seed ? (job: Job) => seedRecording(job, data.assetsOfJob(job.id), seed) : undefined
  return listing(collection, query, (job) => hasFields(query, ['room_id', 'session_id', 'status'], job), shown)
}

/** Assets inside a recording lack the ids of what they belong to. Before there are any the field is null. */
function embedded(assets: Asset[]): unknown[] | null {
  return assets.length === 0 ? null : assets.map(({ job_id, room_id, session_id, ...asset }) => asset)
}

function assets({ data, seed }: ApiContext, id: string | undefined, query: URLSearchParams): ApiAnswer {
  if (id !== undefined) {
    const asset = data.assets.get(id)
    if (asset === undefined) return apiError(404, 'asset not found')
    return { status: 200, body: seed ? seedAsset(asset, seed, 'list') : asset }
  }
  // The documented filters; `type` exists in the seed's dialect alone, and is ignored in the other.
  const names = ['room_id', 'session_id', 'status', ...(seed ? ['type'] : [])]
  const shown = seed ? (asset: Asset) => seedAsset(asset, seed, 'list') : undefined
  return listing(data.assets, query, (asset) => hasFields(query, names, asset), shown)
}

function presignedUrl(context: ApiContext, id: string, query: URLSearchParams): ApiAnswer {
  const asset = context.data.assets.get(id)
  if (asset === undefined) return apiError(404, 'asset not found')
  if (context.hipaa()) return apiError(500, 'hipaa enabled: presigned url can not be generated')
  const file = fileOf(context.data, asset)
  if (file === undefined) return apiError(404, 'asset is not available', [`status is ${asset.status}`])

  const asked = Number(query.get('presign_duration') ?? DEFAULT_LINK_SECONDS)
  if (!Number.isFinite(asked) || asked <= 0) return apiError(400, 'bad request', ['presign_duration is invalid'])
  const expiry = Math.min(asked, context.longestLinkSeconds())
  const url = file.cdn
    ? `${context.storageUrl()}/${file.key}`
    : signedLink(context.storageUrl(), file.key, context.linkSecret, context.now(), expiry)
  return { status: 200, body: context.seed ? { url, expiry } : { id: asset.id, path: asset.path, url, expiry } }
}

function rooms({ data }: ApiContext, id: string | undefined, query: URLSearchParams): ApiAnswer {
  if (id !== undefined) {
    const room = data.rooms.get(id)
    return room === undefined ? apiError(404, 'room not found') : { status: 200, body: room }
  }
  const enabled = query.get('enabled') !== 'false'
  return listing(
    data.rooms,
    query,
    (room) => room.enabled === enabled && hasFields(query, ['name', 'template_id'], room) && createdWithin(query, room),
  )
}

function sessions({ data, seed }: ApiContext, id: string | undefined, query: URLSearchParams): ApiAnswer {
  const shown = seed ? seedSession(data.rooms) : undefined
  if (id !== undefined) {
    const session = data.sessions.get(id)
    if (session === undefined) return apiError(404, 'session not found')
    return { status: 200, body: shown ? shown(session) : session }
  }
  const active = query.get('active') !== 'false'
  return listing(
    data.sessions,
    query,
    (session) => session.active === active && hasFields(query, ['room_id'], session) && createdWithin(query, session),
    shown,
  )
}
