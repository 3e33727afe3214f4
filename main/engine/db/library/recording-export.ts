/**
 * A recording as `list --json` prints it: every field of the seed schema (100ms-recording.schema.json) under its name,
 * exactly as upstream said it (missing stays missing, the status is the raw word), and beside them what Dailies knows.
 */
import { recordingTitle } from '../../core/names/recording-title.ts'
import type { Db } from '../database.ts'
import { objectOf, tagList } from '../json-columns.ts'
import { shownTitle } from '../writings/session-writings.ts'

const upstreamFields = [
  'id',
  'room_id',
  'session_id',
  'status',
  'duration',
  'size',
  'started_at',
  'stopped_at',
  'stopped_by',
  'created_at',
  // Not in the seed: the documented dialect's own.
  'updated_at',
  'started_by',
  'asset_types',
  'destination',
] as const

type Row = {
  readonly workspace_id: number
  readonly kind: string
  readonly upstream_id: string
  readonly raw: string | null
  readonly session_upstream_id: string | null
  readonly status_raw: string | null
  readonly created_at: string | null
  readonly started_at: string | null
  readonly stopped_at: string | null
  readonly stopped_by: string | null
  readonly duration_s: number | null
  readonly size_bytes: number | null
  readonly total_duration_s: number | null
  readonly total_bytes: number | null
  readonly expires_ms: number | null
  readonly only_copy: 0 | 1
  readonly starred: 0 | 1
  readonly reviewed: 0 | 1
  readonly tags: string
  readonly shown_title: string | null
  readonly room_upstream_id: string | null
  readonly room_name: string | null
  readonly room_user_title: string | null
}
type AssetRow = {
  readonly upstream_id: string | null
  readonly type_raw: string
  readonly path: string | null
  readonly raw: string | null
}

export type ExportedRecording = Readonly<Record<string, unknown>>

const query = `
SELECT r.*, ${shownTitle('r')} AS shown_title, m.upstream_id AS room_upstream_id, m.name AS room_name, m.user_title AS room_user_title
FROM recordings r LEFT JOIN rooms m ON m.id = r.room_id WHERE r.id = ?`

/** null: no such recording. */
export function exportRecording(db: Db, recordingId: number): ExportedRecording | null {
  const row = db.prepare<[number], Row>(query).get(recordingId)
  if (row === undefined) return null
  const upstream = row.raw === null ? fromColumns(row) : objectOf(row.raw)
  const fields = upstreamFields.filter((name) => Object.hasOwn(upstream, name))
  const assets = assetsOf(upstream, assetRows(db, recordingId))
  return {
    ...Object.fromEntries(fields.map((name) => [name, upstream[name]])),
    ...(assets === undefined ? {} : { recording_assets: assets }),
    kind: row.kind,
    title: titleOf(row),
    room_name: row.room_name,
    room_title: row.room_user_title,
    total_seconds: row.total_duration_s,
    total_bytes: row.total_bytes,
    expires_at: row.expires_ms === null ? null : new Date(row.expires_ms).toISOString(),
    only_copy: row.only_copy === 1,
    starred: row.starred === 1,
    reviewed: row.reviewed === 1,
    tags: tagList(row.tags),
  }
}

function titleOf(row: Row): string {
  const { room_upstream_id: upstreamId, room_name: name, room_user_title: userTitle } = row
  return recordingTitle(row.shown_title, upstreamId === null ? null : { userTitle, name, upstreamId })
}

function assetRows(db: Db, recordingId: number): readonly AssetRow[] {
  return db
    .prepare<[number], AssetRow>(
      'SELECT upstream_id, type_raw, path, raw FROM assets WHERE recording_id = ? ORDER BY id',
    )
    .all(recordingId)
}

/**
 * What the recording's own object listed, in its order, then what only the list of assets told. An asset with a `status`
 * is the documented dialect's: there its own row is newer than what was said inside the recording.
 */
function assetsOf(upstream: ExportedRecording, rows: readonly AssetRow[]): unknown {
  const said = upstream['recording_assets']
  const embedded = Array.isArray(said) ? said.map((asset: unknown) => asset) : []
  const told = new Set<AssetRow>()
  const listed = embedded.map((asset) => {
    const row = rowOf(asset, rows)
    if (row === undefined) return asset
    told.add(row)
    return hasStatus(asset) && row.raw !== null ? objectOf(row.raw) : asset
  })
  const others = rows.filter((row) => !told.has(row) && row.raw !== null).map((row) => objectOf(row.raw))
  return listed.length === 0 && others.length === 0 ? said : [...listed, ...others]
}

/** By id; one that came without any is the row of its type and path, which may have got an id from elsewhere. */
function rowOf(asset: unknown, rows: readonly AssetRow[]): AssetRow | undefined {
  if (typeof asset !== 'object' || asset === null) return undefined
  const id = fieldOf(asset, 'id')
  if (id !== '') return rows.find((row) => row.upstream_id === id)
  const alike = rows.filter(
    (row) => row.type_raw === fieldOf(asset, 'type') && (row.path ?? '') === fieldOf(asset, 'path'),
  )
  return alike.find((row) => row.upstream_id === null) ?? alike[0]
}

function hasStatus(asset: unknown): boolean {
  return typeof asset === 'object' && asset !== null && Object.hasOwn(asset, 'status')
}

function fieldOf(asset: object, name: string): string {
  const value: unknown = Reflect.get(asset, name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Of a recording that stands for a session, or that came from a sidecar: what the columns say. */
function fromColumns(row: Row): ExportedRecording {
  const fields = {
    id: row.upstream_id,
    room_id: row.room_upstream_id,
    session_id: row.session_upstream_id,
    status: row.status_raw,
    duration: row.duration_s,
    size: row.size_bytes,
    started_at: row.started_at,
    stopped_at: row.stopped_at,
    stopped_by: row.stopped_by,
    created_at: row.created_at,
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
