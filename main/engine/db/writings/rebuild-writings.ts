/**
 * What the person wrote, from a sidecar into rows: the later counts, by its revision; of two that are as late, both. Inside the
 * transaction of whoever rebuilds.
 */
import { ofBoth, ofBothRooms, saySame, type Writings } from '../../core/both-wrote.ts'
import type { RecordingSidecar, RoomSidecar } from '../../core/sidecar.ts'
import type { Db } from '../database.ts'
import { objectOf, stringList } from '../json-columns.ts'
import { recordingsOfRoom } from '../room-recordings.ts'
import { refreshRecordingText } from './recording-text.ts'
import { mergeRoomSpeakers, mergeSpeechWritings, speechWritings } from './speech-writings.ts'

type RecordingRow = {
  readonly revision: number
  readonly title: string | null
  readonly starred: 0 | 1
  readonly reviewed: 0 | 1
  readonly tags: string
}
type RoomRow = { readonly revision: number; readonly title: string | null; readonly speakers: string }

export class RebuildWritings {
  readonly #db: Db
  readonly #recordingRow
  readonly #putRecording
  readonly #putSpeech
  readonly #roomRow
  readonly #putRoom

  constructor(db: Db) {
    this.#db = db
    this.#recordingRow = db.prepare<[number], RecordingRow>(
      'SELECT revision, user_title AS title, starred, reviewed, tags FROM recordings WHERE id = ?',
    )
    this.#putRecording = db.prepare(
      `UPDATE recordings SET user_title = ?, starred = ?, reviewed = ?, tags = ?, position_s = COALESCE(?, position_s),
         revision = ? WHERE id = ?`,
    )
    this.#putSpeech = db.prepare(
      'UPDATE recordings SET speakers = ?, chat_offset_ms = ?, source_offsets = ? WHERE id = ?',
    )
    this.#roomRow = db.prepare<[number], RoomRow>(
      'SELECT revision, user_title AS title, speakers FROM rooms WHERE id = ?',
    )
    this.#putRoom = db.prepare('UPDATE rooms SET user_title = ?, revision = ? WHERE id = ?')
  }

  /** True: the sidecar doesn't say all that is known by now. */
  recording(id: number, { revision, user }: Pick<RecordingSidecar, 'revision' | 'user'>): boolean {
    const row = this.#recordingRow.get(id)
    if (row === undefined) return false
    const both = revision === row.revision ? ofBoth(this.#writings(id, row), user) : null
    if (both !== null) {
      this.#put(id, { ...both, positionS: user.positionS }, revision + 1)
      this.#putSpeech.run(JSON.stringify(both.speakers), both.chatOffsetMs, JSON.stringify(both.sourceOffsetsMs), id)
      return true
    }
    const isOlder = revision < row.revision
    if (!isOlder) this.#put(id, user, revision)
    mergeSpeechWritings(this.#db, id, user, isOlder)
    const { speakers, sourceOffsetsMs } = speechWritings(this.#db, id)
    return isOlder || !saySame(speakers, user.speakers) || !saySame(sourceOffsetsMs, user.sourceOffsetsMs)
  }

  /** The same. */
  room(id: number, { revision, user }: Pick<RoomSidecar, 'revision' | 'user'>): boolean {
    const row = this.#roomRow.get(id)
    if (row === undefined) return false
    const known = objectOf(row.speakers) ?? {}
    const both = revision === row.revision ? ofBothRooms({ title: row.title, speakers: known }, user) : null
    const isOlder = revision < row.revision
    if (!isOlder) this.#putRoom.run((both ?? user).title, both === null ? revision : revision + 1, id)
    mergeRoomSpeakers(this.#db, id, (both ?? user).speakers, isOlder)
    if (!isOlder && (both !== null || revision > row.revision)) {
      refreshRecordingText(this.#db, recordingsOfRoom(this.#db, id))
    }
    const now = objectOf(this.#roomRow.get(id)?.speakers ?? null) ?? {}
    return isOlder || both !== null || !saySame(now, user.speakers)
  }

  #writings(id: number, { title, starred, reviewed, tags }: RecordingRow): Writings {
    const marks = { title, starred: starred === 1, reviewed: reviewed === 1, tags: stringList(tags) }
    return { ...marks, ...speechWritings(this.#db, id) }
  }

  #put(
    id: number,
    { title, starred, reviewed, tags, positionS }: Omit<RecordingSidecar['user'], 'markers' | 'removedMarkers'>,
    revision: number,
  ): void {
    this.#putRecording.run(title, Number(starred), Number(reviewed), JSON.stringify(tags), positionS, revision, id)
  }
}
