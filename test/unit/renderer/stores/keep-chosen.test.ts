// What is chosen after the list has changed under it: never a recording that nobody has chosen.
import { describe, expect, test } from 'vitest'
import type { SearchHit } from '../../../../preload/contract/library.ts'
import { keepChosen } from '../../../../renderer/stores/keep-chosen.ts'
import { buildItems, keyOfHit, recordingsOf } from '../../../../renderer/stores/library-items.ts'
import { nothingSelected, type Selection, select, selectAll } from '../../../../renderer/stores/selection.ts'

const list = (groups: readonly (readonly number[])[], expanded: readonly number[] = [], hits: SearchHit[] = []) =>
  buildItems(
    {
      ids: Int32Array.from(groups.flat()),
      groupSizes: Int32Array.from(groups.map((group) => group.length)),
      groupMinutes: new Int32Array(),
    },
    new Set(expanded),
    hits,
  )
const chosen = (items: ReturnType<typeof list>, ...keys: number[]): Selection =>
  keys.reduce((selection, key) => select(items.keys, selection, key, 'toggle'), nothingSelected)
const hit = (recordingId: number, text: string): SearchHit => ({
  ...{ recordingId, text, source: 'transcript', atMs: 1000, speaker: null, marks: [] },
})

test('it stays as it is while the list grows around it', () => {
  const before = list([[9], [8], [7], [6]])
  const selection = chosen(before, 7)
  expect(keepChosen(before, list([[12], [11], [9], [8], [7], [6], [5]]), selection)).toBe(selection)
})

test('what is gone is let go, and the keyboard goes to the nearest that stands', () => {
  const before = list([[9], [8], [7], [6], [5]])
  expect(keepChosen(before, list([[9], [8], [6], [5]]), chosen(before, 7))).toMatchObject({
    keys: new Set(),
    focused: 6,
  })
})

describe('a recording that others of its session join', () => {
  const before = list([[9], [8], [7]])

  test('stays chosen in the session’s line, whether they are newer or older', () => {
    for (const joined of [
      [12, 8],
      [8, 3],
      [12, 8, 3],
    ]) {
      const after = list([[9], joined, [7]])
      const kept = keepChosen(before, after, chosen(before, 8))
      expect(recordingsOf(after, kept.keys)).toEqual(joined)
      expect(kept.focused).toBe(-(joined.at(-1) ?? 0))
      expect(kept.anchor).toBe(kept.focused)
    }
  })

  test('is the one that is chosen where the session is open', () => {
    const after = list([[9], [12, 8], [7]], [-8])
    expect([...keepChosen(before, after, chosen(before, 8)).keys]).toEqual([8])
  })
})

describe('a session', () => {
  test('that an older recording joins, or whose oldest goes, stays chosen', () => {
    const before = list([[9], [8, 6], [7]])
    const older = list([[9], [8, 6, 3], [7]])
    expect([...keepChosen(before, older, chosen(before, -6)).keys]).toEqual([-3])
    const rest = list([[9], [8], [7]])
    expect(keepChosen(before, rest, chosen(before, -6))).toEqual({ keys: new Set([8]), focused: 8, anchor: 8 })
  })

  test('that is closed takes the keyboard from those inside', () => {
    const before = list([[9], [8, 6], [7]], [-6])
    expect(keepChosen(before, list([[9], [8, 6], [7]]), chosen(before, 6)).focused).toBe(-6)
  })
})

describe('a line that a search found', () => {
  const before = list([[9], [8]], [], [hit(9, 'ferry one'), hit(8, 'ferry two')])

  test('is the same words in what is found next, not the same place', () => {
    const after = list([[10], [8]], [], [hit(10, 'ferry nought'), hit(8, 'ferry two')])
    const three = list([[10], [9], [8]], [], [hit(10, 'ferry nought'), hit(9, 'ferry one'), hit(8, 'ferry two')])
    expect([...keepChosen(before, three, chosen(before, keyOfHit(1))).keys]).toEqual([keyOfHit(2)])
    expect([...keepChosen(before, after, chosen(before, keyOfHit(1))).keys]).toEqual([keyOfHit(1)])
  })

  test('that isn’t found any more leaves its recording chosen', () => {
    expect([...keepChosen(before, list([[9], [8]]), chosen(before, keyOfHit(0))).keys]).toEqual([9])
  })
})

test('of a hundred thousand chosen, of which some join sessions, none is lost', () => {
  const count = 100_000
  const before = list(Array.from({ length: count }, (_, index) => [count - index]))
  const after = list(Array.from({ length: count / 2 }, (_, index) => [count - 2 * index, count - 2 * index - 1]))
  const kept = keepChosen(before, after, selectAll(before.keys, nothingSelected))
  expect(recordingsOf(after, kept.keys)).toHaveLength(count)
})
