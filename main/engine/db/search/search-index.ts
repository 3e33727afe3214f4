/**
 * Puts transcripts, chats and summaries that have arrived into the search index. Reading and parsing happen elsewhere
 * (in the read worker); here are only short writes, so that a twelve-hour transcript never holds up the engine.
 */
import type { Changes, GiveWay, TextIndex } from '../../core/ports.ts'
import type { SearchLine, SearchText, TextFile, TextSource } from '../../core/review/recording-texts.ts'
import { type Db, prepared } from '../database.ts'
import { insertSearchLines, type LinesOf } from './search-lines.ts'
import { slotOf } from './search-slots.ts'
import { indexedLines, nextRenamed, renameSomeLines } from './speaker-lines.ts'
import { recordingsToImport, type ToImport } from './text-queries.ts'
import { noteSpeakers } from './text-speakers.ts'

/** Some ten milliseconds of writing: while somebody waits. */
const linesPerWrite = 500
/** What is written at once is one piece of the full-text index, and fewer pieces are less to put together. */
const linesPerCalmWrite = 2000
/** Read while those before are written: short ones fill a write, and a day's transcript stands alone. */
const recordingsAtOnce = 100
const bytesAtOnce = 2 * 1024 * 1024
/** One that takes long to read is made up for by the next. */
const batchesAhead = 2
/** Of those that have just come nobody knows the size. */
const askedAtOnce = 25

export type ParsedTexts = {
  readonly texts: readonly SearchText[]
  readonly problems: readonly { readonly file: TextFile; readonly reason: string }[]
}

type ReadTexts = ParsedTexts & { readonly recordingId: number }

/** Reads the recording's files; the container hands in the read worker. */
export interface TextReader {
  texts(recordingId: number): Promise<ParsedTexts>
}

export class SearchIndex implements TextIndex {
  readonly #db: Db
  readonly #reader: TextReader
  readonly #changes: Changes
  readonly #giveWay: GiveWay
  /** One at a time: lines of one source have ids in their order. */
  #last: Promise<void> = Promise.resolve()
  readonly #asked = new Set<number>()
  #stopped = false

  constructor(db: Db, reader: TextReader, changes: Changes, giveWay: GiveWay) {
    this.#db = db
    this.#reader = reader
    this.#changes = changes
    this.#giveWay = giveWay
  }

  /** Those that are asked for while others are written are read and written together. */
  importRecording(recordingId: number): Promise<void> {
    this.#asked.add(recordingId)
    return this.#inTurn(() => this.#importAsked())
  }

  async #importAsked(): Promise<void> {
    const asked = [...this.#asked].slice(0, askedAtOnce)
    for (const recordingId of asked) this.#asked.delete(recordingId)
    if (asked.length === 0) return
    const read = await Promise.allSettled(asked.map((recordingId) => this.#read(recordingId)))
    await this.#write(read.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])))
    const failed = read.find((each) => each.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  /** What a crash left out, and everything after a rebuild. The next are read while those before are written. */
  async importMissing(): Promise<void> {
    const batches = inBatches(recordingsToImport(this.#db))
    const reading = batches.splice(0, batchesAhead).map((batch) => this.#readBatch(batch))
    for (let next = reading.shift(); next !== undefined && !this.#stopped; next = reading.shift()) {
      const read = await next
      const later = batches.shift()
      if (later !== undefined) reading.push(this.#readBatch(later))
      await this.#inTurn(() => this.#write(read))
    }
  }

  #readBatch(recordingIds: readonly number[]): Promise<readonly ReadTexts[]> {
    const read = Promise.all(recordingIds.map((recordingId) => this.#read(recordingId)))
    // Whoever stops meanwhile closes the reader too: nobody waits for this then.
    read.catch(() => undefined)
    return read
  }

  /** Brings the lines up to the names that the person gives to speakers, after they changed and after a crash. */
  renameSpeakers(): Promise<void> {
    return this.#inTurn(() => this.#rename())
  }

  /** Resolves when nothing more is written. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#last
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const run = this.#last.then(work)
    this.#last = run.catch(() => undefined)
    return run
  }

  async #read(recordingId: number): Promise<ReadTexts> {
    if (this.#stopped) return { recordingId, texts: [], problems: [] }
    return { recordingId, ...(await this.#reader.texts(recordingId)) }
  }

  /** Short ones that are new, as many together as one write takes; the others piece by piece. */
  async #write(read: readonly ReadTexts[]): Promise<void> {
    for (let left = read; left.length > 0; ) {
      const together = this.#countTogether(left, await this.#breath())
      const group = left.slice(0, Math.max(1, together))
      if (together === 0) for (const each of group) await this.#replaceAll(each)
      if (this.#stopped) return
      this.#db.transaction(() => this.#finish(group))()
      left = left.slice(group.length)
    }
    this.#changes.poke({ recordingIds: read.map(({ recordingId }) => recordingId), list: true })
    // A sidecar that came with the files may have brought names.
    await this.#rename()
  }

  /**
   * Puts in what isn't there yet, and notes what can't be read. Inside a transaction. Lines come first and in the order of
   * their ids: the full-text index writes out all that it has gathered when a smaller id follows, and before a statement that
   * SQLite might have to take back alone, as most others are.
   */
  #finish(read: readonly ReadTexts[]): void {
    const missing = read
      .map((each) => ({ ...each, slot: slotOf(this.#db, each.recordingId) }))
      .sort((a, b) => a.slot - b.slot)
      .flatMap(({ recordingId, texts }) => texts.map((text) => ({ recordingId, ...text })))
      .filter(({ recordingId, file }) => !this.#isImported(recordingId, file))
    insertSearchLines(
      this.#db,
      missing.map(({ recordingId, file, lines }) => this.#linesOf(recordingId, file.source, lines)),
    )
    this.#done(missing)
    for (const { recordingId, texts, problems } of read) this.#noteProblems(recordingId, texts, problems)
  }

  /** How many of the first are new and fit into a write. */
  #countTogether(read: readonly ReadTexts[], mostLines: number): number {
    let lines = 0
    let count = 0
    for (const each of read) {
      lines += linesIn(each.texts)
      if (lines > mostLines || !this.#isNew(each)) break
      count += 1
    }
    return count
  }

  #isNew({ recordingId }: ReadTexts): boolean {
    const known = prepared<[number, number]>(
      this.#db,
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM imported_texts WHERE recording_id = ?)
        OR EXISTS (SELECT 1 FROM search_lines WHERE recording_id = ? AND source <> 'marker')`,
    )
    return known.get(recordingId, recordingId) === undefined
  }

  async #rename(): Promise<void> {
    while (!this.#stopped) {
      const recordingId = nextRenamed(this.#db)
      if (recordingId === null) return
      while (!renameSomeLines(this.#db, recordingId)) {
        await this.#breath()
        if (this.#stopped) return
      }
      this.#changes.poke({ recordingIds: [recordingId], list: true })
      await this.#breath()
    }
  }

  async #replaceAll({ recordingId, texts }: ReadTexts): Promise<void> {
    for (const text of texts) await this.#replace(recordingId, text)
  }

  async #replace(recordingId: number, text: SearchText): Promise<void> {
    const { file, lines } = text
    if (this.#stopped || this.#isImported(recordingId, file)) return
    const remove = prepared<[number, string, number]>(
      this.#db,
      'DELETE FROM search_lines WHERE id IN (SELECT id FROM search_lines WHERE recording_id = ? AND source = ? LIMIT ?)',
    )
    this.#forget(recordingId, file)
    while (remove.run(recordingId, file.source, linesPerWrite).changes === linesPerWrite) {
      await this.#breath()
      if (this.#stopped) return
    }
    for (let left = lines; left.length > 0; ) {
      const piece = left.slice(0, await this.#breath())
      if (this.#stopped) return
      this.#db.transaction(() => insertSearchLines(this.#db, [this.#linesOf(recordingId, file.source, piece)]))()
      left = left.slice(piece.length)
    }
    this.#db.transaction(() => this.#done([{ recordingId, ...text }]))()
  }

  /** Lets the engine hear who asks, and answer first. Says how many lines may be written then. */
  async #breath(): Promise<number> {
    await new Promise((resolve) => setImmediate(resolve))
    return (await this.#giveWay()) ? linesPerCalmWrite : linesPerWrite
  }

  /** Last: until these rows are there, the next start imports the files again. */
  #done(texts: readonly (SearchText & { readonly recordingId: number })[]): void {
    const transcripts = texts.filter(({ file }) => file.source === 'transcript')
    noteSpeakers(
      this.#db,
      transcripts.map(({ recordingId }) => recordingId),
    )
    for (const { recordingId, file, people } of texts) this.#remember(recordingId, file, people)
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

  #remember(recordingId: number, { source, assetId, sha256 }: TextFile, people: SearchText['people']): void {
    prepared<[number, string, number, string, string | null]>(
      this.#db,
      `INSERT INTO imported_texts (recording_id, source, asset_id, sha256, people) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (recording_id, source) DO UPDATE
          SET asset_id = excluded.asset_id, sha256 = excluded.sha256, people = excluded.people`,
    ).run(recordingId, source, assetId, sha256, people === null ? null : JSON.stringify(people))
  }

  #linesOf(recordingId: number, source: TextSource, lines: readonly SearchLine[]): LinesOf {
    return { recordingId, source, lines: indexedLines(this.#db, recordingId, source, lines) }
  }

  /** Shown under "Needs attention" until the file can be read. Inside a transaction. */
  #noteProblems(recordingId: number, texts: ParsedTexts['texts'], problems: ParsedTexts['problems']): void {
    const note = prepared<[string, number]>(
      this.#db,
      `UPDATE downloads SET reason_kind = 'unreadable', reason = ? WHERE asset_id = ? AND state = 'done'`,
    )
    const clear = prepared<[number]>(
      this.#db,
      `UPDATE downloads SET reason_kind = NULL, reason = NULL WHERE asset_id = ? AND state = 'done' AND reason_kind = 'unreadable'`,
    )
    for (const { file } of texts) clear.run(file.assetId)
    for (const { file, reason } of problems) {
      note.run(reason, file.assetId)
      const readElsewhere = texts.some((text) => text.file.source === file.source)
      if (!readElsewhere) this.#remember(recordingId, file, null)
    }
  }
}

const linesIn = (texts: ParsedTexts['texts']): number => texts.reduce((sum, { lines }) => sum + lines.length, 0)

/** Neighbours whose files are small together; a larger one stands alone. */
function inBatches(found: readonly ToImport[]): number[][] {
  const batches: number[][] = []
  let bytes = bytesAtOnce
  for (const each of found) {
    bytes += each.bytes
    const last = batches.at(-1)
    if (last !== undefined && last.length < recordingsAtOnce && bytes <= bytesAtOnce) last.push(each.recordingId)
    else {
      batches.push([each.recordingId])
      bytes = each.bytes
    }
  }
  return batches
}
