// One session, one title, one row: what the person wrote of any recording of a session holds while others join it.
import { beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../main/engine/db/database.ts'
import { DownloadQueries } from '../../main/engine/db/download/download-queries.ts'
import { exportHeading } from '../../main/engine/db/library/export-queries.ts'
import { LibraryReader } from '../../main/engine/db/library/library-queries.ts'
import { migrate, migrations } from '../../main/engine/db/migrate.ts'
import { everyHit } from '../../main/engine/db/search/search-all.ts'
import { EditRepository } from '../../main/engine/db/writings/edit-repository.ts'
import {
  sessionCountsQuery,
  sessionFilesQuery,
  sessionWritingsQuery,
} from '../../main/engine/db/writings/session-writings.ts'
import type { LibraryFilter } from '../../preload/contract/library.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import type { RecordingRow } from '../../preload/contract/recording.ts'
import { day, LibraryDatabase, now } from '../builders/library-database.ts'
import { migrateBefore } from '../builders/older-database.ts'

let library: LibraryDatabase
let reader: LibraryReader
let room: number

beforeEach(() => {
  library = new LibraryDatabase()
  reader = new LibraryReader(library.db)
  room = library.room('Morning show')
})

const row = (id: number): RecordingRow => {
  const [found] = reader.rows([id], now)
  if (found === undefined) throw new Error(`No row ${id}`)
  return found
}
const joining = (daysAgo: number, rest: Parameters<LibraryDatabase['recording']>[0] = {}) =>
  library.recording({ room, session: 's', startedMs: now - daysAgo * day, ...rest })

const none = [[], []]
const found = (text: string, rest: Partial<LibraryFilter> = {}) => {
  const { ids, groupSizes } = reader.query({ ...wholeLibrary, ...rest, text }, { by: 'date', descending: true }, now)
  return [[...ids], [...groupSizes]]
}

describe('a session’s title', () => {
  test('is that of its newest recording that has one, and holds when others join', () => {
    const titled = joining(3, { title: 'Pilot' })
    const newer = joining(1)
    expect(row(newer)).toMatchObject({ title: 'Pilot', userTitle: null, session: { title: 'Pilot', titledId: titled } })
    const retitled = joining(2, { title: 'Pilot, take two' })
    expect(row(newer).session).toMatchObject({ title: 'Pilot, take two', titledId: retitled })
    expect(row(titled)).toMatchObject({ title: 'Pilot', userTitle: 'Pilot' })
  })

  test('is what its other recordings are called wherever they are named', () => {
    joining(3, { title: 'Pilot' })
    const newer = joining(1)
    library.asset(newer, { state: 'failed', reason: 'Storage struggles.' })
    expect(new DownloadQueries(library.db).list(10).rows).toMatchObject([{ recordingTitle: 'Pilot' }])
    expect(reader.troubles(10, now)).toMatchObject([{ title: 'Pilot' }])
    expect(exportHeading(library.db, newer)?.title).toBe('Pilot')
  })

  test('taken away, another recording’s stands, and then the room’s', () => {
    const first = joining(3, { title: 'Pilot' })
    const second = joining(2, { title: 'Take two' })
    const edits = new EditRepository(library.db)
    edits.changeRecording(second, { kind: 'title', title: null })
    expect(row(second)).toMatchObject({ title: 'Pilot', session: { titledId: first } })
    edits.changeRecording(first, { kind: 'title', title: null })
    expect(row(second)).toMatchObject({ title: 'Morning show', session: { title: null, titledId: null } })
  })

  test('is where it stands when sorted by title, with all of it', () => {
    const older = joining(3, { title: 'Zebra' })
    const other = library.recording({ room: library.room('Noon show') })
    const newer = joining(1)
    const { ids, groupSizes } = reader.query(wholeLibrary, { by: 'title', descending: false }, now)
    expect([[...ids], [...groupSizes]]).toEqual([
      [other, newer, older],
      [1, 2],
    ])
  })

  test('finds all of it, in one line, whatever else is asked, and once where hits are listed', () => {
    const titled = joining(3, { title: 'Pilot', reviewed: true })
    const newer = joining(1)
    library.recording({ room, session: 'another' })
    expect(found('pilot')).toEqual([[newer, titled], [2]])
    expect(found('pilot morning', { list: 'unreviewed' })).toEqual([[newer], [1]])
    expect([...everyHit(library.db, 'pilot', now)]).toMatchObject([
      { recordingId: newer, source: 'title', text: 'Pilot' },
    ])
    expect([...everyHit(library.db, 'morning', now)]).toHaveLength(2)
  })

  test('given, changed or taken away, it is found by what it is called now', () => {
    const older = joining(3)
    const newer = joining(1)
    const edits = new EditRepository(library.db)
    edits.changeRecording(older, { kind: 'title', title: 'Pilot' })
    expect(found('pilot')).toEqual([[newer, older], [2]])
    edits.changeRecording(older, { kind: 'title', title: 'Second try' })
    expect([found('pilot'), found('second')]).toEqual([none, [[newer, older], [2]]])
    edits.changeRecording(newer, { kind: 'title', title: 'Third' })
    expect([found('second'), found('third')]).toEqual([
      [[older], [1]],
      [[newer], [1]],
    ])
    edits.changeRecording(newer, { kind: 'title', title: null })
    edits.changeRecording(older, { kind: 'title', title: null })
    expect([found('second'), found('third')]).toEqual([none, none])
  })

  test('is what those of a library of before are found by', () => {
    const titled = joining(3, { title: 'Pilot' })
    const newer = joining(1)
    const alone = library.recording({ room })
    library.db.exec(`UPDATE recordings_fts SET title = coalesce((SELECT r.user_title FROM search_slots k
      JOIN recordings r ON r.id = k.recording_id WHERE k.slot = recordings_fts.rowid), '')`)
    expect(found('pilot')).toEqual([[titled], [1]])
    for (const { version, sql } of migrations) if (version === 150) library.db.exec(sql)
    expect(found('pilot')).toEqual([[newer, titled], [2]])
    expect(found('morning')[0]).toContain(alone)
  })

  test('is none of another session’s, nor of another workspace’s', () => {
    joining(3, { title: 'Pilot' })
    const elsewhere = library.recording({ room, session: 'another' })
    const annexe = joining(1)
    library.inAnotherWorkspace({ recording: annexe })
    expect([row(elsewhere).title, row(annexe).title]).toEqual(['Morning show', 'Morning show'])
  })
})

test('stars and marks are counted, tags are those of any', () => {
  joining(3, { starred: true, reviewed: true, tags: ['pick', 'cut'] })
  joining(2, { reviewed: true, tags: ['cut', 'b-roll'] })
  const newer = joining(1)
  expect(row(newer).session).toMatchObject({ recordingCount: 3, starred: 1, reviewed: 2 })
  expect([...row(newer).session.tags].sort()).toEqual(['b-roll', 'cut', 'pick'])
})

test('a tag in other letters is the same tag, written as it was first', () => {
  // An earlier version took these for two.
  const older = joining(3, { tags: ['Alpha', 'ALPHA'] })
  const newer = joining(1)
  const edits = new EditRepository(library.db)
  expect(row(older).tags).toEqual(['Alpha'])
  expect(edits.changeRecording(newer, { kind: 'tag', tag: 'Straße', tagged: true })).toBe(true)
  expect(edits.changeRecording(newer, { kind: 'tag', tag: 'STRASSE', tagged: true })).toBe(false)
  edits.changeRecording(newer, { kind: 'tag', tag: 'cafe\u0301', tagged: true })
  edits.changeRecording(newer, { kind: 'tags', tags: [...row(newer).tags, 'CAF\u00c9', 'alpha'] })
  expect(row(newer).tags).toEqual(['Straße', 'cafe\u0301', 'alpha'])
  // The line of all of it has the spelling of the first recording, whichever of them came into the library first.
  expect(row(newer).session.tags).toEqual(['Alpha', 'Straße', 'cafe\u0301'])
  const oldest = joining(5, { tags: ['STRASSE', 'b-roll'] })
  expect(row(oldest).session.tags).toEqual(['STRASSE', 'b-roll', 'Alpha', 'cafe\u0301'])
  edits.changeRecording(older, { kind: 'tag', tag: 'alpha', tagged: false })
  expect(row(older).tags).toEqual([])
})

test('its files are summed up: what isn’t all here, and the first that goes', () => {
  const older = library.recording({ room, session: 's', startedMs: now - 3 * day }, [{ expiresMs: now + 2 * day }])
  const newer = library.recording({ room, session: 's', startedMs: now - day }, [
    { expiresMs: now + day, file: { name: 'composite.mp4' } },
  ])
  expect(row(newer)).toMatchObject({ local: 'complete', assets: { total: 1, done: 1 } })
  expect(row(newer).session).toMatchObject({
    assets: { total: 2, done: 1, wanted: 0, failed: 0 },
    expiresMs: now + 2 * day,
    onlyCopy: false,
  })
  expect(row(older).session.assets).toEqual(row(newer).session.assets)
})

test('its line warns of a file that isn’t as it should be in any of its recordings', () => {
  const file = { name: 'composite.mp4', differs: true }
  library.recording({ room, session: 's', startedMs: now - 3 * day }, [{ file }])
  const newer = library.recording({ room, session: 's', startedMs: now - day }, [{ file: { name: 'composite.mp4' } }])
  expect(row(newer)).toMatchObject({ doubtful: false, session: { doubtful: true } })
  library.db.exec('UPDATE files SET accepted = 1')
  expect(row(newer).session.doubtful).toBe(false)
})

describe('its size is all of its recordings together, its length the longest', () => {
  const take = (session: string, daysAgo: number, sizeBytes: number, durationS: number) =>
    library.recording({ room, session, startedMs: now - daysAgo * day }, [{ sizeBytes, durationS }])

  test('in its line', () => {
    const older = take('s', 3, 500, 60)
    const newer = take('s', 1, 200, 20)
    expect(row(newer)).toMatchObject({ sizeBytes: 200, durationS: 20, session: { sizeBytes: 700, durationS: 60 } })
    expect(row(older).session).toMatchObject({ sizeBytes: 700, durationS: 60 })
    expect(row(take('alone', 2, 5, 6)).session).toMatchObject({ sizeBytes: 5, durationS: 6 })
  })

  test('and where that stands when sorted by them, also when a filter leaves some of it', () => {
    const older = take('s', 4, 500, 60)
    const middle = take('s', 3, 200, 20)
    const newer = take('s', 1, 100, 10)
    const heavy = take('heavy', 2, 600, 30)
    const lists = (rest: Partial<LibraryFilter> = {}) =>
      (['size', 'duration'] as const).map((by) => [
        ...reader.query({ ...wholeLibrary, ...rest }, { by, descending: true }, now).ids,
      ])
    const session = [newer, middle, older]
    expect(lists()).toEqual([
      [...session, heavy],
      [...session, heavy],
    ])
    expect(lists({ belowS: 50 })).toEqual([
      [newer, middle, heavy],
      [newer, middle, heavy],
    ])
    // Alone in the list, a recording says its own.
    expect(lists({ belowS: 35, fromS: 15 })).toEqual([
      [heavy, middle],
      [heavy, middle],
    ])
  })
})

test('a recording alone says it of itself', () => {
  const alone = library.recording({ room, title: 'Alone', starred: true, tags: ['a'] })
  expect(row(alone).session).toMatchObject({
    recordingCount: 1,
    title: 'Alone',
    titledId: alone,
    starred: 1,
    tags: ['a'],
  })
})

test('whoever is written of is told with all of its session, unless those are too many to name', () => {
  const edits = new EditRepository(library.db)
  const [one, two] = [joining(2), joining(1)]
  const other = library.recording({ room })
  expect([...(edits.shownWith([one]) ?? [])].sort()).toEqual([one, two])
  expect(edits.shownWith([other])).toEqual([other])
  library.db.transaction(() => {
    for (let count = 0; count < 600; count += 1) joining(5)
  })()
  expect(edits.shownWith([one])).toBeNull()
})

test.each([sessionCountsQuery, sessionWritingsQuery, sessionFilesQuery])(
  'what a session’s line says reads none but its recordings',
  (query) => {
    const plan = library.db
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`)
      .all(query === sessionFilesQuery ? { sessions: '[]', now } : '[]')
      .map(({ detail }) => detail)
    expect(plan.join('\n')).not.toMatch(/SCAN (o|recordings)\b/)
  },
)

test('a library of before gets the indexes, and says the same', () => {
  const db = openDatabase(':memory:', { journal: 'wal' })
  migrateBefore(db, 110)
  db.exec(`INSERT INTO workspaces (id, name, api_url, identity, created_ms) VALUES (1, 'Studio', 'http://api', 'key', 0);
    INSERT INTO recordings (id, workspace_id, kind, upstream_id, session_upstream_id, status, sort_ms, user_title, starred)
    VALUES (1, 1, 'recording', 'a', 's', 'ready', 1, 'Pilot', 1), (2, 1, 'recording', 'b', 's', 'ready', 2, NULL, 0)`)
  migrate(db)
  expect(new LibraryReader(db).rows([2], now)).toMatchObject([
    { title: 'Pilot', session: { title: 'Pilot', starred: 1, recordingCount: 2 } },
  ])
  db.close()
})
