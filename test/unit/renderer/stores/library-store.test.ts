import { beforeEach, describe, expect, test, vi } from 'vitest'
import { emptyFilter } from '../../../../renderer/stores/filter.ts'
import { createLibraryStore, type LibraryStore } from '../../../../renderer/stores/library-store.ts'
import { select } from '../../../../renderer/stores/selection.ts'
import { change, overview, snapshot } from '../../../builders/library-snapshot.ts'
import { recordingRow } from '../../../builders/recording-row.ts'
import { FakeEngineLink } from '../../../fakes/engine-link.ts'

describe('the library store', () => {
  let engine: FakeEngineLink
  let store: LibraryStore
  const shown = () => [...store.getState().items.keys]

  beforeEach(async () => {
    engine = new FakeEngineLink()
    engine.answer('library.overview', () => overview)
    engine.answer('library.query', () => snapshot(1, 3, 2, 1))
    engine.answer('library.rows', ({ ids }) => ids.map((id) => recordingRow({ id })))
    store = createLibraryStore(engine.link)
    store.start()
    await engine.settled()
  })

  test('an open window counts what expires as time goes, and reads that list again', async () => {
    vi.useFakeTimers()
    const idle = createLibraryStore(engine.link)
    const stop = idle.start()
    await engine.settled()
    idle.ask({ filter: { ...emptyFilter, list: 'expiring' } })
    await engine.settled()
    engine.answer('library.overview', () => ({ ...overview, counts: { ...overview.counts, expiring: 1 } }))
    engine.answer('library.query', () => snapshot(1, 2))
    await vi.advanceTimersByTimeAsync(10 * 60_000)
    expect(idle.getState().overview?.counts.expiring).toBe(1)
    expect([...idle.getState().items.keys]).toEqual([2])
    stop()
    vi.useRealTimers()
  })

  test('starts with what the engine has', () => {
    expect(shown()).toEqual([3, 2, 1])
    expect(store.getState().overview).toEqual(overview)
  })

  test('shows rows that came with the list without asking for them, unless something has changed since', async () => {
    engine.hold('library.query')
    store.ask({ sort: { by: 'date', descending: false } })
    await engine.give('library.query', {
      ...snapshot(2, 7, 8),
      rows: [recordingRow({ id: 7 }), recordingRow({ id: 8 })],
    })
    expect([...store.getState().rows.keys()]).toEqual([7, 8])
    engine.hold('library.rows')
    store.want([7, 8])
    expect(engine.waiting).toEqual([])

    store.ask({ sort: { by: 'date', descending: true } })
    await engine.emit('change', change({ seq: 2, recordingIds: [9] }))
    await engine.give('library.query', { ...snapshot(2, 9), rows: [recordingRow({ id: 9 })] })
    store.want([9])
    expect(engine.waiting.map((call) => call.name)).toContain('library.rows')
  })

  test('asks again when the list has changed, and keeps what is chosen', async () => {
    store.choose(select(store.getState().items.keys, store.getState().selection, 2, 'one'))
    engine.answer('library.query', () => snapshot(2, 5, 4, 3, 2, 1))
    await engine.emit('change', change({ list: true }))
    expect(shown()).toEqual([5, 4, 3, 2, 1])
    expect([...store.getState().selection.keys]).toEqual([2])
    expect(store.getState().selection.focused).toBe(2)
  })

  test('a list in which nothing has moved is not drawn again, and changes it holds are not asked for', async () => {
    const { items } = store.getState()
    engine.answer('library.query', () => snapshot(5, 3, 2, 1))
    await engine.emit('change', change({ list: true }))
    expect(store.getState().items).toBe(items)
    engine.hold('library.query')
    await engine.emit('change', change({ seq: 5, list: true }))
    expect(engine.waiting).toEqual([])
    await engine.emit('change', change({ seq: 6, list: true }))
    await engine.give('library.query', snapshot(6, 3, 1, 2))
    expect(shown()).toEqual([3, 1, 2])
  })

  test('leaves a change alone that the snapshot already holds', async () => {
    engine.hold('library.query')
    await engine.emit('change', change({ seq: 1, list: true }))
    expect(engine.waiting).toEqual([])
  })

  test('during a burst of changes asks once more, not once each', async () => {
    engine.hold('library.query')
    for (let seq = 2; seq < 30; seq += 1) await engine.emit('change', change({ seq, list: true }))
    expect(engine.waiting.filter((call) => call.name === 'library.query')).toHaveLength(1)
    await engine.give('library.query', snapshot(2, 4, 3, 2, 1))
    expect(engine.waiting.filter((call) => call.name === 'library.query')).toHaveLength(1)
    await engine.give('library.query', snapshot(29, 9, 3, 2, 1))
    expect(shown()).toEqual([9, 3, 2, 1])
    expect(engine.waiting).toEqual([])
  })

  test('when changes were missed, reads the list and every row in sight again', async () => {
    store.want([3, 2])
    await engine.settled()
    engine.answer('library.query', () => snapshot(9, 7))
    engine.answer('library.rows', ({ ids }) => ids.map((id) => recordingRow({ id, title: 'Renamed meanwhile' })))
    await engine.missedSome()
    expect(shown()).toEqual([7])
    expect(store.getState().rows.get(3)?.title).toBe('Renamed meanwhile')
  })

  test('an answer to an older question is not shown', async () => {
    engine.hold('library.query')
    engine.hold('library.search')
    store.ask({ filter: { ...emptyFilter, list: 'starred' } })
    await engine.settled()
    store.ask({ filter: { ...emptyFilter, list: 'failed' } })
    await engine.give('library.query', snapshot(1, 2))
    expect(shown()).toEqual([3, 2, 1])
    expect(store.getState().asking).toBe(true)
    await engine.give('library.query', snapshot(1, 1))
    expect(shown()).toEqual([1])
    expect(store.getState().asking).toBe(false)
  })

  test('a failed question keeps the list and says why', async () => {
    engine.hold('library.query')
    await engine.emit('change', change({ list: true }))
    await engine.fail('library.query', { kind: 'library-missing', message: 'The drive is away.' })
    expect(shown()).toEqual([3, 2, 1])
    expect(store.getState().error?.message).toBe('The drive is away.')
  })

  test('what failed is read with the next change, though an engine that was started again counts from one', async () => {
    engine.answer('library.query', () => snapshot(40, 3, 2, 1))
    await store.readAgain()
    engine.hold('library.query')
    const missed = engine.missedSome()
    await engine.fail('library.query', { kind: 'no-library', message: 'No library is open.' })
    await missed
    await engine.emit('change', change({ seq: 1, recordingIds: null, list: true }))
    await engine.give('library.query', snapshot(1, 4, 3))
    expect(shown()).toEqual([4, 3])
    expect(store.getState().error).toBeNull()
  })

  test('counts follow a change, in bursts', async () => {
    vi.useFakeTimers()
    engine.hold('library.overview')
    for (let seq = 2; seq < 9; seq += 1) await engine.emit('change', change({ seq, recordingIds: [1] }))
    await vi.advanceTimersByTimeAsync(2000)
    expect(engine.waiting.map((call) => call.name)).toEqual(['library.overview'])
    vi.useRealTimers()
  })
})

describe('rows', () => {
  let engine: FakeEngineLink
  let store: LibraryStore

  beforeEach(async () => {
    engine = new FakeEngineLink()
    engine.answer('library.overview', () => overview)
    engine.answer('library.query', () => snapshot(1, 3, 2, 1))
    store = createLibraryStore(engine.link)
    store.start()
    await engine.settled()
  })

  test('are read once, in batches, and only what isn’t known', async () => {
    store.want([1, 2])
    await engine.settled()
    expect(engine.waiting[0]?.input).toEqual({ ids: [1, 2] })
    await engine.give('library.rows', [recordingRow({ id: 1 }), recordingRow({ id: 2 })])
    store.want([1, 2, 3])
    await engine.settled()
    expect(engine.waiting.map((call) => call.input)).toEqual([{ ids: [3] }])
  })

  test('that change while they are on their way are read once more', async () => {
    store.want([1])
    await engine.settled()
    await engine.emit('change', change({ recordingIds: [1] }))
    await engine.give('library.rows', [recordingRow({ id: 1, title: 'Old' })])
    await engine.give('library.rows', [recordingRow({ id: 1, title: 'New' })])
    expect(store.getState().rows.get(1)?.title).toBe('New')
    expect(engine.waiting).toEqual([])
  })

  test('out of sight are not read when they change', async () => {
    store.want([1])
    await engine.settled()
    await engine.give('library.rows', [recordingRow({ id: 1 })])
    store.want([])
    await engine.emit('change', change({ recordingIds: [1] }))
    expect(engine.waiting.filter((call) => call.name === 'library.rows')).toEqual([])
  })

  test('show an edit at once, and the engine’s word again when it is refused', async () => {
    store.want([1])
    await engine.settled()
    await engine.give('library.rows', [recordingRow({ id: 1, starred: false })])
    const edited = store.edit([1], { kind: 'star', starred: true })
    expect(store.getState().rows.get(1)?.starred).toBe(true)
    await engine.fail('recording.edit', { kind: 'folder', message: 'The folder can’t be written.' })
    expect((await edited).error?.message).toBe('The folder can’t be written.')
    await engine.give('library.rows', [recordingRow({ id: 1, starred: false })])
    expect(store.getState().rows.get(1)?.starred).toBe(false)
  })

  test('of another library are others: what is on its way, chosen or narrowed by is of the one before', async () => {
    const { keys } = store.getState().items
    store.choose(select(keys, store.getState().selection, 2, 'one'))
    store.ask({ filter: { ...emptyFilter, roomIds: [4] }, sort: { by: 'size', descending: true } })
    store.want([1, 2])
    await engine.settled()
    store.startOver()
    await engine.give('library.rows', [recordingRow({ id: 1, title: 'Of the one before' })])
    const { rows, selection, filter, sort } = store.getState()
    expect([rows.size, selection.keys.size, selection.focused]).toEqual([0, 0, null])
    expect(filter).toEqual(emptyFilter)
    expect(sort.by).toBe('size')
  })
})
