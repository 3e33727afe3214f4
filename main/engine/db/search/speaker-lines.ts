/**
 * Puts the person's names for speakers into the search index's lines: some at a time, because a room may have a million.
 * What a crash leaves out is done at the next start.
 */
import { shownSpeaker } from '../../../../preload/contract/speaker-terms.ts'
import type { SearchLine, TextSource } from '../../core/review/recording-texts.ts'
import { noNames } from '../../core/review/speaker-names.ts'
import { type Db, prepared } from '../database.ts'
import { chatOffsetOf, namedSpeakersOf } from '../speaker-repository.ts'
import { noteSpeakers } from './text-speakers.ts'

/** Some twenty milliseconds of writing: a line is taken out of the full-text index and put in again. */
const linesPerWrite = 250

type Wrong = { readonly saidAs: string; readonly speaker: string }

/** null: all lines have the names they should. */
export function nextRenamed(db: Db): number | null {
  return prepared<[], { id: number }>(db, 'SELECT recording_id AS id FROM renamed_recordings LIMIT 1').get()?.id ?? null
}

/** True when there is nothing left to do for this recording. */
export function renameSomeLines(db: Db, recordingId: number): boolean {
  return db
    .transaction((): boolean => {
      const names = namedSpeakersOf(db, recordingId) ?? noNames
      const wrong = speakersInLines(db, recordingId).find(
        ({ saidAs, speaker }) => shownSpeaker(names, saidAs) !== speaker,
      )
      if (wrong !== undefined) {
        rename(db, recordingId, wrong, shownSpeaker(names, wrong.saidAs))
        return false
      }
      noteSpeakers(db, [recordingId])
      prepared<[number]>(db, 'DELETE FROM renamed_recordings WHERE recording_id = ?').run(recordingId)
      return true
    })
    .immediate()
}

function speakersInLines(db: Db, recordingId: number): readonly Wrong[] {
  return prepared<[number], Wrong>(
    db,
    `SELECT DISTINCT coalesce(said_as, speaker) AS saidAs, speaker FROM search_lines
      WHERE recording_id = ? AND speaker IS NOT NULL`,
  ).all(recordingId)
}

function rename(db: Db, recordingId: number, { saidAs, speaker }: Wrong, shown: string): void {
  prepared<[string, string | null, number, string, string, number]>(
    db,
    `UPDATE search_lines SET speaker = ?, said_as = ? WHERE id IN (
      SELECT id FROM search_lines WHERE recording_id = ? AND speaker = ? AND coalesce(said_as, speaker) = ? LIMIT ?)`,
  ).run(shown, shown === saidAs ? null : saidAs, recordingId, speaker, saidAs, linesPerWrite)
}

/** `saidAs`: the file's name for who speaks, where the person gave another. */
export type IndexedLine = SearchLine & { readonly saidAs: string | null }

/** Lines of a file as they are found: under the person's names, at the times they put right. Within the insert's transaction. */
export function indexedLines(
  db: Db,
  recordingId: number,
  source: TextSource,
  lines: readonly SearchLine[],
): readonly IndexedLine[] {
  const names = namedSpeakersOf(db, recordingId) ?? noNames
  const byMs = source === 'chat' ? chatOffsetOf(db, recordingId) : 0
  return lines.map(({ atMs, speaker, text }) => {
    const shown = speaker === null ? null : shownSpeaker(names, speaker)
    return {
      atMs: atMs === null ? null : atMs + byMs,
      speaker: shown,
      saidAs: shown === speaker ? null : speaker,
      text,
    }
  })
}
