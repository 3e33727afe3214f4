/**
 * What a review reads beside the picture, and by which version a window knows it again: a long transcript is parsed and sent
 * once, however often a sync asks for the rest of the review.
 */
import { createHash } from 'node:crypto'
import type { ReviewTexts } from '../../../preload/contract/review.ts'
import type { LibraryFiles } from '../adapters/library/library-files.ts'
import type { Db } from '../db/database.ts'
import { peerNamesOf, startedMsOf, textFilesOf } from '../db/search/text-queries.ts'
import { namedSpeakersOf } from '../db/speaker-repository.ts'
import { sessionText, sessionTranscript } from './session-texts.ts'

export type TextPart = 'transcript' | 'chat' | 'summary'

/** All that the rest of a review needs to know of the texts. */
type Outline = {
  readonly version: string
  readonly transcriptOf: number
  readonly chatOf: number
  /** Which aren't there, and why a file that is here can't be read. */
  readonly missing: readonly { readonly part: TextPart; readonly reason: string | null }[]
}

export type TextsRead = Outline & {
  /** null: those that the version asked with stands for. */
  readonly texts: ReviewTexts | null
}

export class ReviewTextsReader {
  readonly #db: Db
  readonly #files: LibraryFiles
  #last: Outline | null = null

  constructor(db: Db, files: LibraryFiles) {
    this.#db = db
    this.#files = files
  }

  /** `recordingIds`: the one that is opened first. `knownVersion`: of the texts that whoever asks has. */
  read(recordingIds: readonly number[], knownVersion: string | null): TextsRead {
    const version = this.#versionOf(recordingIds)
    if (this.#last?.version === version && knownVersion === version) return { ...this.#last, texts: null }
    const look = { db: this.#db, files: this.#files, recordingIds }
    const [transcript, chat, summary] = [
      sessionTranscript(look),
      sessionText(look, 'chat'),
      sessionText(look, 'summary'),
    ]
    const [openedId = 0] = recordingIds
    const last: Outline = {
      version,
      transcriptOf: transcript.found?.recordingId ?? openedId,
      chatOf: chat.found?.recordingId ?? openedId,
      missing: (
        [
          ['transcript', transcript],
          ['chat', chat],
          ['summary', summary],
        ] as const
      ).flatMap(([part, { found, reason }]) => (found === null ? [{ part, reason }] : [])),
    }
    this.#last = last
    return {
      ...last,
      texts: {
        transcript: transcript.found?.value ?? null,
        transcriptNotes: [...transcript.notes],
        chat: chat.found?.value ?? null,
        summary: summary.found?.value ?? null,
      },
    }
  }

  /** Of all that the texts are made of: which files, whose clocks, which names. */
  #versionOf(recordingIds: readonly number[]): string {
    const db = this.#db
    const made = recordingIds.map((id) => {
      const files = textFilesOf(db, id)
      if (files.length === 0) return [id]
      const people = [...peerNamesOf(db, id)]
      const called = new Set(people.map(([, name]) => name))
      const { own, room } = namedSpeakersOf(db, id) ?? { own: {}, room: {} }
      const renamed = [...Object.keys(own), ...Object.keys(room)].filter((name) => !called.has(name))
      const read = files.map(({ path, format, sha256 }) => [path, format, sha256])
      return [id, startedMsOf(db, id), read, people, people.length === 0 ? [] : renamed.sort()]
    })
    const [openedId = 0] = recordingIds
    return createHash('sha256')
      .update(JSON.stringify([startedMsOf(db, openedId), made]))
      .digest('base64url')
  }
}
