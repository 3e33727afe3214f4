/** Rooms, sessions and who took part, as upstream tells them. What the person wrote is never touched. */
import type { UpstreamRoom, UpstreamSession } from '../../core/model.ts'
import type { Db } from '../database.ts'
import { recordingsOfRoom } from '../room-recordings.ts'
import { sameJson } from './sync-json.ts'

type RoomRow = {
  readonly id: number
  readonly raw: string | null
  readonly name: string | null
  readonly customer_bucket: string | null
}

/**
 * Which recordings show a change: null where nothing changed. `misnamedIds`: transcripts whose lines were indexed under other
 * names than the session's; they are to be read again.
 */
export type Told = { readonly recordingIds: readonly number[]; readonly misnamedIds?: readonly number[] } | null
export type ToldRoom = { readonly recordingIds: readonly number[]; readonly bucketChanged: boolean } | null

/** As `raw`: asked for, and upstream has no such thing. */
const nothingThere = 'null'

export class SyncRoomRows {
  readonly #db: Db
  readonly #room
  readonly #roomId
  readonly #bucket
  readonly #addRoom
  readonly #updateRoom
  readonly #session
  readonly #knowsSession
  readonly #addSession
  readonly #updateSession
  readonly #clearPeers
  readonly #addPeer
  readonly #recordingsOfSession
  readonly #forgetNamedOtherwise

  constructor(db: Db) {
    this.#db = db
    this.#room = db.prepare<[number, string], RoomRow>(
      'SELECT id, raw, name, customer_bucket FROM rooms WHERE workspace_id = ? AND upstream_id = ?',
    )
    this.#roomId = db
      .prepare<[number, string], number>('SELECT id FROM rooms WHERE workspace_id = ? AND upstream_id = ?')
      .pluck()
    this.#bucket = db.prepare<[number], string | null>('SELECT customer_bucket FROM rooms WHERE id = ?').pluck()
    this.#addRoom = db.prepare<[number, string]>('INSERT INTO rooms (workspace_id, upstream_id) VALUES (?, ?)')
    this.#updateRoom = db.prepare<{
      id: number
      name: string | null
      enabled: number | null
      bucket: string | null
      raw: string
    }>('UPDATE rooms SET name = :name, enabled = :enabled, customer_bucket = :bucket, raw = :raw WHERE id = :id')
    this.#session = db.prepare<[number, string], { id: number; raw: string | null }>(
      'SELECT id, raw FROM sessions WHERE workspace_id = ? AND upstream_id = ?',
    )
    this.#knowsSession = db
      .prepare<[number, string], 1>('SELECT 1 FROM sessions WHERE workspace_id = ? AND upstream_id = ?')
      .pluck()
    this.#addSession = db.prepare<[number, string]>('INSERT INTO sessions (workspace_id, upstream_id) VALUES (?, ?)')
    this.#updateSession = db.prepare<{
      id: number
      roomId: string | null
      active: number | null
      createdAt: string | null
      createdMs: number | null
      raw: string
    }>(
      `UPDATE sessions SET room_upstream_id = :roomId, active = :active, created_at = :createdAt, created_ms = :createdMs,
         raw = :raw WHERE id = :id`,
    )
    this.#clearPeers = db.prepare<[number]>('DELETE FROM participants WHERE session_id = ?')
    this.#addPeer = db.prepare<[number, string, string, string | null, string | null, number | null, number | null]>(
      `INSERT OR REPLACE INTO participants (session_id, peer_id, name, role, user_id, joined_ms, left_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#recordingsOfSession = db
      .prepare<[number, string], number>('SELECT id FROM recordings WHERE workspace_id = ? AND session_upstream_id = ?')
      .pluck()
    this.#forgetNamedOtherwise = db.prepare<[number, number]>(
      `DELETE FROM imported_texts WHERE recording_id = ? AND source = 'transcript' AND EXISTS (
        SELECT 1 FROM json_each(people) said JOIN participants p ON p.session_id = ? AND p.peer_id = said.key
          WHERE trim(p.name) <> '' AND p.name <> said.value)`,
    )
  }

  /** The room's local id; one that isn't known yet is made, and gets its name later. */
  idOf(workspaceId: number, upstreamId: string | null): number | null {
    if (upstreamId === null) return null
    const known = this.#roomId.get(workspaceId, upstreamId)
    return known ?? Number(this.#addRoom.run(workspaceId, upstreamId).lastInsertRowid)
  }

  bucketOf(roomId: number | null): string | null {
    return roomId === null ? null : (this.#bucket.get(roomId) ?? null)
  }

  upsertRoom(workspaceId: number, room: UpstreamRoom): ToldRoom {
    const raw = JSON.stringify(room.raw)
    const before = this.#room.get(workspaceId, room.id)
    if (before !== undefined && sameJson(before.raw, raw)) return null
    const id = before?.id ?? Number(this.#addRoom.run(workspaceId, room.id).lastInsertRowid)
    const enabled = room.enabled === null ? null : Number(room.enabled)
    this.#updateRoom.run({ id, name: room.name, enabled, bucket: room.customerBucket, raw })
    const bucketChanged = (before?.customer_bucket ?? null) !== room.customerBucket
    const isShown = bucketChanged || (before?.name ?? null) !== room.name
    return { recordingIds: isShown ? recordingsOfRoom(this.#db, id) : [], bucketChanged }
  }

  upsertSession(workspaceId: number, session: UpstreamSession): Told {
    const raw = JSON.stringify(session.raw)
    const before = this.#session.get(workspaceId, session.id)
    if (before !== undefined && sameJson(before.raw, raw)) return null
    const id = before?.id ?? Number(this.#addSession.run(workspaceId, session.id).lastInsertRowid)
    this.#updateSession.run({
      id,
      roomId: session.roomId,
      active: session.active === null ? null : Number(session.active),
      createdAt: session.createdAt?.text ?? null,
      createdMs: session.createdAt?.ms ?? null,
      raw,
    })
    if (before !== undefined) this.#clearPeers.run(id)
    for (const peer of session.participants) {
      this.#addPeer.run(id, peer.peerId, peer.name, peer.role, peer.userId, peer.joinedMs, peer.leftMs)
    }
    const recordingIds = this.#recordingsOfSession.all(workspaceId, session.id)
    const misnamedIds = recordingIds.filter((each) => this.#forgetNamedOtherwise.run(each, id).changes > 0)
    return { recordingIds, misnamedIds }
  }

  unknownRooms(workspaceId: number, limit: number): readonly string[] {
    return this.#db
      .prepare<[number, number], string>(
        'SELECT upstream_id FROM rooms WHERE workspace_id = ? AND raw IS NULL ORDER BY id DESC LIMIT ?',
      )
      .pluck()
      .all(workspaceId, limit)
  }

  /** A session that a recording mentions has a row, so that it is asked for where no list tells of it. */
  mentionSession(workspaceId: number, upstreamId: string): void {
    if (this.#knowsSession.get(workspaceId, upstreamId) === undefined) this.#addSession.run(workspaceId, upstreamId)
  }

  unknownSessions(workspaceId: number, limit: number): readonly string[] {
    return this.#db
      .prepare<[number, number], string>(
        'SELECT upstream_id FROM sessions WHERE workspace_id = ? AND raw IS NULL ORDER BY id DESC LIMIT ?',
      )
      .pluck()
      .all(workspaceId, limit)
  }

  rememberMissing(workspaceId: number, what: 'room' | 'session', upstreamId: string): void {
    if (what === 'room') {
      this.#db
        .prepare<[string, number, string]>('UPDATE rooms SET raw = ? WHERE workspace_id = ? AND upstream_id = ?')
        .run(nothingThere, workspaceId, upstreamId)
      return
    }
    this.#db
      .prepare<[string, number, string]>(
        'UPDATE sessions SET active = 0, raw = coalesce(raw, ?) WHERE workspace_id = ? AND upstream_id = ?',
      )
      .run(nothingThere, workspaceId, upstreamId)
  }
}
