// The room's markers before and after the engine answers, undone and redone, and their shapes on the timeline.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CommandInput } from '../../../../../preload/contract/commands.ts'
import { err, ok } from '../../../../../preload/contract/result.ts'
import { flagsPath, nearestMarker, rangesPath } from '../../../../../renderer/features/review/markers/lane-shapes.ts'
import { MarkerBook } from '../../../../../renderer/features/review/markers/marker-book.ts'
import {
  applied,
  did,
  noHistory,
  redone,
  stepOf,
  undone,
} from '../../../../../renderer/features/review/markers/marker-history.ts'
import { whole } from '../../../../../renderer/features/review/timeline/time-scale.ts'
import { anyMarker, anyMarkers } from '../../../core/markers/marker-arbitrary.ts'

const marker = (id: string, startMs: number, text = '') => ({
  ...{ id, startMs, endMs: null, text, createdMs: 1 },
  colour: 'blue' as const,
})

describe('what was done to markers', () => {
  const anyEdit = fc.record({
    put: fc.uniqueArray(anyMarker, { selector: ({ id }) => id, maxLength: 4 }),
    remove: fc.array(fc.stringMatching(/^[\w-]{1,64}$/), { maxLength: 3 }),
  })

  test('undone step by step is as it was, and redone as it became', () => {
    fc.assert(
      fc.property(anyMarkers, fc.array(anyEdit, { maxLength: 8 }), (first, edits) => {
        const start = applied(first, { put: [], remove: [] }, 0)
        let [markers, history] = [start, noHistory]
        for (const edit of edits) {
          const removable = { ...edit, remove: edit.remove.filter((id) => edit.put.every((each) => each.id !== id)) }
          history = did(history, stepOf(markers, removable))
          markers = applied(markers, removable, 0)
        }
        const end = markers
        for (let last = undone(history); last !== null; last = undone(history)) {
          history = last.history
          markers = applied(markers, last.step.back, 0)
        }
        expect(markers).toEqual(start)
        for (let next = redone(history); next !== null; next = redone(history)) {
          history = next.history
          markers = applied(markers, next.step.there, 0)
        }
        expect(markers).toEqual(end)
      }),
    )
  })

  test('a marker and its first words are one step, later words another', () => {
    const dropped = did(noHistory, stepOf([], { put: [marker('a', 5)], remove: [] }))
    const worded = did(dropped, stepOf([marker('a', 5)], { put: [marker('a', 5, 'Cut')], remove: [] }))
    expect(worded.done).toHaveLength(1)
    const again = did(worded, stepOf([marker('a', 5, 'Cut')], { put: [marker('a', 5, 'Cut here')], remove: [] }))
    expect(again.done).toHaveLength(2)
  })

  test('a marker without words that is moved, or gets another colour, is there when that is undone', () => {
    const dropped = did(noHistory, stepOf([], { put: [marker('a', 5)], remove: [] }))
    const changes = [marker('a', 50), { ...marker('a', 5), colour: 'red' as const }, { ...marker('a', 5), endMs: 9 }]
    for (const changed of changes) {
      const history = did(dropped, stepOf([marker('a', 5)], { put: [changed], remove: [] }))
      expect(undone(history)?.step.back).toEqual({ put: [marker('a', 5)], remove: [] })
    }
  })
})

describe('the room’s markers', () => {
  /** An engine that keeps what it is told, and refuses when asked to. */
  function bookOn(refuse: { now: boolean; closed?: boolean }) {
    let kept: readonly ReturnType<typeof marker>[] = []
    const call = async (name: string, input: unknown) => {
      if (refuse.closed === true) return err({ kind: 'no-library' as const, message: 'No library is open.' })
      if (name === 'markers.list') return ok(kept)
      if (refuse.now) return err({ kind: 'folder' as const, message: 'The folder can’t be written.' })
      const { put, remove } = input as CommandInput<'markers.change'>
      kept = applied(kept, { put, remove }, 0) as typeof kept
      return ok(null)
    }
    let problem: string | null = null
    const engine = { call: call as never, on: () => () => undefined, onResnapshot: () => () => undefined }
    const book = new MarkerBook({ id: 1, upstreamId: 'rec1' }, engine, (words) => {
      problem = words
    })
    return {
      book,
      problem: () => problem,
      texts: () => book.store.getState().markers.map(({ text }) => text),
      kept: () => kept,
    }
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve))

  test('are there at once, take their words, and go back one step at a time', async () => {
    const { book, texts, kept } = bookOn({ now: false })
    book.drop(1234.6, null)
    const id = book.store.getState().writing ?? ''
    expect(texts()).toEqual([''])
    void book.edit(id, { text: 'Cut' })
    void book.edit(id, { colour: 'red' })
    expect(book.store.getState()).toMatchObject({
      colour: 'red',
      markers: [{ startMs: 1235, text: 'Cut', colour: 'red' }],
    })
    book.undo()
    await settled()
    expect(kept()).toMatchObject([{ text: 'Cut', colour: 'blue' }])
    book.undo()
    await settled()
    expect([texts(), kept()]).toEqual([[], []])
    book.redo()
    await settled()
    expect(kept()).toMatchObject([{ text: 'Cut' }])
  })

  test('a change that couldn’t be saved is not shown as if it were, and it is said why', async () => {
    const refuse = { now: false }
    const { book, problem } = bookOn(refuse)
    book.drop(10, null)
    await settled()
    refuse.now = true
    book.move(book.store.getState().writing ?? '', 20)
    await settled()
    expect(book.store.getState().markers).toMatchObject([{ startMs: 10 }])
    expect(problem()).toBe('The folder can’t be written.')
    expect(book.canUndo).toBe(false)
    refuse.now = false
    book.drop(20, null)
    await settled()
    expect(problem()).toBeNull()
  })

  test('while the library is away only words wait; what else is tried isn’t shown as done', async () => {
    const away = { now: false, closed: false }
    const { book, problem, texts, kept } = bookOn(away)
    book.drop(1000, null)
    const id = book.store.getState().writing ?? ''
    book.keep(id, 'Ferry')
    await settled()
    away.closed = true
    book.start()
    await settled()
    expect(problem()).toBeNull()
    void book.change({ put: [], remove: [id] })
    expect(texts()).toEqual([])
    await settled()
    expect([texts(), problem()]).toEqual([['Ferry'], 'No library is open.'])
    book.drop(2000, null)
    book.keep(book.store.getState().writing ?? '', 'Gull')
    await settled()
    expect([texts(), kept().length]).toEqual([['Ferry', 'Gull'], 1])
  })

  test('what the library has when it is back is shown, also where nothing waits', async () => {
    const away = { now: false, closed: true }
    const { book } = bookOn(away)
    book.start()
    await settled()
    expect(book.store.getState().loaded).toBe(false)
    away.closed = false
    book.saveAgain()
    await settled()
    expect(book.store.getState().loaded).toBe(true)
  })

  test('one that is set while the drive is away takes its words, which wait until the drive is back', async () => {
    const refuse = { now: true }
    const { book, texts, kept } = bookOn(refuse)
    book.drop(1000, null)
    const id = book.store.getState().writing ?? ''
    await settled()
    expect(book.store.getState()).toMatchObject({ writing: id, waiting: false, markers: [{ id }] })
    book.keep(id, 'Ferry')
    await settled()
    expect(book.store.getState()).toMatchObject({ writing: id, waiting: true })
    expect(texts()).toEqual(['Ferry'])
    refuse.now = false
    book.keep(id, 'Ferry')
    await settled()
    expect(kept()).toMatchObject([{ id, text: 'Ferry' }])
    expect(book.store.getState()).toMatchObject({ writing: null, waiting: false })
  })

  test('words that can’t be saved are all asked for again, one after the other, after the marker that is being written', async () => {
    const refuse = { now: true }
    const { book, kept } = bookOn(refuse)
    const [first, second] = [1000, 2000].map((ms) => {
      book.drop(ms, null)
      return book.store.getState().writing ?? ''
    }) as [string, string]
    book.keep(first, 'Ferry')
    await settled()
    expect(book.store.getState()).toMatchObject({ writing: second, waiting: false })
    book.keep(second, 'Gull')
    await settled()
    expect(book.store.getState()).toMatchObject({ writing: first, waiting: true })
    refuse.now = false
    book.keep(first, 'Ferry')
    await settled()
    expect(book.store.getState()).toMatchObject({ writing: second, waiting: true })
    book.keep(second, 'Gull')
    await settled()
    expect(kept().map(({ text }) => text)).toEqual(['Ferry', 'Gull'])
    expect(book.store.getState().writing).toBeNull()
  })

  test('what waited and is saved now is undone to what was there before, at the first asking', async () => {
    const refuse = { now: false }
    const { book, texts, kept } = bookOn(refuse)
    book.drop(1000, null)
    const id = book.store.getState().writing ?? ''
    book.keep(id, 'Ferry')
    await settled()
    refuse.now = true
    book.keep(id, 'Ferry, at dawn')
    book.drop(2000, null)
    book.keep(book.store.getState().writing ?? '', 'Gull')
    await settled()
    refuse.now = false
    const { writing } = book.store.getState()
    book.saveAgain()
    // Its field is taken away, and keeps its words as it goes.
    book.keep(writing ?? '', 'Ferry, at dawn')
    await settled()
    expect(kept().map(({ text }) => text)).toEqual(['Ferry, at dawn', 'Gull'])
    book.undo()
    await settled()
    expect([texts(), kept().map(({ text }) => text)]).toEqual([['Ferry'], ['Ferry']])
    book.redo()
    await settled()
    expect(kept().map(({ text }) => text)).toEqual(['Ferry, at dawn', 'Gull'])
  })

  test('one that couldn’t be saved and that nobody wants is gone, and so is one that is taken away', async () => {
    const refuse = { now: true }
    const { book, texts } = bookOn(refuse)
    for (const forget of [
      (id: string) => book.giveUp(id),
      (id: string) => void book.change({ put: [], remove: [id] }),
    ]) {
      book.drop(1000, null)
      const id = book.store.getState().writing ?? ''
      await settled()
      forget(id)
      await settled()
      expect(texts()).toEqual([])
    }
  })

  test('a range moves with its length', async () => {
    const { book } = bookOn({ now: false })
    book.drop(1000, 3000)
    const id = book.store.getState().writing ?? ''
    book.move(id, 500)
    expect(book.store.getState().markers).toMatchObject([{ startMs: 500, endMs: 2500 }])
  })
})

describe('the lane', () => {
  const scale = whole(100_000)

  test('draws thousands as no more than there are pixels', () => {
    const many = Array.from({ length: 5000 }, (_, index) => marker(String(index), index * 20))
    expect(flagsPath(many, scale, 600).split('M').length - 1).toBeLessThanOrEqual(601)
    expect(rangesPath(many, scale, 600)).toBe('')
  })

  test('finds the marker under the pointer, and none where none is near', () => {
    const markers = [marker('a', 10_000), marker('b', 11_000), marker('c', 90_000)]
    expect(nearestMarker(markers, scale, 600, 65)?.id).toBe('b')
    expect(nearestMarker(markers, scale, 600, 300)).toBeNull()
  })
})
