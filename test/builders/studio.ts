/** A library in which people speak: its folder, and what the engine would do around it. */
import { LibraryReader } from '../../main/engine/db/library/library-queries.ts'
import { SearchIndex } from '../../main/engine/db/search/search-index.ts'
import { SpeakerRepository } from '../../main/engine/db/speaker-repository.ts'
import { EditRepository } from '../../main/engine/db/writings/edit-repository.ts'
import { Reader } from '../../main/engine/reader/reader.ts'
import { speakerHandlers } from '../../main/engine/rpc/handlers/speakers.ts'
import type { Review } from '../../preload/contract/review.ts'
import { shownSpeaker } from '../../preload/contract/speaker-terms.ts'
import type { RenameSpeakers } from '../../preload/contract/speakers.ts'
import { LibraryFolder, valueIn } from './library-folder.ts'

export const startedMs = Date.UTC(2026, 10, 20, 14, 3)
export const said = (name: string, text: string, at: number) => ({
  name,
  sentence: text,
  start_time: at,
  end_time: at + 900,
})
const talk = JSON.stringify({
  sentences: [
    said('iPhone', 'Good morning everybody.', 1000),
    said('Maya', 'Rain until ten.', 2000),
    said('iPhone', 'And then sun.', 3000),
  ],
})
const chat = 'SentAt,SenderName,Roles,Message\n2026-11-20T14:03:10Z,iPhone,[],Umbrella anyone?\n'

/** A library at work: its folder, and what the engine would do around it. */
export class Studio {
  readonly folder: LibraryFolder
  readonly index: SearchIndex
  readonly reader: Reader
  readonly handlers: ReturnType<typeof speakerHandlers>
  readonly poked: (readonly number[] | null)[] = []

  constructor(path: string) {
    this.folder = LibraryFolder.open(path)
    const { db, files } = this.folder.library
    this.reader = new Reader(db, files)
    const changes = {
      poke: ({ recordingIds }: { recordingIds?: readonly number[] | null }) =>
        void this.poked.push(recordingIds ?? null),
    }
    this.index = new SearchIndex(db, { texts: async (id) => this.reader.texts(id) }, changes, async () => true)
    this.handlers = speakerHandlers({
      ...{ edits: new EditRepository(db), speakers: new SpeakerRepository(db) },
      ...{ sidecars: this.folder.sidecars, texts: this.index, changes },
    })
  }

  async recorded(upstreamId: string, roomId: number): Promise<number> {
    const id = this.folder.recording(upstreamId, roomId, startedMs)
    this.folder.finish(this.folder.asset(id, { id: `${upstreamId}-text`, type: 'transcript', format: 'json' }), talk)
    this.folder.finish(this.folder.asset(id, { id: `${upstreamId}-chat`, type: 'chat' }), chat)
    await this.index.importRecording(id)
    return id
  }

  async rename(change: RenameSpeakers): Promise<void> {
    valueIn(await this.handlers['speakers.rename'](change))
    await this.index.renameSpeakers()
  }

  review(id: number): Review {
    const { texts, ...rest } = this.reader.review(id, 0)?.review ?? { texts: null }
    if (texts === null || !('details' in rest)) throw new Error('no review')
    return { ...rest, ...texts }
  }

  shown(id: number): string[] {
    const { transcript, speakers } = this.review(id)
    return (transcript?.lines ?? []).map(({ speaker }) => shownSpeaker(speakers, speaker ?? ''))
  }

  exported(id: number): string {
    return valueIn(this.reader.exportTranscript(id, 'srt', 'UTC')).text
  }

  speakersOf(): string[] {
    return new LibraryReader(this.folder.library.db)
      .speakers('', 10)
      .map(({ name }) => name)
      .sort()
  }

  /** Who is found to say it. */
  found(text: string): (string | null)[] {
    return this.folder.library.db
      .prepare<[string], string | null>(
        `SELECT l.speaker FROM search_lines_fts f JOIN search_lines l ON l.id = f.rowid
        WHERE search_lines_fts MATCH ? ORDER BY l.id`,
      )
      .pluck()
      .all(text)
  }

  upstreamId(id: string): number {
    return Number(this.folder.row(id)?.['id'])
  }

  close(): void {
    this.folder.close()
  }
}

export async function rebuilt(path: string): Promise<Studio> {
  const studio = new Studio(path)
  valueIn(await studio.folder.rebuild.run())
  await studio.index.importMissing()
  return studio
}
