/**
 * What the person writes, in the database, and what sums it up. A change counts the revision up, by which two copies of a library
 * know whose is the later: but for markers, which know that themselves, and the place where a recording was left, which nobody
 * writes: to watch must not outdo what another wrote (docs/adr/0087).
 */
import type { CommandInput } from '../../../../preload/contract/commands.ts'
import { type Marker, type MarkerChange, mostMarkers } from '../../../../preload/contract/markers.ts'
import { uniqueTags, withTag } from '../../../../preload/contract/tag-terms.ts'
import { changedRecords } from '../../core/markers/marker-record.ts'
import { type Db, durably, prepared } from '../database.ts'
import { stringList } from '../json-columns.ts'
import { recordingsOfRoom } from '../room-recordings.ts'
import { markerRecords, markersOf, putMarkerRecords } from './marker-repository.ts'
import { refreshRecordingText } from './recording-text.ts'
import { withTheirSessions } from './session-writings.ts'

export type RecordingChange =
  | CommandInput<'recording.edit'>['change']
  | { readonly kind: 'position'; readonly positionS: number }

export class EditRepository {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  /** On the disk when it returns; undone as a whole when `run` throws. */
  transaction<T>(run: () => T): T {
    return durably(this.#db, () => this.#db.transaction(run).immediate())
  }

  recordingExists(id: number): boolean {
    return this.#db.prepare<[number]>('SELECT 1 FROM recordings WHERE id = ?').get(id) !== undefined
  }

  /** False: in a database made anew, or in another library, the number is another recording's. */
  isRecording(id: number, upstreamId: string | null): boolean {
    const row = this.#db.prepare<[number, string | null]>('SELECT 1 FROM recordings WHERE id = ? AND upstream_id IS ?')
    return row.get(id, upstreamId) !== undefined
  }

  /** Whose rows show what was written of these. null: too many to name. */
  shownWith(ids: readonly number[]): readonly number[] | null {
    return withTheirSessions(this.#db, ids)
  }

  recordingHasFolder(id: number): boolean {
    return (
      this.#db.prepare<[number]>('SELECT 1 FROM recordings WHERE id = ? AND folder IS NOT NULL').get(id) !== undefined
    )
  }

  /** By time. */
  markers(recordingId: number): Marker[] {
    return markersOf(this.#db, recordingId)
  }

  changeMarkers(
    recordingId: number,
    change: Pick<MarkerChange, 'put' | 'remove'>,
    nowMs: number,
  ): 'unchanged' | 'changed' | 'too-many' {
    const before = markerRecords(this.#db, recordingId)
    const records = changedRecords(before, change, nowMs)
    if (records.length === 0) return 'unchanged'
    putMarkerRecords(this.#db, recordingId, records)
    return markersOf(this.#db, recordingId).length > mostMarkers ? 'too-many' : 'changed'
  }

  roomExists(id: number): boolean {
    return this.#db.prepare<[number]>('SELECT 1 FROM rooms WHERE id = ?').get(id) !== undefined
  }

  /** False: it was so already, or there is no such recording. */
  changeRecording(id: number, change: RecordingChange): boolean {
    const [column, value] = this.#columnOf(id, change)
    const counted = change.kind === 'position' ? 0 : 1
    const { changes } = this.#db
      .prepare(
        `UPDATE recordings SET ${column} = :value, revision = revision + :counted
          WHERE id = :id AND ${column} IS NOT :value`,
      )
      .run({ id, value, counted })
    if (changes > 0 && textKinds.includes(change.kind)) refreshRecordingText(this.#db, [id])
    return changes > 0
  }

  /** The recordings whose row shows the room's title; null: it was so already, or there is no such room. */
  changeRoomTitle(id: number, title: string | null): readonly number[] | null {
    const { changes } = this.#db
      .prepare(
        'UPDATE rooms SET user_title = :title, revision = revision + 1 WHERE id = :id AND user_title IS NOT :title',
      )
      .run({ id, title: clean(title) })
    if (changes === 0) return null
    const recordingIds = recordingsOfRoom(this.#db, id)
    refreshRecordingText(this.#db, recordingIds)
    return recordingIds
  }

  #columnOf(id: number, change: RecordingChange): readonly [column: string, value: string | number | null] {
    switch (change.kind) {
      case 'title':
        return ['user_title', clean(change.title)]
      case 'star':
        return ['starred', Number(change.starred)]
      case 'review':
        return ['reviewed', Number(change.reviewed)]
      case 'tags':
        return ['tags', JSON.stringify(uniqueTags(change.tags.map((tag) => tag.trim()).filter((tag) => tag !== '')))]
      case 'tag':
        return ['tags', JSON.stringify(this.#tagsAfter(id, change))]
      case 'position':
        return ['position_s', change.positionS]
    }
  }

  #tagsAfter(id: number, change: { readonly tag: string; readonly tagged: boolean }): readonly string[] {
    const row = prepared<[number], { tags: string }>(this.#db, 'SELECT tags FROM recordings WHERE id = ?').get(id)
    return withTag(stringList(row?.tags ?? null), change)
  }
}

/** Of what is changed: what the search finds recordings by. */
const textKinds: readonly RecordingChange['kind'][] = ['title', 'tags', 'tag']

/** An empty title is no title: the room's, or upstream's, shows again. */
function clean(title: string | null): string | null {
  return title?.trim() || null
}
