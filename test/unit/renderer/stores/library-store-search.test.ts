// The library's list while something is looked for in it: its beginning at once, the rest when typing rests.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { emptyFilter } from '../../../../renderer/stores/filter.ts'
import { createLibraryStore, type LibraryStore } from '../../../../renderer/stores/library-store.ts'
import { change, overview, snapshot } from '../../../builders/library-snapshot.ts'
import { FakeEngineLink } from '../../../fakes/engine-link.ts'

describe('a search', () => {
  let engine: FakeEngineLink
  let store: LibraryStore
  const shown = () => [...store.getState().items.keys]

  const hit = { recordingId: 2, source: 'transcript' as const, atMs: 4000, speaker: 'Ana', text: 'slate', marks: [] }
  const search = async () => {
    store.ask({ filter: { ...emptyFilter, text: 'slate' } })
    await engine.settled()
  }
  beforeEach(async () => {
    engine = new FakeEngineLink()
    engine.answer('library.overview', () => overview)
    engine.answer('library.query', () => snapshot(1, 3, 2, 1))
    engine.answer('library.find', () => ({ list: snapshot(1, 2), whole: false, hits: [hit] }))
    store = createLibraryStore(engine.link)
    store.start()
    await engine.settled()
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('shows what was found under its recording at once, and the rest when typing rests', async () => {
    engine.hold('library.query')
    await search()
    expect(store.getState().items.keys).toHaveLength(2)
    expect(store.getState()).toMatchObject({ whole: false, asking: false })
    expect(engine.waiting).toEqual([])
    await vi.advanceTimersByTimeAsync(1000)
    await engine.give('library.query', snapshot(1, 3, 2, 1))
    expect(store.getState().items.keys).toHaveLength(4)
    expect(store.getState().whole).toBe(true)
  })

  test('asks for no rest while typing goes on, and for none where there is none', async () => {
    engine.hold('library.query')
    for (let key = 0; key < 5; key += 1) {
      await search()
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(engine.waiting).toEqual([])
    engine.answer('library.find', () => ({ list: snapshot(1, 2), whole: true, hits: [hit] }))
    await search()
    await vi.advanceTimersByTimeAsync(1000)
    expect(engine.waiting).toEqual([])
    expect(store.getState().whole).toBe(true)
  })

  test('keeps a whole list while it is read again', async () => {
    await search()
    await vi.advanceTimersByTimeAsync(1000)
    await engine.emit('change', change({ seq: 2, list: true }))
    await vi.advanceTimersByTimeAsync(200)
    expect(store.getState().items.ids).toEqual(Int32Array.of(3, 2, 1))
    engine.answer('library.query', () => snapshot(2, 4, 3, 2, 1))
    await vi.advanceTimersByTimeAsync(1000)
    expect(store.getState().items.ids).toEqual(Int32Array.of(4, 3, 2, 1))
  })

  test('chooses all of it, though only its beginning is here', async () => {
    await search()
    store.chooseAll()
    await vi.advanceTimersByTimeAsync(1000)
    expect(store.getState().selection.keys).toEqual(new Set(store.getState().items.keys))
    expect(store.getState().selection.keys).toContain(3)
  })

  const only = (key: number) => ({ keys: new Set([key]), focused: key, anchor: key })

  test('keeps what was chosen before it, though only its beginning is here', async () => {
    store.choose(only(3))
    await search()
    expect(store.getState().selection.keys).toEqual(new Set())
    await vi.advanceTimersByTimeAsync(1000)
    expect(store.getState().selection).toEqual(only(3))
  })

  test('keeps what was chosen in its beginning', async () => {
    store.choose(only(3))
    await search()
    store.choose(only(2))
    await vi.advanceTimersByTimeAsync(1000)
    expect(store.getState().selection).toEqual(only(2))
  })

  test('cleared, shows the list as it stood at once, and reads it again when typing rests', async () => {
    await search()
    engine.hold('library.query')
    store.ask({ filter: emptyFilter })
    expect(shown()).toEqual([3, 2, 1])
    expect(store.getState()).toMatchObject({ whole: true, asking: false, hits: [] })
    expect(engine.waiting).toEqual([])
    await vi.advanceTimersByTimeAsync(1000)
    await engine.give('library.query', snapshot(2, 4, 3, 2, 1))
    expect(shown()).toEqual([4, 3, 2, 1])
  })

  test('cleared, asks for a list that isn’t the one that stood before it', async () => {
    await search()
    engine.hold('library.query')
    store.ask({ filter: { ...emptyFilter, list: 'starred' } })
    expect(store.getState().asking).toBe(true)
    await engine.give('library.query', snapshot(2, 2))
    expect(shown()).toEqual([2])
  })

  test('cleared in another library, asks for that one’s list', async () => {
    await search()
    await store.readAgain()
    engine.hold('library.query')
    store.ask({ filter: emptyFilter })
    expect(store.getState().asking).toBe(true)
    await engine.give('library.query', snapshot(2, 8))
    expect(shown()).toEqual([8])
  })

  test('sorts by what fits best until the search is cleared', async () => {
    await search()
    store.ask({ sort: { by: 'relevance', descending: true } })
    expect(store.getState().sort.by).toBe('relevance')
    store.ask({ filter: emptyFilter })
    expect(store.getState().sort.by).toBe('date')
  })
})
