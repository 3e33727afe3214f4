/** What the person wrote of a recording or of a whole session, and whose it is when it is written over. Pure. */
import type { RecordingRow } from '../../../../preload/contract/recording.ts'
import { titleWithoutItsOwn } from '../../../stores/edited-row.ts'

export type Writings = {
  /** What stars, marks and tags are changed of. */
  readonly ids: readonly number[]
  readonly title: string
  /** What it is called without a title. */
  readonly fallback: string
  /** Whose title is changed. */
  readonly titledId: number
  /** All of them are. */
  readonly starred: boolean
  readonly reviewed: boolean
  readonly tags: readonly string[]
}

export const writingsOf = (row: RecordingRow): Writings => ({
  ids: [row.id],
  title: row.title,
  fallback: titleWithoutItsOwn(row),
  titledId: row.id,
  starred: row.starred,
  reviewed: row.reviewed,
  tags: row.tags,
})

/** A session's title is changed where it stands, so that it can be taken away again; a first one is its newest recording's. */
export const sessionWritings = ({ id, roomTitle, session }: RecordingRow, members: Int32Array): Writings => ({
  ids: [...members],
  title: session.title ?? roomTitle,
  fallback: roomTitle,
  titledId: session.titledId ?? id,
  starred: session.starred === session.recordingCount,
  reviewed: session.reviewed === session.recordingCount,
  tags: session.tags,
})
