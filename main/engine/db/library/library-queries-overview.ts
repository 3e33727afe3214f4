/** The sidebar: how many are in each smart list, the rooms with their counts and bytes, and what needs attention. */
import type { AttentionItem, LibraryOverview, Room, SmartList, Speaker } from '../../../../preload/contract/library.ts'
import { roomTitle } from '../../core/names/recording-title.ts'
import type { Db } from '../database.ts'
import { expiringSoon, failed, inTrouble, soon } from '../library-filter.ts'
import { ranks } from './title-ranks.ts'

/** What the window shows of them; there can be any number. */
const attentionLimit = 1000

/** Each count by an index of its own that holds few: a pass over all 100,000 would hold up whoever asks for rows. */
export const countsQuery = `
SELECT total AS "all", expiring, total - begun AS "not-downloaded", only_copy AS "only-copy", failed,
  total - reviewed AS unreviewed, starred, attention
FROM (SELECT
  (SELECT count(*) FROM recordings) AS total,
  (SELECT count(*) FROM recordings INDEXED BY recordings_by_expiry WHERE ${expiringSoon}) AS expiring,
  (SELECT count(*) FROM recordings INDEXED BY recordings_begun WHERE assets_done > 0 OR assets_total = 0) AS begun,
  (SELECT count(*) FROM recordings INDEXED BY recordings_only_copy WHERE only_copy = 1) AS only_copy,
  (SELECT count(*) FROM recordings INDEXED BY recordings_failed WHERE ${failed}) AS failed,
  (SELECT count(*) FROM recordings INDEXED BY recordings_reviewed WHERE reviewed = 1) AS reviewed,
  (SELECT count(*) FROM recordings INDEXED BY recordings_starred WHERE starred = 1) AS starred,
  (SELECT count(*) FROM (${inTrouble})) AS attention)`

export const roomsQuery = `
SELECT room_id AS roomId, count(*) AS recordingCount, sum(local_bytes) AS localBytes, sum(local_files) AS localFiles
FROM recordings INDEXED BY recordings_by_room GROUP BY room_id`

type RoomSums = { roomId: number | null; recordingCount: number; localBytes: number; localFiles: number }
type RoomRow = { id: number; workspaceId: number; upstreamId: string; name: string | null; userTitle: string | null }

/** `freeBytes` is the drive's and asked elsewhere. */
export function overview(db: Db, nowMs: number): Omit<LibraryOverview, 'freeBytes'> {
  const counts = db.prepare<[Record<string, number>], Record<SmartList, number>>(countsQuery).get(soon(nowMs))
  if (counts === undefined) throw new Error('A count without a row')
  const sums = db.prepare<[], RoomSums>(roomsQuery).all()
  return {
    counts,
    unreadable: db.prepare<[], number>('SELECT count(*) FROM quarantine').pluck().get() ?? 0,
    rooms: rooms(db, new Map(sums.map((sum) => [sum.roomId, sum]))),
    localBytes: sums.reduce((total, { localBytes }) => total + localBytes, 0),
    localFiles: sums.reduce((total, { localFiles }) => total + localFiles, 0),
  }
}

/** A workspace has rooms that were never recorded; those are of no use in a library. */
function rooms(db: Db, sums: ReadonlyMap<number | null, RoomSums>): Room[] {
  const recorded = db
    .prepare<[], RoomRow>(
      'SELECT id, workspace_id AS workspaceId, upstream_id AS upstreamId, name, user_title AS userTitle FROM rooms',
    )
    .all()
    .flatMap((row) => {
      const sum = sums.get(row.id)
      if (sum === undefined) return []
      const { recordingCount, localBytes } = sum
      const { id, workspaceId, upstreamId, userTitle } = row
      const name = row.name ?? ''
      const title = roomTitle(row)
      return [{ id, workspaceId, upstreamId, name, userTitle, title, apart: null, recordingCount, localBytes }]
    })
  const rank = ranksOf(db, recorded)
  recorded.sort((a, b) => (rank.get(a.title) ?? 0) - (rank.get(b.title) ?? 0))
  return toldApart(recorded, workspaceNames(db))
}

const knownRanks = new WeakMap<Db, ReadonlyMap<string, number>>()

/** Rooms are counted again all the time and named rarely: tens of thousands of names are put in order once. */
function ranksOf(db: Db, rooms: readonly Room[]): ReadonlyMap<string, number> {
  const known = knownRanks.get(db)
  if (known !== undefined && rooms.every(({ title }) => known.has(title))) return known
  const made = ranks(rooms.map(({ title }) => title))
  knownRanks.set(db, made)
  return made
}

/** Rooms that read the same: by their workspace where that is enough, else by the end of their ids. */
function toldApart(rooms: readonly Room[], workspaces: ReadonlyMap<number, string>): Room[] {
  const titles = rooms.map(({ title }) => title.normalize().toLocaleLowerCase())
  const withTitle = new Map<string, number>()
  for (const title of titles) countUp(withTitle, title)
  const isShared = (index: number) => withTitle.get(titles[index] ?? '') !== 1
  const both = (index: number) => `${workspaces.get(rooms[index]?.workspaceId ?? 0) ?? ''}\n${titles[index]}`
  const withBoth = new Map<string, number>()
  for (const index of rooms.keys()) if (isShared(index)) countUp(withBoth, both(index))
  return rooms.map((room, index) => {
    if (!isShared(index)) return room
    const workspace = workspaces.get(room.workspaceId)
    const isEnough = workspace !== undefined && withBoth.get(both(index)) === 1
    return { ...room, apart: isEnough ? workspace : room.upstreamId.slice(-6) }
  })
}

function countUp(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function workspaceNames(db: Db): ReadonlyMap<number, string> {
  return new Map(
    db
      .prepare<[], { id: number; name: string }>('SELECT id, name FROM workspaces')
      .all()
      .map(({ id, name }) => [id, name]),
  )
}

/** Whom transcripts name. Names are few beside the recordings: they are counted along their index. */
export function speakers(db: Db, text: string, limit: number): Speaker[] {
  const pattern = `%${text.trim().replaceAll(/[\\%_]/g, '\\$&')}%`
  return db
    .prepare<[string, number], Speaker>(
      `SELECT name, count(*) AS recordings FROM recording_speakers WHERE name LIKE ? ESCAPE '\\'
      GROUP BY name ORDER BY recordings DESC, name LIMIT ?`,
    )
    .all(pattern, limit)
}

export function attention(db: Db): AttentionItem[] {
  return db
    .prepare<[number], AttentionItem>(
      `SELECT id, workspace_id AS workspaceId, stream, upstream_id AS upstreamId, reason, substr(raw, 1, 4000) AS raw,
        seen_ms AS seenMs
      FROM quarantine ORDER BY id DESC LIMIT ?`,
    )
    .all(attentionLimit)
}
