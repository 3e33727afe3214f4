/**
 * Brings a library's database to the schema this version knows: numbered steps, forward only, one transaction each, a
 * copy of the old database beside it first. A database of a newer Dailies is refused untouched. Steps are frozen once
 * released: a later shape is a later step.
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import type { Db } from './database.ts'
import { migration as initial } from './migrations/0010-initial.ts'
import { migration as markers } from './migrations/0020-markers.ts'
import { migration as speakers } from './migrations/0030-speakers.ts'
import { migration as previews } from './migrations/0040-previews.ts'
import { migration as searchOrder } from './migrations/0050-search-order.ts'
import { migration as counts } from './migrations/0060-counts.ts'
import { migration as acceptedFiles } from './migrations/0070-accepted-files.ts'
import { migration as vodSegments } from './migrations/0090-vod-segments.ts'
import { migration as sessionWritings } from './migrations/0110-session-writings.ts'
import { migration as joinedSpeakers } from './migrations/0120-joined-speakers.ts'
import { migration as roomNames } from './migrations/0130-room-names.ts'
import { migration as appliedPolicy } from './migrations/0140-applied-policy.ts'
import { migration as sessionTitles } from './migrations/0150-session-titles.ts'
import { migration as previewMakers } from './migrations/0170-preview-makers.ts'
import { migration as searchPieces } from './migrations/0180-search-pieces.ts'

export type Migration = { readonly version: number; readonly slug: string; readonly sql: string }

export const migrations: readonly Migration[] = [
  initial,
  markers,
  speakers,
  previews,
  searchOrder,
  counts,
  acceptedFiles,
  vodSegments,
  sessionWritings,
  joinedSpeakers,
  roomNames,
  appliedPolicy,
  sessionTitles,
  previewMakers,
  searchPieces,
]

export type MigrationOutcome =
  | { readonly kind: 'current' }
  /** `backup`: where the database is kept as it was; null for a new one. */
  | { readonly kind: 'migrated'; readonly from: number; readonly to: number; readonly backup: string | null }
  /** Made by a newer Dailies. Nothing was touched. */
  | { readonly kind: 'future'; readonly version: number; readonly known: number }

/** The data contradicted itself after a step. */
export class BrokenReferences extends Error {}

/** Throws what SQLite throws when a step fails; that step and all after it have then not happened. */
export function migrate(db: Db, steps: readonly Migration[] = migrations): MigrationOutcome {
  const from = schemaVersion(db)
  const to = steps.at(-1)?.version ?? 0
  if (from > to) return { kind: 'future', version: from, known: to }
  if (from === to) return { kind: 'current' }

  const backup = from === 0 || db.memory ? null : backUp(db, from)
  // Rebuilding a table needs foreign keys off, which SQLite allows outside a transaction only.
  db.pragma('foreign_keys = OFF')
  try {
    for (const step of steps) if (step.version > from) apply(db, step)
  } finally {
    db.pragma('foreign_keys = ON')
  }
  return { kind: 'migrated', from, to, backup }
}

export function schemaVersion(db: Db): number {
  return Number(db.pragma('user_version', { simple: true }))
}

function apply(db: Db, step: Migration): void {
  db.transaction(() => {
    db.exec(step.sql)
    const broken = db.pragma('foreign_key_check')
    if (Array.isArray(broken) && broken.length > 0) {
      throw new BrokenReferences(
        `Migration ${step.version}-${step.slug} left ${broken.length} rows that refer to nothing`,
      )
    }
    db.pragma(`user_version = ${step.version}`)
  }).immediate()
}

function backUp(db: Db, version: number): string {
  const backup = `${db.name}.schema-${version}.backup`
  const unfinished = `${backup}.part`
  rmSync(unfinished, { force: true })
  // VACUUM INTO reads through the log too: copying the file alone would miss what is only in the -wal.
  db.prepare('VACUUM INTO ?').run(unfinished)
  // Windows flushes only what is open for writing.
  const handle = openSync(unfinished, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(unfinished, backup)
  return backup
}
