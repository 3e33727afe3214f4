// The library list: which recordings, in which order, standing with which others.
import { beforeEach, describe, expect, test } from 'vitest'
import { LibraryReader } from '../../main/engine/db/library/library-queries.ts'
import { insertSearchLine } from '../../main/engine/db/search/search-lines.ts'
import { nextLineId } from '../../main/engine/db/search/search-slots.ts'
import type { LibraryFilter, LibrarySort, SmartList } from '../../preload/contract/library.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import { day, LibraryDatabase, now } from '../builders/library-database.ts'
import { foundFor } from '../builders/search-ask.ts'

const newestFirst: LibrarySort = { by: 'date', descending: true }

let library: LibraryDatabase
let reader: LibraryReader

beforeEach(() => {
  library = new LibraryDatabase()
  reader = new LibraryReader(library.db)
})

const ids = (filter: Partial<LibraryFilter> = {}, sort = newestFirst): number[] => [
  ...reader.query({ ...wholeLibrary, ...filter }, sort, now).ids,
]

describe('order', () => {
  test('is by start, newest first, or oldest first', () => {
    const old = library.recording({ startedMs: now - 3 * day })
    const recent = library.recording({ startedMs: now - day })
    const middle = library.recording({ startedMs: now - 2 * day })
    expect(ids()).toEqual([recent, middle, old])
    expect(ids({}, { by: 'date', descending: false })).toEqual([old, middle, recent])
  })

  test('by title takes the person’s title, else the room’s, the way a person sorts', () => {
    const show10 = library.recording({ room: library.room('show 10') })
    const show9 = library.recording({ room: library.room('Show 9') })
    const own = library.recording({ room: library.room('zebra'), title: 'Apple' })
    const titledRoom = library.recording({ room: library.room('zoo', { userTitle: 'Éclair' }) })
    expect(ids({}, { by: 'title', descending: false })).toEqual([own, titledRoom, show9, show10])
    expect(ids({}, { by: 'room', descending: false })).toEqual([titledRoom, show9, show10, own])
  })

  test('puts what isn’t known last, either way round', () => {
    const unknown = library.recording({}, [{ type: 'chat' }])
    const short = library.recording({}, [{ durationS: 60, sizeBytes: 9 }])
    const long = library.recording({}, [{ durationS: 600, sizeBytes: 1 }])
    expect(ids({}, { by: 'duration', descending: true })).toEqual([long, short, unknown])
    expect(ids({}, { by: 'duration', descending: false })).toEqual([short, long, unknown])
    expect(ids({}, { by: 'size', descending: true })).toEqual([short, long, unknown])
  })

  test('keeps a session’s recordings together where its best one stands, newest first', () => {
    const first = library.recording({ session: 's1', startedMs: now - 4 * day })
    const between = library.recording({ startedMs: now - 2 * day })
    const second = library.recording({ session: 's1', kind: 'live-stream', startedMs: now - day })
    const list = reader.query(wholeLibrary, newestFirst, now)
    expect([...list.ids]).toEqual([second, first, between])
    expect([...list.groupSizes]).toEqual([2, 1])
    expect([...list.groupMinutes]).toEqual([now - day, now - 2 * day].map((ms) => Math.floor(ms / 60_000)))
    const oldest = reader.query(wholeLibrary, { by: 'date', descending: false }, now)
    expect([...oldest.ids]).toEqual([second, first, between])
  })

  test('groups again when a session becomes known later, or was another one', () => {
    const leader = library.recording({ session: 's1', startedMs: now - 3 * day })
    const other = library.recording({ session: 's1', startedMs: now - 2 * day })
    const late = library.recording({ startedMs: now - day })
    library.db.prepare('UPDATE recordings SET session_upstream_id = ? WHERE id = ?').run('s1', late)
    expect([...reader.query(wholeLibrary, newestFirst, now).groupSizes]).toEqual([3])
    library.db.prepare('UPDATE recordings SET session_upstream_id = ? WHERE id = ?').run('s2', leader)
    const list = reader.query(wholeLibrary, newestFirst, now)
    expect([...list.ids]).toEqual([late, other, leader])
    expect([...list.groupSizes]).toEqual([2, 1])
  })
})

describe('smart lists', () => {
  test('hold what their names say, and the sidebar counts the same', () => {
    const complete = library.recording({ reviewed: true }, [{ expiresMs: now + day, file: { name: 'composite.mp4' } }])
    const expiring = library.recording({ reviewed: true }, [{ expiresMs: now + day }])
    const later = library.recording({ reviewed: true, starred: true }, [{ expiresMs: now + 6 * day }])
    const gone = library.recording({ reviewed: true, onlyCopy: true }, [{ file: { name: 'composite.mp4' } }])
    const failedUpstream = library.recording({ status: 'failed' })
    const failedHere = library.recording({ reviewed: true }, [{ state: 'failed' }])
    const doubtful = library.recording({ reviewed: true }, [{ file: { name: 'a.mp4', verified: false } }])
    const different = library.recording({ reviewed: true }, [{ file: { name: 'a.mp4', differs: true } }])
    const members: Record<SmartList, number[]> = {
      all: [complete, expiring, later, gone, failedUpstream, failedHere, doubtful, different],
      expiring: [expiring],
      'not-downloaded': [expiring, later, failedHere],
      'only-copy': [gone],
      failed: [failedUpstream, failedHere],
      attention: [failedHere, doubtful, different],
      unreviewed: [failedUpstream],
      starred: [later],
    }
    const { counts } = reader.overview(now)
    for (const [list, expected] of Object.entries(members) as [SmartList, number[]][]) {
      expect(ids({ list }).sort(), list).toEqual(expected.sort())
      expect(counts[list], list).toBe(expected.length)
    }
  })
})

describe('filters', () => {
  test('by room, status, date, what is here, transcript', () => {
    const room = library.room('Morning show')
    const match = library.recording({ room, status: 'recording', startedMs: now - day }, [
      { type: 'transcript', file: { name: 'transcript.json' } },
      { type: 'room-composite' },
    ])
    const other = library.recording({ startedMs: now - 3 * day }, [{ file: { name: 'composite.mp4' } }])
    expect(ids({ roomIds: [room] })).toEqual([match])
    expect(ids({ statuses: ['recording', 'paused'] })).toEqual([match])
    expect(ids({ sinceMs: now - day })).toEqual([match])
    expect(ids({ untilMs: now - day })).toEqual([other])
    expect(ids({ downloaded: 'partly' })).toEqual([match])
    expect(ids({ downloaded: 'yes' })).toEqual([other])
    expect(ids({ downloaded: 'no' })).toEqual([])
    expect(ids({ hasTranscript: true })).toEqual([match])
    expect(ids({ hasTranscript: false })).toEqual([other])
  })

  test('by length: from, and below', () => {
    const short = library.recording({}, [{ durationS: 90 }])
    const hour = library.recording({ startedMs: now - 2 * day }, [{ durationS: 3600 }])
    const unknown = library.recording({ startedMs: now - 3 * day })
    expect(ids({ belowS: 3600 })).toEqual([short])
    expect(ids({ fromS: 3600 })).toEqual([hour])
    expect(ids({ fromS: 0 })).not.toContain(unknown)
  })

  test('by who speaks', () => {
    const [both, one, none] = [library.recording(), library.recording(), library.recording()]
    library.speaks(both, ['Maya', 'Tom'])
    library.speaks(one, ['Tom'])
    expect(ids({ speaker: 'Tom' }).sort()).toEqual([both, one].sort())
    expect(ids({ speaker: 'Maya' })).toEqual([both])
    expect(ids({ speaker: 'Nobody' })).not.toContain(none)
    expect(reader.speakers('', 10)).toEqual([
      { name: 'Tom', recordings: 2 },
      { name: 'Maya', recordings: 1 },
    ])
    expect(reader.speakers('may', 10)).toEqual([{ name: 'Maya', recordings: 1 }])
    expect(reader.speakers('%', 10)).toEqual([])
  })

  test('by workspace', () => {
    const here = library.recording()
    const there = library.recording()
    library.inAnotherWorkspace({ recording: there })
    expect(ids({ workspaceId: 1 })).toEqual([here])
    expect(ids({ workspaceId: 2 })).toEqual([there])
  })

  test('by words in titles, rooms, people or lines: all of them, as they are typed', () => {
    library.session('s', ['Ánna Berg', 'Bo'])
    const byPerson = library.recording({ session: 's', room: library.room('Late desk') })
    const byTitle = library.recording({ title: 'Berg interview' })
    const byLine = library.recording({})
    const line = { atMs: null, speaker: null, saidAs: null, text: 'the bergamot tea' }
    insertSearchLine(library.db, nextLineId(library.db, byLine), byLine, 'chat', line)
    expect(ids({ text: 'berg' }).sort()).toEqual([byPerson, byTitle, byLine].sort())
    expect(ids({ text: 'anna late' })).toEqual([byPerson])
    expect(ids({ text: 'bergamot te' })).toEqual([byLine])
    expect(ids({ text: 'nothing like it' })).toEqual([])
  })

  test('take what a person types for words, never for syntax', () => {
    const recording = library.recording({ title: `Q&A "AND" (rock-n-roll) 50%` })
    for (const text of [
      '"',
      'AND',
      'rock-n-roll"',
      '(rock',
      '50%',
      'a" OR "b',
      'title:Q',
      '* ^ -',
      'NEAR(',
      "'; --",
      '\0',
    ]) {
      expect(() => ids({ text }), text).not.toThrow()
    }
    expect(ids({ text: '"and" rock-n' })).toEqual([recording])
    expect(ids({ text: '!!!' })).toEqual([recording])
  })
})

describe('rows', () => {
  test('come in the order asked, without those that are gone', () => {
    const [one, two] = [library.recording({ title: 'One' }), library.recording({ title: 'Two' })]
    expect(reader.rows([two, 999, one], now).map(({ title }) => title)).toEqual(['Two', 'One'])
  })

  test('name a room as a person would', () => {
    const uuid = '9f0d8a52-4f0e-4e0b-9d7b-2d9a1f3c5b7e'
    const unnamed = library.recording({ room: library.room(uuid, { upstreamId: '635fe195f5e1f4a0abb7d1ae' }) })
    const titled = library.recording({ room: library.room(uuid, { userTitle: 'Monday news' }), title: 'Take 2' })
    const [first, second] = reader.rows([unnamed, titled], now)
    expect(first?.title).toBe('Unnamed room · b7d1ae')
    expect([second?.title, second?.roomTitle]).toEqual(['Take 2', 'Monday news'])
  })

  test('name each person once, in the order of arrival, and count them all', () => {
    library.session('s', ['Ann', 'Bo', 'Ann', 'Cy', 'Di', 'Ed'])
    const [row] = reader.rows([library.recording({ session: 's' })], now)
    expect(row?.participants).toEqual(['Ann', 'Bo', 'Cy', 'Di'])
    expect(row?.participantCount).toBe(5)
  })

  test('don’t count the recorder that 100ms sends, which nobody met; a search doesn’t find it either', () => {
    library.session('s', ['Ann'], 'Beam')
    const id = library.recording({ session: 's' })
    expect(reader.rows([id], now)[0]).toMatchObject({ participants: ['Ann'], participantCount: 1 })
    expect(reader.details(id, now)?.participants.map(({ name }) => name)).toEqual(['Beam', 'Ann'])
    expect(reader.search(foundFor('beam'), now)).toEqual([])
  })

  test('name who speaks and count the markers that are left, in their details', () => {
    const id = library.recording()
    expect(reader.details(id, now)).toMatchObject({ speakers: [], markerCount: 0 })
    library.speaks(id, ['Tom', 'Maya'])
    const marker = library.db.prepare(
      `INSERT INTO markers (recording_id, id, start_ms, text, colour, created_ms, changed_ms, removed)
        VALUES (?, ?, 0, '', 'blue', 0, 0, ?)`,
    )
    for (const [name, removed] of [
      ['a', 0],
      ['b', 0],
      ['c', 1],
    ])
      marker.run(id, name, removed)
    expect(reader.details(id, now)).toMatchObject({ speakers: ['Maya', 'Tom'], markerCount: 2 })
  })

  test('say how much is here and when 100ms deletes it', () => {
    const partly = library.recording({}, [{ expiresMs: now + day }, { type: 'chat', file: { name: 'chat.csv' } }])
    const past = library.recording({}, [{ expiresMs: now - day, file: { name: 'composite.mp4' } }])
    const [first, second] = reader.rows([partly, past], now)
    expect([first?.local, first?.expiresMs]).toEqual(['partial', now + day])
    expect([second?.local, second?.expiresMs]).toEqual(['complete', null])
  })
})

test('A hundred thousand recordings are listed whole', () => {
  const insert = library.db.prepare(
    `INSERT INTO recordings (workspace_id, kind, upstream_id, session_upstream_id, status, sort_ms)
    VALUES (1, 'recording', ?, ?, 'ready', ?)`,
  )
  library.db.transaction(() => {
    for (let index = 0; index < 100_000; index += 1)
      insert.run(`r${index}`, `s${Math.floor(index / 2)}`, (index * 7919) % 100_003)
  })()
  const list = reader.query(wholeLibrary, newestFirst, now)
  expect(new Set(list.ids).size).toBe(100_000)
  expect(list.groupSizes.length).toBe(50_000)
  expect(list.groupSizes.every((size) => size === 2)).toBe(true)
})
