/** What the library's names are made from, and where the names that were given are recorded. */
import { z } from 'zod'
import type { AssetType, RecordingKind } from '../../../../preload/contract/recording.ts'
import type { AssetToName } from '../../core/names/file-name.ts'
import { type Db, prepared } from '../database.ts'

export type RoomToPlace = {
  readonly id: number
  readonly upstreamId: string
  readonly name: string | null
  readonly folder: string | null
}

export type RecordingToPlace = {
  readonly id: number
  readonly kind: RecordingKind
  readonly upstreamId: string
  readonly startMs: number | null
  readonly folder: string | null
  readonly room: RoomToPlace | null
}

export type StoredAsset = AssetToName & {
  readonly id: number
  readonly recordingId: number
  readonly fileName: string | null
}

type RecordingRow = {
  id: number
  kind: RecordingKind
  upstreamId: string
  startMs: number | null
  folder: string | null
  roomId: number | null
  roomUpstreamId: string | null
  roomName: string | null
  roomFolder: string | null
}

type AssetRow = Omit<StoredAsset, 'mediaKind' | 'type'> & { type: AssetType; metadata: string | null }

const kindInMetadata = z.object({ track_type: z.string().nullish(), stream_type: z.string().nullish() }).catch({})

export class LayoutRepository {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  /** Within another its own, which is one already; a savepoint for each of many has its price. */
  transaction<T>(run: () => T): T {
    return this.#db.inTransaction ? run() : this.#db.transaction(run).immediate()
  }

  recording(id: number): RecordingToPlace | null {
    const row = prepared<[number], RecordingRow>(
      this.#db,
      `SELECT r.id, r.kind, r.upstream_id AS upstreamId, COALESCE(r.started_ms, r.created_ms) AS startMs, r.folder,
           m.id AS roomId, m.upstream_id AS roomUpstreamId, m.name AS roomName, m.folder AS roomFolder
         FROM recordings r LEFT JOIN rooms m ON m.id = r.room_id WHERE r.id = +?`,
    ).get(id)
    if (!row) return null
    const { roomId, roomUpstreamId, roomName, roomFolder, ...recording } = row
    if (roomId === null || roomUpstreamId === null) return { ...recording, room: null }
    return { ...recording, room: { id: roomId, upstreamId: roomUpstreamId, name: roomName, folder: roomFolder } }
  }

  room(id: number): RoomToPlace | null {
    return (
      prepared<[number], RoomToPlace>(
        this.#db,
        'SELECT id, upstream_id AS upstreamId, name, folder FROM rooms WHERE id = ?',
      ).get(id) ?? null
    )
  }

  /** Another room of the workspace has the same name and was made before: ids begin with the time. */
  hasOlderNamesake(roomId: number): boolean {
    return (
      prepared<[number], { id: number }>(
        this.#db,
        `SELECT o.id FROM rooms r JOIN rooms o INDEXED BY rooms_by_name
           ON o.workspace_id = r.workspace_id AND o.name = r.name COLLATE NOCASE AND o.upstream_id < r.upstream_id
         WHERE r.id = ? LIMIT 1`,
      ).get(roomId) !== undefined
    )
  }

  roomFolderTaken(key: string): boolean {
    return this.#exists('SELECT 1 FROM rooms WHERE folder_key = ?', key)
  }

  recordingFolderTaken(key: string): boolean {
    return this.#exists('SELECT 1 FROM recordings WHERE folder_key = ?', key)
  }

  setRoomFolder(id: number, folder: string, key: string): void {
    prepared(this.#db, 'UPDATE rooms SET folder = ?, folder_key = ? WHERE id = ?').run(folder, key, id)
  }

  setRecordingFolder(id: number, folder: string, key: string): void {
    prepared(this.#db, 'UPDATE recordings SET folder = ?, folder_key = ? WHERE id = ?').run(folder, key, id)
  }

  asset(id: number): { readonly recordingId: number; readonly fileName: string | null } | null {
    const asset = prepared<[number], { recordingId: number; fileName: string | null }>(
      this.#db,
      'SELECT recording_id AS recordingId, file_name AS fileName FROM assets WHERE id = ?',
    )
    return asset.get(id) ?? null
  }

  /** The asset and the others of its recording; none where there is no such asset. */
  assetsBeside(id: number): readonly StoredAsset[] {
    const rows = prepared<[number], AssetRow>(
      this.#db,
      `SELECT a.id, a.recording_id AS recordingId, a.identity, a.upstream_id AS upstreamId, a.type,
           a.type_raw AS typeRaw, a.format, a.layer, a.height, a.peer_id AS peerId, a.path, a.created_ms AS createdMs,
           a.metadata, a.file_name AS fileName,
           (SELECT p.name FROM sessions s JOIN participants p ON p.session_id = s.id
            WHERE s.workspace_id = r.workspace_id AND p.peer_id = a.peer_id
              AND s.upstream_id = COALESCE(a.session_upstream_id, r.session_upstream_id)) AS peerName
         FROM assets wanted JOIN assets a ON a.recording_id = wanted.recording_id
         JOIN recordings r ON r.id = a.recording_id
         WHERE wanted.id = +?`,
    ).all(id)
    return rows.map(toStoredAsset)
  }

  setFileName(assetId: number, name: string): void {
    prepared(this.#db, 'UPDATE assets SET file_name = ? WHERE id = ?').run(name, assetId)
  }

  #exists(sql: string, key: string): boolean {
    return prepared<[string]>(this.#db, sql).get(key) !== undefined
  }
}

function toStoredAsset({ metadata, ...row }: AssetRow): StoredAsset {
  const kind = kindInMetadata.parse(metadata === null ? {} : JSON.parse(metadata))
  return { ...row, mediaKind: kind.track_type ?? kind.stream_type ?? null }
}
