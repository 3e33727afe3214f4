// What a person reads when what they wrote isn't saved: what wasn't, why, and what to do.
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { insist, saving } from '../../../main/engine/rpc/handlers/saving.ts'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { err } from '../../../preload/contract/result.ts'

const edits = { transaction: <T>(run: () => T) => run() }
const messageOf = (run: () => void) => {
  const saved = saving(edits, 'The title wasn’t saved', run)
  return saved.ok ? null : saved.error.message
}
const full: DailiesError = { kind: 'disk-full', message: 'Dailies goes on by itself.', freeBytes: 0, neededBytes: 0 }

test.each([
  ['the sidecar', () => insist(err(full))],
  [
    'the database',
    () => {
      throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL')
    },
  ],
])('on a drive without room for %s it is to be tried again: it doesn’t go on by itself', (_, run) => {
  expect(messageOf(run)).toBe(
    'The title wasn’t saved: the drive that holds the library is full. Make some room on it, then try again.',
  )
})

test('any other reason follows what it is about', () => {
  expect(messageOf(() => insist(err({ kind: 'folder', message: 'The drive is read-only.' })))).toBe(
    'The title wasn’t saved. The drive is read-only.',
  )
})
