/**
 * The other dialect: recordings as the seed schema (100ms-recording.schema.json) and its OpenAPI have them. `duration`
 * and `size` stand on the recording, its assets come along in every list and carry `format` instead of `metadata`, the
 * chat is a `chat-log`, and a pre-signed answer is `{url, expiry}`.
 */
import type { Collection } from './collection.ts'
import type { Asset, Job, Room, Session } from './model.ts'

export interface SeedOptions {
  /** Where assets have an id: everywhere, in `/recording-assets` alone, or nowhere. The schema requires none. */
  assetIds: 'everywhere' | 'listed' | 'nowhere'
}

const STATUSES: Record<string, string> = { starting: 'init', stopping: 'running', post_processing: 'running' }

export function seedRecording(job: Job, assets: Asset[], options: SeedOptions): unknown {
  return {
    id: job.id,
    room_id: job.room_id,
    session_id: job.session_id,
    status: STATUSES[job.status] ?? job.status,
    duration: Math.max(0, ...assets.map((asset) => Math.round(asset.duration))),
    size: assets.reduce((sum, asset) => sum + asset.size, 0),
    ...(job.started_at === null ? {} : { started_at: job.started_at }),
    ...(job.stopped_at === null ? {} : { stopped_at: job.stopped_at }),
    ...(job.stopped_by === '' ? {} : { stopped_by: job.stopped_by }),
    created_at: job.created_at,
    recording_assets: assets
      .filter((asset) => asset.status === 'completed')
      .map((asset) => seedAsset(asset, options, 'embedded')),
  }
}

export function seedAsset(asset: Asset, options: SeedOptions, place: 'embedded' | 'list'): unknown {
  const withId = options.assetIds === 'everywhere' || (options.assetIds === 'listed' && place === 'list')
  return {
    ...(withId ? { id: asset.id } : {}),
    ...(place === 'list' ? { recording_id: asset.job_id } : {}),
    type: asset.type === 'chat' ? 'chat-log' : asset.type,
    path: asset.path,
    format: formatOf(asset),
    size: asset.size,
    duration: Math.round(asset.duration),
  }
}

function formatOf(asset: Asset): string {
  const mode = asset.metadata?.['output_mode']
  return typeof mode === 'string' ? mode : (asset.path ?? '').replace(/^.*\./, '')
}

export function seedSession(rooms: Collection<Room>) {
  return (session: Session): unknown => {
    const { peers, customer_id, ...rest } = session
    return { ...rest, room_name: rooms.get(session.room_id)?.name, peers: Object.values(peers) }
  }
}
