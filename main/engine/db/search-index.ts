/**
 * Puts transcripts, chats and summaries that have arrived into the search index. Reading and parsing happen elsewhere
 * (in the read worker); here are only short writes, so that a twelve-hour transcript never holds up the engine.
 */
import type { Changes, TextIndex } from '../core/ports.ts'
import type { SearchLine, SearchText, TextFile, TextSource } from '../core/recording-texts.ts'
import { type Db, prepared } from './database.ts'
import { insertSearchLine } from './search-lines.ts'
import { nextLineId } from './search-slots.ts'
import { indexedLines, nextRenamed, renameSomeLines } from './speaker-lines.ts'
import { recordingsToImport } from './text-queries.ts'
import { noteSpeakers } from './text-speakers.ts'

/** Some ten milliseconds of writing. */
const linesPerWrite = 500

export type ParsedTexts = {
  readonly texts: readonly SearchText[]
  readonly problems: readonly { readonly file: TextFile; readonly reason: string }[]
}

/** Reads the recording's files; the container hands in the read worker. */
export interface TextReader {
  texts(recordingId: number): Promise<ParsedTexts>
}

export class SearchIndex implements TextIndex {
  readonly #db: Db
  readonly #reader: TextReader
  readonly #changes: Changes
  /** One at a time: lines of one source have ids in their order. */
  #last: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(db: Db, reader: TextReader, changes: Changes) {
    this.#db = db
    this.#reader = reader
    this.#changes = changes
  }

  importRecording(recordingId: number): Promise<void> {
    const run = this.#last.then(() => this.#import(recordingId))
    this.#last = run.catch(() => undefined)
    return run
  }

  /** What a crash left out, and everything after a rebuild. */
  async importMissing(): Promise<void> {
    for (const recordingId of recordingsToImport(this.#db)) {
      if (this.#stopped) return
      await this.importRecording(recordingId)
    }
  }

  /** Brings the lines up to the names that the person gives to speakers, after they changed and after a crash. */
  renameSpeakers(): Promise<void> {
    const run = this.#last.then(() => this.#rename())
    this.#last = run.catch(() => undefined)
    return run
  }

  /** Resolves when nothing more is written. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#last
  }

  async #import(recordingId: number): Promise<void> {
    if (this.#stopped) return
    const { texts, problems } = await this.#reader.texts(recordingId)
    for (const text of texts) await this.#replace(recordingId, text)
    if (this.#stopped) return
    this.#noteProblems(recordingId, texts, problems)
    this.#changes.poke({ recordingIds: [recordingId], list: true })
    // A sidecar that came with the files may have brought names.
    await this.#rename()
  }

  async #rename(): Promise<void> {
    while (!this.#stopped) {
      const recordingId = nextRenamed(this.#db)
      if (recordingId === null) return
      while (!renameSomeLines(this.#db, recordingId)) {
        await breath()
        if (this.#stopped) return
      }
      this.#changes.poke({ recordingIds: [recordingId], list: true })
      await breath()
    }
  }

  async #replace(recordingId: number, { file, lines }: SearchText): Promise<void> {
    if (this.#stopped || this.#isImported(recordingId, file)) return
    const remove = prepared<[number, string, number]>(
      this.#db,
      'DELETE FROM search_lines WHERE id IN (SELECT id FROM search_lines WHERE recording_id = ? AND source = ? LIMIT ?)',
    )
    this.#forget(recordingId, file)
    while (remove.run(recordingId, file.source, linesPerWrite).changes === linesPerWrite) {
      await breath()
      if (this.#stopped) return
    }
    for (let from = 0; from < lines.length; from += linesPerWrite) {
      await breath()
      if (this.#stopped) return
      this.#insert(recordingId, file.source, lines.slice(from, from + linesPerWrite))
    }
    if (file.source === 'transcript') noteSpeakers(this.#db, recordingId)
    // Last: until this row is there, the next start imports the file again.
    this.#remember(recordingId, file)
  }

  #isImported(recordingId: number, { source, assetId, sha256 }: TextFile): boolean {
    return (
      prepared<[number, string, number, string]>(
        this.#db,
        'SELECT 1 FROM imported_texts WHERE recording_id = ? AND source = ? AND asset_id = ? AND sha256 = ?',
      ).get(recordingId, source, assetId, sha256) !== undefined
    )
  }

  #forget(recordingId: number, { source }: TextFile): void {
    prepared<[number, string]>(this.#db, 'DELETE FROM imported_texts WHERE recording_id = ? AND source = ?').run(
      recordingId,
      source,
    )
  }

  #remember(recordingId: number, { source, assetId, sha256 }: TextFile): void {
    prepared<[number, string, number, string]>(
      this.#db,
      `INSERT INTO imported_texts (recording_id, source, asset_id, sha256) VALUES (?, ?, ?, ?)
        ON CONFLICT (recording_id, source) DO UPDATE SET asset_id = excluded.asset_id, sha256 = excluded.sha256`,
    ).run(recordingId, source, assetId, sha256)
  }

  /** Markers are written between two pieces: where to go on is asked anew. */
  #insert(recordingId: number, source: TextSource, lines: readonly SearchLine[]): void {
    this.#db.transaction(() => {
      let id = nextLineId(this.#db, recordingId)
      for (const line of indexedLines(this.#db, recordingId, source, lines)) {
        insertSearchLine(this.#db, id, recordingId, source, line)
        id += 1
      }
    })()
  }

  /** Shown under "Needs attention" until the file can be read. */
  #noteProblems(recordingId: number, texts: ParsedTexts['texts'], problems: ParsedTexts['problems']): void {
    const note = prepared<[string, number]>(
      this.#db,
      `UPDATE downloads SET reason_kind = 'unreadable', reason = ? WHERE asset_id = ? AND state = 'done'`,
    )
    const clear = prepared<[number]>(
      this.#db,
      `UPDATE downloads SET reason_kind = NULL, reason = NULL WHERE asset_id = ? AND state = 'done' AND reason_kind = 'unreadable'`,
    )
    this.#db.transaction(() => {
      for (const { file } of texts) clear.run(file.assetId)
      for (const { file, reason } of problems) {
        note.run(reason, file.assetId)
        const readElsewhere = texts.some((text) => text.file.source === file.source)
        if (!readElsewhere) this.#remember(recordingId, file)
      }
    })()
  }
}

/** Lets the engine answer whoever waits. */
function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
