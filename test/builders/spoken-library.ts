/** A library whose recordings say what a test puts into their mouths, read into the real search index. */
import type { SearchLine, TextFile, TextSource } from '../../main/engine/core/review/recording-texts.ts'
import { type ParsedTexts, SearchIndex } from '../../main/engine/db/search/search-index.ts'
import { LibraryDatabase } from './library-database.ts'

export class SpokenLibrary extends LibraryDatabase {
  /** What reading a recording's texts brings; nothing, unless it stands here. */
  readonly parsed = new Map<number, ParsedTexts>()
  /** Recordings that windows were told of. */
  readonly poked: number[] = []
  nobodyWaits = true
  readonly index = new SearchIndex(
    this.db,
    { texts: async (id) => this.parsed.get(id) ?? { texts: [], problems: [] } },
    { poke: ({ recordingIds }) => this.poked.push(...(recordingIds ?? [])) },
    async () => this.nobodyWaits,
  )

  /** Instead of what the recording said before in that source. */
  async say(recordingId: number, lines: readonly SearchLine[], source: TextSource = 'transcript'): Promise<void> {
    const file = textFile(1, source, String(Math.random()))
    this.parsed.set(recordingId, { texts: [{ file, lines, people: null }], problems: [] })
    await this.index.importRecording(recordingId)
  }
}

export const textFile = (assetId: number, source: TextSource, sha256 = 'a'): TextFile => ({
  ...{ assetId, source, sha256 },
  ...{ format: '', path: 'x' },
})

export const line = (text: string, atMs: number | null = null, speaker: string | null = null): SearchLine => ({
  atMs,
  speaker,
  text,
})
