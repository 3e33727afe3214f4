import { describe, expect, test } from 'vitest'
import type { SearchHit } from '../../../../preload/contract/library.ts'
import {
  buildItems,
  hitsShown,
  indexOfKey,
  itemAt,
  recordingsOf,
  withGroup,
} from '../../../../renderer/stores/library-items.ts'
import { moveTo, nothingSelected, select, selectAll } from '../../../../renderer/stores/selection.ts'

const snapshot = (...groups: number[][]) => ({
  ids: Int32Array.from(groups.flat()),
  groupSizes: Int32Array.from(groups.map((group) => group.length)),
  groupMinutes: new Int32Array(),
})
const hit = (recordingId: number, source: SearchHit['source'] = 'transcript'): SearchHit => ({
  recordingId,
  source,
  atMs: 1000,
  speaker: null,
  text: 'word',
  marks: [[0, 4]],
})
const kinds = (items: ReturnType<typeof buildItems>) =>
  Array.from(items.keys, (_, index) => itemAt(items, index)).map((item) => `${item?.kind} ${item?.id}`)

describe('the lines of the list', () => {
  test('a session with several recordings is one line, which opens to all of them', () => {
    const closed = buildItems(snapshot([9], [8, 7, 6], [5]), new Set())
    expect(kinds(closed)).toEqual(['recording 9', 'group 8', 'recording 5'])
    const key = closed.keys[1] ?? 0
    const open = buildItems(snapshot([9], [8, 7, 6], [5]), new Set([key]))
    expect(kinds(open)).toEqual(['recording 9', 'group 8', 'member 8', 'member 7', 'member 6', 'recording 5'])
  })

  test('a session stays open when a newer recording joins it', () => {
    const key = buildItems(snapshot([8, 7]), new Set()).keys[0] ?? 0
    expect(kinds(buildItems(snapshot([10, 8, 7]), new Set([key])))).toEqual([
      'group 10',
      'member 10',
      'member 8',
      'member 7',
    ])
  })

  test('and when an older one does, or its oldest is filtered out', () => {
    const expanded = new Set([-7])
    expect(kinds(buildItems(snapshot([8, 7, 12]), expanded))[0]).toBe('group 8')
    expect(kinds(buildItems(snapshot([8, 7, 12]), expanded))).toContain('member 12')
    expect(kinds(buildItems(snapshot([10, 8]), new Set([-8])))).toContain('member 10')
  })

  test('a session that was opened by a recording which isn’t its oldest any more closes all the same', () => {
    const opened = new Set([-8])
    const items = buildItems(snapshot([9], [10, 8, 7]), opened)
    const closed = withGroup(items, opened, -7)
    expect(kinds(buildItems(snapshot([9], [10, 8, 7]), closed))).toEqual(['recording 9', 'group 10'])
    expect(withGroup(items, opened, -7, true)).toEqual(new Set([-7]))
    expect(withGroup(items, opened, 9)).toBe(opened)
  })

  test('lines that a search found stand under their recording, the first few; a title is its own line', () => {
    const found = [hit(5, 'title'), ...Array.from({ length: 6 }, () => hit(9)), hit(5)]
    const items = buildItems(snapshot([9], [5]), new Set(), found)
    expect(kinds(items)).toEqual(['recording 9', ...Array(hitsShown).fill('hit 9'), 'recording 5', 'hit 5'])
    expect(new Set(items.keys).size).toBe(items.keys.length)
  })

  test('a chosen session means all its recordings, each once', () => {
    const items = buildItems(snapshot([9], [8, 7]), new Set([-7]))
    expect(recordingsOf(items, new Set([-7, 8, 9]))).toEqual([9, 8, 7])
  })
})

describe('choosing', () => {
  const order = Int32Array.from([9, 8, 7, 6, 5])

  test('shift extends from where it began, in both directions', () => {
    const start = select(order, nothingSelected, 7, 'one')
    expect([...select(order, start, 5, 'extend').keys]).toEqual([7, 6, 5])
    const down = select(order, start, 5, 'extend')
    expect([...select(order, down, 9, 'extend').keys]).toEqual([9, 8, 7])
  })

  test('ctrl adds and takes away', () => {
    const two = select(order, select(order, nothingSelected, 7, 'one'), 5, 'toggle')
    expect([...two.keys]).toEqual([7, 5])
    expect([...select(order, two, 7, 'toggle').keys]).toEqual([5])
  })

  test('keys stop at both ends', () => {
    expect(moveTo(order, nothingSelected, -3, false).focused).toBe(9)
    expect(moveTo(order, nothingSelected, 99, false).focused).toBe(5)
  })

  test('all of a hundred thousand lines can be chosen and found', () => {
    const many = Int32Array.from({ length: 100_000 }, (_, index) => 100_000 - index)
    expect(selectAll(many, nothingSelected).keys.size).toBe(100_000)
    const items = buildItems(
      { ids: many, groupSizes: new Int32Array(100_000).fill(1), groupMinutes: new Int32Array() },
      new Set(),
    )
    expect(indexOfKey(items, 1)).toBe(99_999)
  })
})
