/** Markers in the database, those that were taken away too, each text with its line in the search index. */
import type { Marker, MarkerColour } from '../../../../preload/contract/markers.ts'
import { byTime, type MarkerRecord, newerMarkers } from '../../core/markers/marker-record.ts'
import { type Db, prepared } from '../database.ts'
import { insertSearchLine } from '../search/search-lines.ts'
import { nextLineId } from '../search/search-slots.ts'

type Row = {
  id: string
  startMs: number
  endMs: number | null
  text: string
  colour: MarkerColour
  createdMs: number
  changedMs: number
  removed: 0 | 1
}

/** All of a recording, in no order. */
export function markerRecords(db: Db, recordingId: number): MarkerRecord[] {
  return prepared<[number], Row>(
    db,
    `SELECT id, start_ms AS startMs, end_ms AS endMs, text, colour, created_ms AS createdMs, changed_ms AS changedMs,
      removed FROM markers WHERE recording_id = ?`,
  )
    .all(recordingId)
    .map((row) => ({ ...row, removed: row.removed === 1 }))
}

/** By time. */
export function markersOf(db: Db, recordingId: number): Marker[] {
  return markerRecords(db, recordingId)
    .filter(({ removed }) => !removed)
    .map(({ removed: _, changedMs: __, ...marker }) => marker)
    .sort(byTime)
}

/** Inside the transaction that counts the recording's revision. */
export function putMarkerRecords(db: Db, recordingId: number, records: readonly MarkerRecord[]): void {
  const line = prepared<[number, string], { lineId: number | null }>(
    db,
    'SELECT line_id AS lineId FROM markers WHERE recording_id = ? AND id = ?',
  )
  const forget = prepared<[number]>(db, 'DELETE FROM search_lines WHERE id = ?')
  const put = prepared(
    db,
    `INSERT INTO markers (recording_id, id, start_ms, end_ms, text, colour, created_ms, changed_ms, removed, line_id)
     VALUES (:recordingId, :id, :startMs, :endMs, :text, :colour, :createdMs, :changedMs, :removed, :lineId)
     ON CONFLICT (recording_id, id) DO UPDATE SET start_ms = excluded.start_ms, end_ms = excluded.end_ms,
       text = excluded.text, colour = excluded.colour, created_ms = excluded.created_ms,
       changed_ms = excluded.changed_ms, removed = excluded.removed, line_id = excluded.line_id`,
  )
  for (const record of records) {
    const known = line.get(recordingId, record.id)?.lineId ?? null
    if (known !== null) forget.run(known)
    const lineId = record.text === '' ? null : nextLineId(db, recordingId)
    const { startMs, text } = record
    if (lineId !== null) {
      insertSearchLine(db, lineId, recordingId, 'marker', { atMs: startMs, speaker: null, saidAs: null, text })
    }
    put.run({ ...record, recordingId, removed: Number(record.removed), lineId })
  }
}

/**
 * Takes over what a sidecar says beside what is known. `brought`: the database has learnt something; `lacking`: the
 * sidecar doesn't know all of it.
 */
export function mergeMarkerRecords(
  db: Db,
  recordingId: number,
  theirs: readonly MarkerRecord[],
): { readonly brought: boolean; readonly lacking: boolean } {
  const ours = markerRecords(db, recordingId)
  const newer = newerMarkers(ours, theirs)
  if (newer.length > 0) db.transaction(() => putMarkerRecords(db, recordingId, newer))()
  return { brought: newer.length > 0, lacking: newerMarkers(theirs, ours).length > 0 }
}
