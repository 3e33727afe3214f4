// Texts of sessions with several recordings: whose they are, on which clock, and that no more is read than is shown.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LibraryFiles } from '../../../main/engine/adapters/library/library-files.ts'
import { neighboursQuery } from '../../../main/engine/db/library/session-neighbours.ts'
import { Archive } from '../../../main/engine/reader/archive.ts'
import { Reader } from '../../../main/engine/reader/reader.ts'
import type { OpenedReview } from '../../../preload/contract/review.ts'
import { day, LibraryDatabase, now } from '../../builders/library-database.ts'

/** Knows which files' contents were read. */
class CountedFiles extends LibraryFiles {
  readonly texts: string[] = []

  override readText(relative: string, limitBytes: number) {
    this.texts.push(relative)
    return super.readText(relative, limitBytes)
  }
}

let folder: string
let library: LibraryDatabase
let files: CountedFiles
let reader: Reader

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-session-'))
  library = new LibraryDatabase()
  files = new CountedFiles(folder)
  reader = new Reader(library.db, files)
})

afterEach(() => {
  library.db.close()
  rmSync(folder, { recursive: true, force: true })
})

const startedMs = now - day
const sentence = (text: string, fromMs: number, untilMs: number, who: object = { name: 'Ann' }) => ({
  sentence: text,
  start_time: String(fromMs),
  end_time: String(untilMs),
  ...who,
})

type Texts = Readonly<Record<string, unknown>>

/** A recording of the session with these files; what isn't text is written as JSON. */
function recorded(texts: Texts, spec: { startedMs?: number; session?: string | null } = {}): number {
  const id = library.recording({ startedMs, session: 'one', ...spec, folder: null })
  const name = `Room/${id}`
  mkdirSync(join(folder, name), { recursive: true })
  library.db.prepare('UPDATE recordings SET folder = ? WHERE id = ?').run(name, id)
  for (const [file, content] of Object.entries(texts)) {
    const [type = '', format = ''] = file.split('.')
    library.asset(id, { type: type === 'chat' ? 'chat' : 'transcript', format, file: { name: file } })
    writeFileSync(join(folder, name, file), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return id
}

const transcript = (...sentences: object[]): Texts => ({ 'transcript.json': { sentences } })

function open(id: number, textsVersion: string | null = null): OpenedReview {
  const opened = reader.review(id, now, textsVersion)
  if (opened === null) throw new Error('no review')
  return opened.review
}

const linesOf = ({ texts }: OpenedReview) => (texts?.transcript?.lines ?? []).map(({ text }) => text)

describe('a session of thousands of recordings', () => {
  test('opens the nearest only, says how many more there are, and reads one transcript', () => {
    const film = { type: 'room-composite', file: { name: 'composite.mp4' } } as const
    const ids = Array.from({ length: 300 }, (_, at) => {
      const id = recorded(transcript(sentence(`Part ${at}.`, 0, 900)), { startedMs: startedMs + at * 1000 })
      library.asset(id, film)
      writeFileSync(join(folder, `Room/${id}/composite.mp4`), 'film')
      return id
    })
    const id = ids[150] ?? 0
    const opened = open(id)
    expect(linesOf(opened)).toEqual(['Part 150.'])
    expect(files.texts).toEqual([`Room/${id}/transcript.json`])
    const shown = opened.sources.map(({ recordingId }) => recordingId)
    expect(shown[0]).toBe(id)
    expect(shown.slice(1).toSorted((a, b) => a - b)).toEqual([...ids.slice(125, 150), ...ids.slice(151, 176)])
    expect(opened.sessionRest).toBe(300 - 51)
    const plan = library.db
      .prepare<[number], { detail: string }>(`EXPLAIN QUERY PLAN ${neighboursQuery('later')}`)
      .all(id)
    expect(plan.map(({ detail }) => detail).join()).toMatch(/USING COVERING INDEX|USING INDEX recordings_by_session/)
    expect(plan.map(({ detail }) => detail).join()).not.toMatch(/TEMP B-TREE/)
  })
})

describe('the texts of a review', () => {
  test('are read again only when a file, a clock or a name they are made of is another', () => {
    const id = recorded(transcript(sentence('Hello.', 0, 900, { name: '', peer_id: 'peer-0' })))
    library.session('one', ['Maria'])
    const { textsVersion, gaps } = open(id)
    files.texts.length = 0
    library.db.prepare('UPDATE recordings SET starred = 1, position_s = 9').run()
    expect(open(id, textsVersion)).toMatchObject({ texts: null, textsVersion, gaps })
    expect(files.texts).toEqual([])
    const changes = [
      'UPDATE files SET sha256 = lower(hex(randomblob(32)))',
      'UPDATE recordings SET started_ms = started_ms + 1',
      `UPDATE participants SET name = 'Mary'`,
    ]
    let known = textsVersion
    for (const change of changes) {
      library.db.prepare(change).run()
      const opened = open(id, known)
      expect(linesOf(opened)).toEqual(['Hello.'])
      expect(opened.textsVersion).not.toBe(known)
      known = opened.textsVersion
    }
  })

  test('are sent whole to whoever asks with another version, or after the reader was made anew', () => {
    const id = recorded(transcript(sentence('Hello.', 0, 900)))
    const { textsVersion } = open(id)
    expect(linesOf(open(id, 'another'))).toEqual(['Hello.'])
    reader = new Reader(library.db, files)
    expect(linesOf(open(id, textsVersion))).toEqual(['Hello.'])
  })
})

describe('a file that can’t be read', () => {
  const srt = '1\n00:00:01,000 --> 00:00:02,000\nAnn: Hello.\n'

  test('gives way to another one of the recording, and the room says so', () => {
    for (const broken of ['{"sentences":[{"s":"foo"}]}', '{"words":[{"wo', '{"sentences":[]}']) {
      const id = recorded({ 'transcript.json': broken, 'transcript.srt': srt }, { session: null })
      const { texts } = open(id)
      expect(texts?.transcript?.lines).toMatchObject([{ text: 'Hello.', speaker: 'Ann' }])
      expect(texts?.transcriptNotes).toEqual(
        broken.endsWith('[]}')
          ? []
          : [expect.stringMatching(/^The JSON transcript.* What is shown comes from the SRT file\.$/)],
      )
    }
  })

  test('gives way to one of another recording of the session, and the room says so', () => {
    recorded(transcript(sentence('There.', 0, 900)))
    const id = recorded({ 'transcript.json': '{"words":[{"wo' })
    const opened = open(id)
    expect(linesOf(opened)).toEqual(['There.'])
    expect(opened.texts?.transcriptNotes).toEqual([expect.stringMatching(/another recording’s of this session\.$/)])
  })

  test('is the reason why there is none', () => {
    const id = recorded({ 'transcript.json': '{"sentences":[{"s":"foo"}]}' }, { session: null })
    expect(open(id).gaps.find(({ part }) => part === 'transcript')?.reason).toMatch(/no text under a name/)
  })
})

describe('who speaks', () => {
  const talk = transcript(
    sentence('No name.', 0, 900, { name: '', peer_id: 'peer-0' }),
    sentence('A device.', 1000, 1900, { name: 'iPhone', peer_id: 'peer-1' }),
    sentence('Nobody of them.', 2000, 2900, { name: 'Guest', peer_id: 'elsewhere' }),
  )
  const speakers = (id: number) => open(id).texts?.transcript?.lines.map(({ speaker }) => speaker)

  test('is the participant with that peer_id, else the name in the file: on screen, in exports and in the index', () => {
    library.session('one', ['Maria', 'Bo'])
    const id = recorded(talk)
    expect(speakers(id)).toEqual(['Maria', 'Bo', 'Guest'])
    expect(reader.exportTranscript(id, 'txt', 'UTC')).toMatchObject({
      value: { text: 'Maria: No name.\n\nBo: A device.\n\nGuest: Nobody of them.\n' },
    })
    expect(reader.texts(id).texts[0]?.lines.map(({ speaker }) => speaker)).toEqual(['Maria', 'Bo', 'Guest'])
  })

  test('keeps the name that the person has said something of', () => {
    library.session('one', ['Maria', 'Bo'])
    const id = recorded(talk)
    library.db.prepare('UPDATE recordings SET speakers = ?').run(JSON.stringify({ iPhone: 'Robert' }))
    expect(speakers(id)).toEqual(['Maria', 'iPhone', 'Guest'])
    expect(reader.exportTranscript(id, 'txt', 'UTC')).toMatchObject({
      value: { text: expect.stringContaining('Robert: A device.') },
    })
  })
})

describe('a transcript of another recording of the session', () => {
  const early = () =>
    recorded(
      transcript(
        sentence('Long before.', 1000, 2000),
        sentence('At the edge.', 9500, 10_500),
        sentence('In it.', 12_000, 13_000),
      ),
    )

  test('begins with what is said when this one has begun, and the room says what is left out', () => {
    early()
    const id = recorded({}, { startedMs: startedMs + 10_000 })
    const { texts } = open(id)
    expect(texts?.transcript?.lines.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['At the edge.', 0, 500],
      ['In it.', 2000, 3000],
    ])
    expect(texts?.transcriptNotes).toEqual(['One line is left out: spoken before this recording began.'])
    const exported = reader.exportTranscript(id, 'srt', 'UTC')
    expect(exported.ok && exported.value.text.match(/-->/g)).toHaveLength(2)
  })

  test('that was over before this one began is none', () => {
    early()
    const id = recorded({}, { startedMs: startedMs + 60_000 })
    expect(open(id).texts?.transcript).toBeNull()
  })

  test('is what the command line exports too', () => {
    early()
    const id = recorded({}, { startedMs: startedMs + 10_000 })
    const archive = new Archive({ db: library.db, files, timeZone: 'UTC' })
    expect(archive.transcript(id).transcript).toEqual(open(id).texts?.transcript)
  })
})
