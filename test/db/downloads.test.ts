// The queue's table: order, claims, commands, sums.
import { beforeEach, describe, expect, test } from 'vitest'
import { DownloadQueries } from '../../main/engine/db/download/download-queries.ts'
import { DownloadRepository } from '../../main/engine/db/download/download-repository.ts'
import { enqueueWanted } from '../../main/engine/db/download/enqueue-wanted.ts'
import type { DownloadState } from '../../preload/contract/recording.ts'
import { defaultPolicy } from '../../renderer/stores/policy.ts'
import { day, LibraryDatabase, now } from '../builders/library-database.ts'

const everything = { ...defaultPolicy, compositesOnlyExpiring: false }
let library: LibraryDatabase
let store: DownloadRepository
let reader: DownloadQueries

beforeEach(() => {
  library = new LibraryDatabase()
  store = new DownloadRepository(library.db)
  reader = new DownloadQueries(library.db)
})

function assetsOf(recordingId: number): number[] {
  return library.db
    .prepare<[number]>('SELECT id FROM assets WHERE recording_id = ? ORDER BY id')
    .pluck()
    .all(recordingId) as number[]
}

function stateOf(assetId: number): DownloadState {
  const state = library.db.prepare<[number]>('SELECT state FROM downloads WHERE asset_id = ?').pluck().get(assetId)
  return (state ?? 'none') as DownloadState
}

function sums(recordingId: number): unknown {
  return library.db
    .prepare<[number]>(
      'SELECT assets_wanted AS wanted, assets_done AS done, assets_failed AS failed FROM recordings WHERE id = ?',
    )
    .get(recordingId)
}

const nothing = { workspaces: [], assets: [] }
const claimed = (count: number, blocked: readonly number[] = []) =>
  store.claim(count, { workspaces: blocked, assets: [] }).map((job) => job.assetId)

describe('queueing by policy', () => {
  test('takes what is wanted, once, and counts it in the recording', () => {
    const recording = library.recording({}, [{ type: 'transcript' }, { type: 'chat' }, { type: 'track' }])
    const ids = assetsOf(recording)
    expect(enqueueWanted(library.db, ids, defaultPolicy, now)).toBe(2)
    expect(enqueueWanted(library.db, ids, defaultPolicy, now)).toBe(0)
    expect(sums(recording)).toEqual({ wanted: 2, done: 0, failed: 0 })
  })

  test('brings back nothing that a person cancelled or removed', () => {
    const recording = library.recording({}, [
      { type: 'chat', state: 'removed' },
      { type: 'summary', state: 'cancelled' },
    ])
    expect(enqueueWanted(library.db, assetsOf(recording), defaultPolicy, now)).toBe(0)
  })

  test('queues nothing before there is a policy, nor what upstream no longer has', () => {
    const recording = library.recording({}, [{ type: 'chat' }, { type: 'chat', available: false }])
    expect(enqueueWanted(library.db, assetsOf(recording), null, now)).toBe(0)
    expect(enqueueWanted(library.db, assetsOf(recording).slice(1), everything, now)).toBe(0)
  })

  test('a narrower policy lets go of what waits, and of nothing that has begun or was asked for by hand', () => {
    const recording = library.recording({}, [{ type: 'chat' }, { type: 'summary' }, { type: 'transcript' }])
    const [chat = 0, summary = 0, transcript = 0] = assetsOf(recording)
    store.enqueue([chat, summary], everything, now)
    store.startByHand([transcript], now)
    store.saveProgress([{ assetId: summary, bytes: 10, record: null }])
    expect(store.dropUnwanted([chat, summary, transcript], { ...everything, types: [] }, now)).toBe(1)
    expect([chat, summary, transcript].map(stateOf)).toEqual(['none', 'queued', 'queued'])
    expect(sums(recording)).toMatchObject({ wanted: 2 })
  })
})

describe('claiming', () => {
  test('in the order: by hand, then by expiry; and nothing twice', () => {
    const recording = library.recording({}, [
      { type: 'chat', expiresMs: now + 9 * day },
      { type: 'summary', expiresMs: now + 2 * day },
      { type: 'track' },
    ])
    const [late = 0, soon = 0, byHand = 0] = assetsOf(recording)
    store.enqueue([late, soon], everything, now)
    store.startByHand([byHand], now)
    expect(claimed(2)).toEqual([byHand, soon])
    expect(claimed(5)).toEqual([late])
    expect(claimed(5)).toEqual([])
  })

  test('leaves out workspaces that can’t be asked for links', () => {
    const recording = library.recording({}, [{ type: 'chat' }])
    store.enqueue(assetsOf(recording), everything, now)
    expect(claimed(5, [1])).toEqual([])
    expect(claimed(5, [2])).toEqual(assetsOf(recording))
  })

  test('after a crash what ran stands in line again with what it had', () => {
    const recording = library.recording({}, [{ type: 'chat' }])
    const [chat = 0] = assetsOf(recording)
    store.enqueue([chat], everything, now)
    store.claim(1, nothing)
    const validator = { etag: '"a"', lastModified: null }
    const resume = { validator, totalBytes: 10, checkpoint: null, boot: 'b', checkedAgainst: null }
    store.beginVersion(chat, resume, 10)
    expect(store.recover()).toBe(1)
    expect(store.claim(1, nothing)).toMatchObject([{ assetId: chat, resume }])
  })

  test('a record that can’t be read means starting over, not failing', () => {
    const recording = library.recording({}, [{ type: 'chat' }])
    store.enqueue(assetsOf(recording), everything, now)
    library.db.exec(`UPDATE downloads SET validator = '{"etag": 5}'`)
    expect(store.claim(1, nothing)).toMatchObject([{ resume: null }])
  })
})

describe('what becomes of a download', () => {
  let recording: number
  let chat: number
  const reason = { kind: 'server', text: 'Storage struggles.' } as const

  beforeEach(() => {
    recording = library.recording({}, [{ type: 'chat', sizeBytes: 100 }])
    chat = assetsOf(recording)[0] ?? 0
    store.enqueue([chat], everything, now)
    store.claim(1, nothing)
  })

  test('put off: it wakes when its time has come, not before', () => {
    store.settle(chat, { kind: 'put-off', attempts: 1, retryAtMs: now + 5000, reason })
    expect(store.nextDueMs()).toBe(now + 5000)
    expect(store.wakeDue(now + 4999)).toBe(0)
    expect(store.wakeDue(now + 5000)).toBe(1)
    expect(store.claim(1, nothing)).toMatchObject([{ assetId: chat, attempts: 1 }])
  })

  test('put off, and then the clock is set back: it wakes', () => {
    store.settle(chat, { kind: 'put-off', attempts: 1, retryAtMs: now + 5000, reason })
    expect(store.wakeDue(now - 365 * 86_400_000)).toBe(1)
  })

  test('given up: counted, with its reason; a retry is a fresh start', () => {
    store.settle(chat, { kind: 'give-up', attempts: 10, reason })
    expect(sums(recording)).toEqual({ wanted: 0, done: 0, failed: 1 })
    expect(reader.list(10).rows).toMatchObject([{ state: 'failed', reason: 'Storage struggles.', attempts: 10 }])
    store.tell([chat], 'retry')
    expect(reader.list(10).rows).toMatchObject([{ state: 'queued', reason: null, attempts: 0 }])
  })

  test('finished: row, files and sums in one; a file of an earlier download under another name is forgotten', () => {
    const file = {
      sizeBytes: 100,
      sha256: 'aa',
      verified: true,
      differsFromRecord: false,
      checkedAgainst: 'md5',
    } as const
    store.addFiles(chat, [{ ...file, name: 'chat (unverified).csv' }], now)
    store.finish(chat, [{ ...file, name: 'chat.csv' }], null, now)
    expect(store.filesOf(chat)).toEqual([{ ...file, name: 'chat.csv' }])
    expect(sums(recording)).toEqual({ wanted: 0, done: 1, failed: 0 })
    expect(reader.list(10)).toMatchObject({
      rows: [{ state: 'done', bytesDone: 100, finishedMs: now }],
      remainingBytes: 0,
    })
  })

  test('what waited, was paused and stands in line again doesn’t tell why it once waited', () => {
    store.settle(chat, { kind: 'put-off', attempts: 1, retryAtMs: now, reason })
    expect(reader.list(10).rows).toMatchObject([{ state: 'waiting', reason: expect.anything() }])
    store.tell([chat], 'pause')
    store.tell([chat], 'resume')
    expect(reader.list(10).rows).toMatchObject([{ state: 'queued', reason: null }])
  })

  test('paused in the instant in which it finished: it is done', () => {
    store.tell([chat], 'pause')
    store.finish(chat, [], null, now)
    expect(stateOf(chat)).toBe('done')
  })

  test('a late word of a transfer changes nothing for what a person has cancelled', () => {
    store.tell([chat], 'cancel')
    expect(store.settle(chat, { kind: 'put-off', attempts: 1, retryAtMs: now, reason })).toEqual({ state: 'cancelled' })
  })
})

describe('the panel', () => {
  test('shows what runs, then what comes in its order, then what rests, and last what is done, newest first', () => {
    const states = [
      'done',
      'failed',
      'paused',
      'queued',
      'unavailable',
      'running',
      'waiting',
      'done',
      'cancelled',
    ] as const
    const recording = library.recording(
      {},
      states.map((state) => ({ type: 'track', state })),
    )
    const ids = assetsOf(recording)
    ids.forEach((id, index) => {
      library.db
        .prepare('UPDATE downloads SET due_ms = ?, finished_ms = ? WHERE asset_id = ?')
        .run(100 - index, index, id)
    })
    const shown = reader.list(100)
    expect(shown.rows.map((row) => row.state)).toEqual([
      'running',
      'waiting',
      'queued',
      'paused',
      'failed',
      'unavailable',
      'done',
      'done',
    ])
    expect(shown.rows.slice(-2).map((row) => row.finishedMs)).toEqual([7, 0])
    expect(shown.counts).toMatchObject({ done: 2, cancelled: 1, none: 0 })
    expect(reader.list(3).rows).toHaveLength(3)
  })

  test('however long the line is, what failed is listed, and says what helps', () => {
    const queued = library.recording(
      {},
      Array.from({ length: 90 }, () => ({ type: 'track', state: 'queued' }) as const),
    )
    const failed = library.recording({}, [
      { state: 'failed', reason: 'Storage struggles.' },
      { state: 'unavailable', reason: 'It is in your own bucket.' },
    ])
    const [first, second] = assetsOf(failed)
    const setKind = library.db.prepare('UPDATE downloads SET reason_kind = ? WHERE asset_id = ?')
    setKind.run('server', first)
    setKind.run('refused', second)
    const { rows, counts } = reader.list(60)
    expect(rows).toHaveLength(60)
    expect(rows.slice(-2)).toMatchObject([
      { state: 'failed', step: 'retry' },
      { state: 'unavailable', step: 'bucket' },
    ])
    expect(rows[0]).toMatchObject({ recordingId: queued, step: null })
    expect(counts.queued).toBe(90)
  })
})

describe('a command’s target', () => {
  test('of recordings and types, piece by piece', () => {
    const recordings = [1, 2, 3].map(() => library.recording({}, [{ type: 'chat' }, { type: 'track' }]))
    const target = { kind: 'recordings' as const, recordingIds: recordings, types: ['track' as const] }
    const first = reader.slice(target, [], 0, 2)
    expect(first).toEqual({ ids: recordings.slice(0, 2).map((id) => assetsOf(id)[1]), next: 2 })
    expect(reader.slice(target, [], 2, 2)).toEqual({ ids: [assetsOf(recordings[2] ?? 0)[1]], next: null })
  })

  test('of the queue: only what the command can change', () => {
    const recording = library.recording({}, [
      { type: 'chat', state: 'paused' },
      { type: 'track', state: 'done' },
    ])
    expect(reader.slice({ kind: 'all' }, ['paused'], 0, 10)).toEqual({ ids: [assetsOf(recording)[0]], next: null })
  })
})
