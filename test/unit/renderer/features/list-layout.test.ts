// Where lines and cards stand, what a box drawn over them touches, where keys lead, and where a day or month begins.
import { describe, expect, test } from 'vitest'
import { headingOver, listHeadings } from '../../../../renderer/features/library/list/list-headings.ts'
import {
  gridMeasures,
  headingHeight,
  layOut,
  lineBeside,
  linesIn,
  rowAt,
  rowCount,
} from '../../../../renderer/features/library/list/list-layout.ts'
import { buildItems } from '../../../../renderer/stores/library-items.ts'

const now = Date.UTC(2026, 10, 22, 12)
const minutes = (dates: readonly number[]) => Int32Array.from(dates, (ms) => ms / 60_000)
/** Each a recording; the newest has the highest id. */
const recordedAt = (dates: readonly number[]) =>
  buildItems(
    {
      ids: Int32Array.from(dates, (_, index) => dates.length - index),
      groupSizes: new Int32Array(dates.length).fill(1),
      groupMinutes: minutes(dates),
    },
    new Set(),
  )
const november = (day: number) => Date.UTC(2026, 10, day, 9)
const seven = recordedAt([november(22), november(22), november(21), november(3), november(2), november(1), 0])
const headings = listHeadings(seven, now, 'UTC')
/** Two columns of cards. */
const grid = gridMeasures(2 * 230)

describe('headings', () => {
  test('stand where another day or month begins, and once for what has no date', () => {
    expect([...headings]).toEqual([
      [0, 'Today'],
      [2, 'Yesterday'],
      [3, 'November 2026'],
      [6, 'No date'],
    ])
  })

  test('are those of the library’s time zone', () => {
    const items = recordedAt([Date.UTC(2026, 10, 22, 1), Date.UTC(2026, 10, 21, 20)])
    expect([...listHeadings(items, now, 'UTC').values()]).toEqual(['Today', 'Yesterday'])
    expect([...listHeadings(items, now, 'America/New_York').values()]).toEqual(['Yesterday'])
  })

  test('name the day of any line, and none where the list isn’t by date', () => {
    expect(headingOver(seven, 5, now, 'UTC')).toBe('November 2026')
    expect(headingOver({ groupLines: new Int32Array(), groupMinutes: new Int32Array() }, 5, now, 'UTC')).toBeNull()
  })

  test('of a session that is open stand over the whole of it', () => {
    const session = buildItems(
      {
        ids: Int32Array.of(5, 4, 3),
        groupSizes: Int32Array.of(2, 1),
        groupMinutes: minutes([november(22), november(2)]),
      },
      new Set([-4]),
    )
    expect([...listHeadings(session, now, 'UTC').keys()]).toEqual([0, 3])
  })
})

describe('the list', () => {
  const list = layOut(seven, headings, null)

  test('is a row a line, with room for headings but the first, which stands over the list', () => {
    expect(rowCount(list)).toBe(7)
    expect([...list.tops.subarray(0, 4)]).toEqual([0, 56, 112, 112 + headingHeight + 56])
    expect([...list.headings]).toEqual([
      [2, 'Yesterday'],
      [3, 'November 2026'],
      [6, 'No date'],
    ])
    expect(rowAt(list, 57)).toBe(1)
  })

  test('a box touches the lines that it reaches, not those whose heading it crosses', () => {
    expect([...linesIn(list, { left: 10, right: 20, top: 60, bottom: 70 })]).toEqual([1])
    expect([...linesIn(list, { left: 10, right: 20, top: 20, bottom: 112 + headingHeight - 1 })]).toEqual([0, 1])
    expect([...linesIn(list, { left: 10, right: 20, top: 5000, bottom: 6000 })]).toEqual([])
  })
})

describe('the grid', () => {
  const cards = layOut(seven, headings, grid)

  test('fills its rows and begins a new one under each heading', () => {
    expect(grid.columns).toBe(2)
    expect([...cards.firsts]).toEqual([0, 2, 3, 5, 6, 7])
  })

  test('arrows keep their column, or take the last card of a shorter row', () => {
    expect(lineBeside(cards, 1, 1)).toBe(2)
    expect(lineBeside(cards, 4, -1)).toBe(2)
    expect(lineBeside(cards, 3, 1)).toBe(5)
    expect(lineBeside(cards, 0, -1)).toBeNull()
    expect(lineBeside(cards, 6, 1)).toBeNull()
  })

  test('a box touches cards in both directions', () => {
    const secondColumn = { left: grid.cardWidth + 40, right: grid.cardWidth + 60 }
    expect([...linesIn(cards, { ...secondColumn, top: 0, bottom: 10_000 })]).toEqual([1, 4])
    expect([...linesIn(cards, { left: 20, right: 400, top: 10, bottom: 20 })]).toEqual([0, 1])
  })

  test('has at least one column, however narrow', () => {
    expect(gridMeasures(0)).toMatchObject({ columns: 1 })
    expect(gridMeasures(0).cardHeight).toBeGreaterThan(100)
  })
})

test('a hundred thousand recordings of many years are laid out with few looks at the calendar', () => {
  const hourMs = 3_600_000
  const many = recordedAt(Array.from({ length: 100_000 }, (_, index) => now - index * hourMs))
  let looks = 0
  const counted = new Proxy(many.groupMinutes, {
    get: (minutesOf, index) => {
      looks += 1
      return Reflect.get(minutesOf, index)
    },
  })
  const found = listHeadings({ groupLines: many.groupLines, groupMinutes: counted }, now, 'UTC')
  expect(found.size).toBeGreaterThan(130)
  expect(looks).toBeLessThan(6000)
  expect(rowCount(layOut(many, found, gridMeasures(1000)))).toBeLessThan(26_000)
})
