/** A library's database in memory or in a file, filled by tests with what they are about and nothing else. */
import { type Db, openDatabase } from '../../main/engine/db/database.ts'
import { migrate } from '../../main/engine/db/migrate.ts'
import { refreshRecordingSums } from '../../main/engine/db/recording-sums.ts'
import { refreshRecordingText } from '../../main/engine/db/writings/recording-text.ts'
import type { AssetType, DownloadState, RecordingKind, RecordingStatus } from '../../preload/contract/recording.ts'

export const day = 24 * 3_600_000
/** 2026-11-22T12:00:00Z */
export const now = Date.UTC(2026, 10, 22, 12)

export type RecordingSpec = {
  room?: number | null
  session?: string | null
  kind?: RecordingKind
  status?: RecordingStatus
  startedMs?: number
  title?: string | null
  starred?: boolean
  reviewed?: boolean
  onlyCopy?: boolean
  tags?: readonly string[]
  folder?: string | null
}

export type AssetSpec = {
  type?: AssetType
  typeRaw?: string
  format?: string
  layer?: string
  available?: boolean
  sizeBytes?: number
  durationS?: number
  expiresMs?: number
  metadata?: unknown
  onlyCopy?: boolean
  state?: Exclude<DownloadState, 'none'>
  reason?: string
  file?: { name: string; verified?: boolean; differs?: boolean; sizeBytes?: number; sha256?: string }
}

export class LibraryDatabase {
  readonly db: Db
  #serial = 0

  constructor(file = ':memory:') {
    this.db = openDatabase(file, { journal: 'wal' })
    migrate(this.db)
    this.db
      .prepare(
        `INSERT INTO workspaces (id, name, api_url, identity, created_ms) VALUES (1, 'Studio', 'http://api', 'key', 0)`,
      )
      .run()
  }

  /** Answers the room's id. `name` null: 100ms gave none. */
  room(name: string | null, spec: { upstreamId?: string; userTitle?: string } = {}): number {
    const upstreamId = spec.upstreamId ?? this.#upstreamId()
    return this.#insert('INSERT INTO rooms (workspace_id, upstream_id, name, user_title) VALUES (1, ?, ?, ?)', [
      upstreamId,
      name,
      spec.userTitle ?? null,
    ])
  }

  /** Who was in a session, in the order in which they joined. `recorder`: 100ms's own, which came first. */
  session(upstreamId: string, names: readonly string[], recorder: string | null = null): void {
    const id = this.#insert('INSERT INTO sessions (workspace_id, upstream_id) VALUES (1, ?)', [upstreamId])
    const everyone = recorder === null ? names : [recorder, ...names]
    everyone.forEach((name, index) => {
      this.#insert('INSERT INTO participants (session_id, peer_id, name, role, joined_ms) VALUES (?, ?, ?, ?, ?)', [
        id,
        `peer-${index}`,
        name,
        name === recorder ? '__internal_recorder' : 'host',
        index,
      ])
    })
  }

  recording(spec: RecordingSpec = {}, assets: readonly AssetSpec[] = []): number {
    const startedMs = spec.startedMs ?? now - day
    const upstreamId = this.#upstreamId()
    const id = this.#insert(
      `INSERT INTO recordings (workspace_id, kind, upstream_id, room_id, session_upstream_id, status, status_raw, started_ms,
        sort_ms, user_title, starred, reviewed, only_copy, tags, folder)
      VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        spec.kind ?? 'recording',
        upstreamId,
        spec.room ?? null,
        spec.session ?? null,
        spec.status ?? 'ready',
        spec.status ?? 'completed',
        startedMs,
        startedMs,
        spec.title ?? null,
        spec.starred ? 1 : 0,
        spec.reviewed ? 1 : 0,
        spec.onlyCopy ? 1 : 0,
        JSON.stringify(spec.tags ?? []),
        spec.folder ?? null,
      ],
    )
    for (const asset of assets) this.asset(id, asset)
    refreshRecordingSums(this.db, [id])
    refreshRecordingText(this.db, [id])
    return id
  }

  asset(recordingId: number, spec: AssetSpec): number {
    const upstreamId = this.#upstreamId()
    const id = this.#insert(
      `INSERT INTO assets (workspace_id, recording_id, identity, upstream_id, type, type_raw, format, layer, available,
        size_bytes, duration_s, expires_ms, metadata, only_copy, file_name)
      VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        recordingId,
        upstreamId,
        upstreamId,
        spec.type ?? 'room-composite',
        spec.typeRaw ?? spec.type ?? 'room-composite',
        spec.format ?? null,
        spec.layer ?? null,
        spec.available === false ? 0 : 1,
        spec.sizeBytes ?? null,
        spec.durationS ?? null,
        spec.expiresMs ?? null,
        spec.metadata === undefined ? null : JSON.stringify(spec.metadata),
        spec.onlyCopy ? 1 : 0,
        spec.file?.name.split('/')[0] ?? null,
      ],
    )
    const state = spec.state ?? (spec.file === undefined ? undefined : 'done')
    if (state !== undefined) {
      this.#insert(
        `INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms, reason) VALUES (?, ?, ?, 1, 0, 0, ?)`,
        [id, recordingId, state, spec.reason ?? null],
      )
    }
    if (spec.file !== undefined) this.file(id, spec.file)
    refreshRecordingSums(this.db, [recordingId])
    return id
  }

  speaks(recordingId: number, names: readonly string[]): void {
    for (const name of names) {
      this.#insert('INSERT INTO recording_speakers (name, recording_id) VALUES (?, ?)', [name, recordingId])
    }
  }

  /** Moves what was made here to a second workspace, "Annexe". */
  inAnotherWorkspace({ room, recording }: { room?: number; recording?: number }): void {
    this.#insert(
      `INSERT OR IGNORE INTO workspaces (id, name, api_url, identity, created_ms) VALUES (2, 'Annexe', 'http://api', 'other', 0)`,
      [],
    )
    if (room !== undefined) this.#insert('UPDATE rooms SET workspace_id = 2 WHERE id = ?', [room])
    if (recording !== undefined) this.#insert('UPDATE recordings SET workspace_id = 2 WHERE id = ?', [recording])
  }

  file(assetId: number, { name, verified, differs, sizeBytes, sha256 }: NonNullable<AssetSpec['file']>): void {
    this.#insert(
      `INSERT INTO files (asset_id, name, size_bytes, sha256, verified, differs_from_record, finished_ms) VALUES (?, ?, ?, ?, ?, ?, 0)`,
      [assetId, name, sizeBytes ?? 100, sha256 ?? 'a'.repeat(64), verified === false ? 0 : 1, differs ? 1 : 0],
    )
  }

  #upstreamId(): string {
    this.#serial += 1
    return this.#serial.toString(16).padStart(24, '0')
  }

  #insert(sql: string, values: readonly (string | number | null)[]): number {
    return Number(this.db.prepare(sql).run(...values).lastInsertRowid)
  }
}
