import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordingSumsSql, refreshRecordingSums } from '../../main/engine/db/recording-sums.ts'
import { refreshRecordingText } from '../../main/engine/db/writings/recording-text.ts'
import { assetType, downloadState } from '../../preload/contract/recording.ts'
import { type AssetSpec, LibraryDatabase } from '../builders/library-database.ts'

type Sums = {
  total_bytes: number | null
  total_duration_s: number | null
  expires_ms: number | null
  assets_total: number
  assets_done: number
  assets_wanted: number
  assets_failed: number
  has_transcript: number
  has_video: number
}

function sumsOf(library: LibraryDatabase, id: number): Sums | undefined {
  return library.db.prepare<[number], Sums>('SELECT * FROM recordings WHERE id = ?').get(id)
}

const states = downloadState.options.filter((state) => state !== 'none')

const anyAsset: fc.Arbitrary<AssetSpec> = fc.record(
  {
    type: fc.constantFrom(...assetType.options),
    available: fc.boolean(),
    sizeBytes: fc.nat(1000),
    durationS: fc.nat(100),
    expiresMs: fc.nat(1000),
    state: fc.constantFrom(...states),
  },
  { requiredKeys: ['type', 'available'] },
)

describe('the sums of a recording', () => {
  test('agree with counting its assets', () => {
    fc.assert(
      fc.property(fc.array(anyAsset, { maxLength: 8 }), (assets) => {
        const library = new LibraryDatabase()
        const id = library.recording({}, assets)
        const canBeHad = assets.filter((it) => it.state === 'done' || (it.available && it.state !== 'unavailable'))
        const inState = (...wanted: string[]) => assets.filter((it) => wanted.includes(it.state ?? 'none')).length
        const sizes = assets.flatMap((it) => it.sizeBytes ?? [])
        const expiries = assets.flatMap((it) => (it.available ? (it.expiresMs ?? []) : []))
        expect(sumsOf(library, id)).toMatchObject({
          assets_total: canBeHad.length,
          assets_done: inState('done'),
          assets_wanted: inState('queued', 'running', 'waiting', 'paused'),
          assets_failed: inState('failed', 'unavailable'),
          total_bytes: sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0),
          expires_ms: expiries.length === 0 ? null : Math.min(...expiries),
          has_transcript: canBeHad.some(({ type }) => type === 'transcript') ? 1 : 0,
        })
        library.db.close()
      }),
      { numRuns: 60 },
    )
  })

  test('count the bytes that are here before those that upstream says', () => {
    const library = new LibraryDatabase()
    const id = library.recording({}, [
      { sizeBytes: 100, file: { name: 'composite.mp4', sizeBytes: 130 } },
      { type: 'chat', sizeBytes: 7 },
    ])
    expect(sumsOf(library, id)?.total_bytes).toBe(137)
  })

  test('take the composite’s length, not that of a track that ran longer', () => {
    const library = new LibraryDatabase()
    const id = library.recording({}, [{ durationS: 50 }, { type: 'track', durationS: 70 }])
    expect(sumsOf(library, id)?.total_duration_s).toBe(50)
  })

  test('are renewed by index: no table is read through', () => {
    const { db } = new LibraryDatabase()
    const plan = db.prepare<[string], { detail: string }>(`EXPLAIN QUERY PLAN ${recordingSumsSql}`).all('[1]')
    const scans = plan.map(({ detail }) => detail).filter((detail) => /^SCAN (recordings|a|d|f)\b/.test(detail))
    expect(scans).toEqual([])
    const searches = plan.map(({ detail }) => detail).join('\n')
    expect(searches).toContain('assets_by_recording')
    expect(searches, 'all that is done would be gone through').not.toContain('downloads_queue')
  })

  test('are renewed for the recordings that were named and no others', () => {
    const library = new LibraryDatabase()
    const one = library.recording({}, [{}])
    const other = library.recording({}, [{}])
    library.db.exec('UPDATE recordings SET assets_total = 9')
    refreshRecordingSums(library.db, [one])
    expect([sumsOf(library, one)?.assets_total, sumsOf(library, other)?.assets_total]).toEqual([1, 9])
  })
})

describe('the searchable line of a recording', () => {
  test('holds both its titles, its room’s names, its people and its tags', () => {
    const library = new LibraryDatabase()
    const room = library.room('Morning show', { userTitle: 'Breakfast' })
    library.session('s', ['Ann Fitz', 'Bob'])
    const id = library.recording({ room, session: 's', title: 'Pilot', tags: ['sponsor cut'] })
    refreshRecordingText(library.db, [id])
    const found = (word: string): unknown =>
      library.db
        .prepare(
          'SELECT recording_id FROM recordings_fts f JOIN search_slots ON slot = f.rowid WHERE recordings_fts MATCH ?',
        )
        .pluck()
        .all(word)
    for (const word of ['pilot', 'morning', 'breakfast', 'fitz', 'bob', 'sponsor']) expect(found(word)).toEqual([id])
    expect(found('"fitz bob"')).toEqual([id])
  })
})
