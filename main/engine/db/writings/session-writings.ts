/**
 * What a session's one line says of it: how many recordings it has, and what the person wrote of any of them. A title is a
 * recording's, in its sidecar; the session is called what the newest that has one is called (docs/adr/0073).
 */
import type { AssetCounts, RecordingRow } from '../../../../preload/contract/recording.ts'
import { type Db, prepared } from '../database.ts'
import { tagList } from '../json-columns.ts'

export type SessionKey = { readonly workspaceId: number; readonly sessionId: string }
type Said = RecordingRow['session']
export type SessionFiles = Pick<Said, 'assets' | 'onlyCopy' | 'expiresMs' | 'sizeBytes' | 'durationS' | 'doubtful'>
/** `files` null: not summed up. */
export type SessionSums = Omit<Said, 'key' | keyof SessionFiles> & { readonly files: SessionFiles | null }

const ofSession = (session: string) =>
  `o.workspace_id = ${session} ->> '$[0]' AND o.session_upstream_id = ${session} ->> '$[1]'`

/** Takes [workspace id, session id] pairs as one JSON array. Counting is along an index; the few that are several go on. */
export const sessionCountsQuery = `
SELECT k.key AS place, (SELECT count(*) FROM recordings o WHERE ${ofSession('k.value')}) AS recordingCount
FROM json_each(?) k`

/** Of a tag's spellings the one counts that its first recording has, so they come in that order. */
export const sessionWritingsQuery = `
SELECT s.place, s.titledId, t.user_title AS title, s.starred, s.reviewed, s.tags FROM (
  SELECT k.key AS place,
    (SELECT o.id FROM recordings o INDEXED BY recordings_titled
      WHERE ${ofSession('k.value')} AND o.user_title IS NOT NULL AND trim(o.user_title) <> ''
      ORDER BY o.sort_ms DESC, o.id DESC LIMIT 1) AS titledId,
    (SELECT count(*) FROM recordings o INDEXED BY recordings_starred
      WHERE o.starred = 1 AND ${ofSession('k.value')}) AS starred,
    (SELECT count(*) FROM recordings o INDEXED BY recordings_reviewed
      WHERE o.reviewed = 1 AND ${ofSession('k.value')}) AS reviewed,
    (SELECT json_group_array(tag ORDER BY first_ms, place, tag) FROM (
      SELECT t.value AS tag, min(o.sort_ms) AS first_ms, min(t.key) AS place
      FROM recordings o INDEXED BY recordings_tagged CROSS JOIN json_each(o.tags) t
      WHERE ${ofSession('k.value')} AND o.tags <> '[]' GROUP BY t.value)) AS tags
  FROM json_each(?) k) s LEFT JOIN recordings t ON t.id = s.titledId`

type Count = { readonly place: number; readonly recordingCount: number }
type Writings = {
  readonly place: number
  readonly titledId: number | null
  readonly title: string | null
  readonly starred: number
  readonly reviewed: number
  readonly tags: string
}

type Files = AssetCounts &
  Omit<SessionFiles, 'assets' | 'onlyCopy' | 'doubtful'> & {
    readonly place: number
    readonly onlyCopy: number
    readonly doubtful: number
  }

/** SQL: a file of it is here and can't be read or isn't what 100ms's record says, and nobody has kept it as it is. */
export const isDoubtful = (r: string): string =>
  `(EXISTS (SELECT 1 FROM downloads d WHERE d.recording_id = ${r}.id AND d.state = 'done'
      AND d.reason_kind = 'unreadable'
      AND NOT EXISTS (SELECT 1 FROM files f WHERE f.asset_id = d.asset_id AND f.accepted = 1))
    OR EXISTS (SELECT 1 FROM assets a JOIN files f ON f.asset_id = a.id
      WHERE a.recording_id = ${r}.id AND (f.verified = 0 OR f.differs_from_record = 1) AND f.accepted = 0))`

/** How it stands with the files of a session's recordings. Of one with thousands its newest recording speaks instead. */
export const sessionFilesQuery = `
SELECT k.key AS place, sum(o.assets_total) AS total, sum(o.assets_done) AS done, sum(o.assets_wanted) AS wanted,
  sum(o.assets_failed) AS failed, min(o.only_copy) AS onlyCopy,
  min(o.expires_ms) FILTER (WHERE o.expires_ms > :now AND o.only_copy = 0 AND o.assets_done < o.assets_total) AS expiresMs,
  sum(o.total_bytes) AS sizeBytes, max(o.total_duration_s) AS durationS, max(${isDoubtful('o')}) AS doubtful
FROM json_each(:sessions) k CROSS JOIN recordings o ON ${ofSession('k.value')} GROUP BY k.key`
export const mostSummed = 1000

/** By `sessionName`; those with one recording are left out: its own words are all there is. */
export function sessionSums(db: Db, sessions: readonly SessionKey[], nowMs: number): ReadonlyMap<string, SessionSums> {
  const names = [...new Set(sessions.map(sessionName))]
  if (names.length === 0) return new Map()
  const several = prepared<[string], Count>(db, sessionCountsQuery)
    .all(asList(names))
    .flatMap(({ place, recordingCount }) => (recordingCount > 1 ? [{ name: names[place] ?? '', recordingCount }] : []))
  if (several.length === 0) return new Map()
  const files = filesOf(db, several, nowMs)
  const written = prepared<[string], Writings>(db, sessionWritingsQuery).all(asList(several.map(({ name }) => name)))
  return new Map(
    written.map(({ place, tags, ...said }) => {
      const { name, recordingCount } = several[place] ?? { name: '', recordingCount: 1 }
      return [name, { ...said, recordingCount, tags: tagList(tags), files: files.get(name) ?? null }] as const
    }),
  )
}

type Several = { readonly name: string; readonly recordingCount: number }

function filesOf(db: Db, sessions: readonly Several[], nowMs: number): ReadonlyMap<string, SessionFiles> {
  const summed = sessions.filter(({ recordingCount }) => recordingCount <= mostSummed).map(({ name }) => name)
  const rows = prepared<[{ sessions: string; now: number }], Files>(db, sessionFilesQuery).all({
    sessions: asList(summed),
    now: nowMs,
  })
  return new Map(
    rows.map(({ place, onlyCopy, doubtful, expiresMs, sizeBytes, durationS, ...assets }) => [
      summed[place] ?? '',
      { assets, onlyCopy: onlyCopy === 1, doubtful: doubtful === 1, expiresMs, sizeBytes, durationS },
    ]),
  )
}

const asList = (names: readonly string[]): string => `[${names.join()}]`

export const sessionName = ({ workspaceId, sessionId }: SessionKey): string => JSON.stringify([workspaceId, sessionId])

/** SQL: the recording's own title, else its session's; null where neither has one. `r`: the alias of `recordings`. */
export const shownTitle = (r: string): string =>
  `coalesce(nullif(trim(${r}.user_title), ''), (SELECT titled.user_title FROM recordings titled INDEXED BY recordings_titled
    WHERE titled.workspace_id = ${r}.workspace_id AND titled.session_upstream_id = ${r}.session_upstream_id
      AND titled.user_title IS NOT NULL AND trim(titled.user_title) <> ''
    ORDER BY titled.sort_ms DESC, titled.id DESC LIMIT 1))`

const mostNamed = 500

/** With all that stand in a line with them, whose words may be others now. null: too many to name. */
export function withTheirSessions(db: Db, recordingIds: readonly number[]): readonly number[] | null {
  const others = prepared<[string, number], { id: number }>(
    db,
    `SELECT DISTINCT o.id FROM json_each(?) k CROSS JOIN recordings r ON r.id = k.value
      CROSS JOIN recordings o ON o.workspace_id = r.workspace_id AND o.session_upstream_id = r.session_upstream_id LIMIT ?`,
  ).all(JSON.stringify(recordingIds), mostNamed + 1)
  const all = new Set([...recordingIds, ...others.map(({ id }) => id)])
  return all.size > mostNamed ? null : [...all]
}
