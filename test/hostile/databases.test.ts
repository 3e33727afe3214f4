// A library's database with other bytes than it had, opened as every library is, and then asked what a window asks.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sqliteCode } from '../../main/engine/db/database.ts'
import { openLibrary } from '../../main/engine/library/open-library.ts'
import { Reader } from '../../main/engine/reader/reader.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import { world } from '../builders/library-folder.ts'
import { foundFor } from '../builders/search-ask.ts'
import { canary, damaged, damageTo } from './arbitraries.ts'
import { fillLibrary, Surroundings } from './library.ts'
import { cases, patienceMs } from './runs.ts'

let surroundings: Surroundings
let folder: string
let good: Buffer

beforeAll(() => {
  surroundings = new Surroundings()
  fillLibrary(surroundings.library)
  folder = join(surroundings.library, '.dailies')
  good = readFileSync(join(folder, 'library.db'))
})
afterAll(() => surroundings.remove())

function put(bytes: Uint8Array): void {
  for (const name of readdirSync(folder)) if (/^library\.(db|damaged)|^rebuild/.test(name)) rmSync(join(folder, name))
  writeFileSync(join(folder, 'library.db'), bytes)
}

/** A question that meets the damage fails as SQLite says; nothing else may come of it. */
function ask(question: () => unknown): unknown {
  try {
    return question()
  } catch (error) {
    if (sqliteCode(error) !== null) return null
    throw error
  }
}

function askEverything(reader: Reader): unknown[] {
  const ids = [1, 2, 3]
  return [
    ask(() => reader.query(wholeLibrary, { by: 'date', descending: true }, 0)),
    ask(() => reader.query({ ...wholeLibrary, text: 'the' }, { by: 'title', descending: false }, 0)),
    ask(() => reader.rows(ids, 0)),
    ask(() => reader.overview(0)),
    ask(() => reader.attention()),
    ask(() => reader.troubles(10, 0)),
    ask(() => reader.speakers('', 10)),
    ask(() => reader.search(foundFor('the'), 0)),
    ...ids.flatMap((id) => [
      ask(() => reader.details(id, 0)),
      ask(() => reader.review(id, 0)),
      ask(() => reader.texts(id)),
      ask(() => reader.exportTranscript(id, 'md', 'UTC')),
    ]),
  ]
}

test('a database that says it may only be read is made anew', () => {
  const readOnly = Buffer.from(good)
  readOnly[18] = 3
  put(readOnly)
  const opened = openLibrary(surroundings.library, { mode: 'write', ...world })
  expect(opened).toMatchObject({ ok: true, value: { writable: true, rebuildNeeded: true } })
  if (opened.ok) opened.value.close()
})

const damage = () => damageTo(good, 40)

test(
  'a damaged database is opened, or set aside, and nothing that it says leads out of the library',
  () => {
    fc.assert(
      fc.property(damage(), (damage) => {
        put(damaged(good, damage))
        const opened = openLibrary(surroundings.library, { mode: 'write', ...world })
        if (!opened.ok) return void expect(opened.error.message).toMatch(/\.$/)
        const { db, files } = opened.value
        try {
          expect(JSON.stringify(askEverything(new Reader(db, files)))).not.toContain(canary)
        } finally {
          opened.value.close()
        }
      }),
      cases(10),
    )
    surroundings.check()
  },
  patienceMs,
)

test(
  'a reader of a damaged database gets what is there, or words',
  () => {
    fc.assert(
      fc.property(damage(), (damage) => {
        put(damaged(good, damage))
        const opened = openLibrary(surroundings.library, { mode: 'read', ...world })
        if (!opened.ok) return void expect(opened.error.message).toMatch(/\.$/)
        try {
          askEverything(new Reader(opened.value.db, opened.value.files))
        } finally {
          opened.value.close()
        }
      }),
      cases(5),
    )
    surroundings.check()
  },
  patienceMs,
)
