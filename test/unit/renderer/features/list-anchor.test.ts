// What is read stays where it is read while recordings come and go around it, in the list and in the grid.
import { describe, expect, test } from 'vitest'
import { samePlace } from '../../../../renderer/features/library/list/list-anchor.ts'
import { gridMeasures, layOut, topOf } from '../../../../renderer/features/library/list/list-layout.ts'
import { buildItems, indexOfKey } from '../../../../renderer/stores/library-items.ts'

const linePx = 56
const height = 10 * linePx

const itemsOf = (groups: readonly (readonly number[])[]) =>
  buildItems(
    {
      ids: Int32Array.from(groups.flat()),
      groupSizes: Int32Array.from(groups.map((group) => group.length)),
      groupMinutes: new Int32Array(),
    },
    new Set(),
  )
const list = (ids: readonly number[]) => layOut(itemsOf(ids.map((id) => [id])), new Map(), null)
const downTo = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index)

/** How far below the upper edge a recording's line stands. */
const standsAt = (layout: ReturnType<typeof list>, id: number, scrollTop: number) =>
  topOf(layout, indexOfKey(layout.items, id)) - scrollTop

describe('in the list', () => {
  const before = list(downTo(1000, 1))
  // 900 is the first line in sight.
  const scrollTop = 100 * linePx + 20

  test('what comes and goes above moves nothing', () => {
    const after = list([...downTo(1050, 1001), ...downTo(990, 1)])
    const top = samePlace(before, after, { scrollTop, height })
    expect(standsAt(after, 900, top)).toBe(standsAt(before, 900, scrollTop))
  })

  test('a line in sight that goes to the top by itself takes nobody with it', () => {
    const after = list([900, ...downTo(1000, 901), ...downTo(899, 1)])
    const top = samePlace(before, after, { scrollTop, height })
    expect(standsAt(after, 899, top)).toBe(standsAt(before, 899, scrollTop))
  })

  test('when some of what is in sight goes, the rest stands', () => {
    const after = list([...downTo(1000, 901), ...downTo(895, 1)])
    const top = samePlace(before, after, { scrollTop, height })
    expect(standsAt(after, 895, top)).toBe(standsAt(before, 895, scrollTop))
  })

  test('when all of it goes, what came after it is read next', () => {
    const after = list([...downTo(1000, 950), ...downTo(500, 1)])
    expect(standsAt(after, 500, samePlace(before, after, { scrollTop, height }))).toBe(0)
  })

  test('when that goes, too, the list ends at what came before', () => {
    const after = list(downTo(1000, 950))
    expect(standsAt(after, 950, samePlace(before, after, { scrollTop, height }))).toBe(-linePx)
  })

  test('a list that has nothing of the one before stays where it is', () => {
    expect(samePlace(before, list(downTo(5000, 4000)), { scrollTop, height })).toBe(scrollTop)
  })
})

test('in the grid, whole rows that come above move nothing', () => {
  const grid = gridMeasures(800)
  const gridOf = (ids: readonly number[]) => layOut(itemsOf(ids.map((id) => [id])), new Map(), grid)
  const before = gridOf(downTo(1000, 1))
  const scrollTop = topOf(before, 20 * grid.columns)
  const after = gridOf(downTo(1000 + 2 * grid.columns, 1))
  const first = 1000 - 20 * grid.columns
  const top = samePlace(before, after, { scrollTop, height })
  expect(standsAt(after, first, top)).toBe(standsAt(before, first, scrollTop))
})
