/**
 * Where everything stands in the list or the grid: rows of one or more lines, some under a heading, and the pixels above
 * each. Pure; made anew when the list or the width changes, so that scrolling and dragging only look things up.
 */
import { isHit, type LibraryItems } from '../../../stores/library-items.ts'
import { lastNotAbove } from './rising.ts'

export type ListLayout = {
  readonly items: LibraryItems
  /** A row each, and one more: its first line. */
  readonly firsts: Int32Array
  /** A row each, and one more: pixels above it. A row's heading belongs to it. */
  readonly tops: Float64Array
  /** By row. The very first one's stands over the list instead. */
  readonly headings: ReadonlyMap<number, string>
  /** null: each row is one line, as wide as the list. */
  readonly grid: GridMeasures | null
}

/** All in pixels. */
export type GridMeasures = {
  readonly columns: number
  readonly cardWidth: number
  readonly cardHeight: number
}

export const headingHeight = 36
const gridGap = 8
const gridMargin = 16
/** Around a card's picture and words: what is chosen shows as a frame. */
const cardPadding = 8
const cardWords = 50
const narrowestCard = 176

export const lineHeight = (items: LibraryItems, index: number): number => (isHit(items, index) ? 30 : 56)

/** As many columns as fit, and cards as wide as they then can be. */
export function gridMeasures(width: number): GridMeasures {
  const room = Math.max(narrowestCard, width - 2 * gridMargin)
  const columns = Math.max(1, Math.floor((room + gridGap) / (narrowestCard + gridGap)))
  const cardWidth = Math.floor((room - (columns - 1) * gridGap) / columns)
  const picture = Math.round(((cardWidth - 2 * cardPadding) * 9) / 16)
  return { columns, cardWidth, cardHeight: picture + cardWords + 2 * cardPadding }
}

export const cardLeft = ({ cardWidth }: GridMeasures, column: number): number =>
  gridMargin + column * (cardWidth + gridGap)

/** `headings`: by line. */
export function layOut(
  items: LibraryItems,
  headings: ReadonlyMap<number, string>,
  grid: GridMeasures | null,
): ListLayout {
  const most = items.keys.length
  const firsts = new Int32Array(most + 1)
  const tops = new Float64Array(most + 1)
  const headingRows = new Map<number, string>()
  const columns = grid?.columns ?? 1
  const cardRow = grid === null ? 0 : grid.cardHeight + gridGap
  // In the list's order. Asking the map for each of 100,000 lines would take longer than all the rest.
  const headed = [...headings.keys()].filter((line) => line > 0)
  let next = 0
  let row = 0
  let top = 0
  for (let line = 0; line < most; ) {
    firsts[row] = line
    tops[row] = top
    if (headed[next] === line) {
      headingRows.set(row, headings.get(line) ?? '')
      top += headingHeight
      next += 1
    }
    top += grid === null ? lineHeight(items, line) : cardRow
    line = Math.min(line + columns, headed[next] ?? most)
    row += 1
  }
  firsts[row] = most
  tops[row] = top
  return { items, firsts: firsts.slice(0, row + 1), tops: tops.slice(0, row + 1), headings: headingRows, grid }
}

export const rowCount = ({ firsts }: ListLayout): number => firsts.length - 1

export const linesOfRow = ({ firsts }: ListLayout, row: number): { readonly first: number; readonly end: number } => ({
  first: firsts[row] ?? 0,
  end: firsts[row + 1] ?? 0,
})

export const rowOfLine = ({ firsts }: ListLayout, line: number): number => lastNotAbove(firsts, firsts.length - 1, line)

/** Pixels above a line's row, its heading included, and above the next one. */
export const topOf = (layout: ListLayout, line: number): number => layout.tops[rowOfLine(layout, line)] ?? 0
export const bottomOf = (layout: ListLayout, line: number): number => layout.tops[rowOfLine(layout, line) + 1] ?? 0

/** The row at that many pixels from the top, its heading included. */
export const rowAt = ({ tops }: ListLayout, y: number): number => lastNotAbove(tops, tops.length - 1, y)

/** The line one row further up or down, in the same column or the last one there; null: there is no such row. */
export function lineBeside(layout: ListLayout, line: number, rows: number): number | null {
  const row = rowOfLine(layout, line)
  const target = row + rows
  if (target < 0 || target >= rowCount(layout)) return null
  const { first, end } = linesOfRow(layout, target)
  return Math.min(end - 1, first + line - linesOfRow(layout, row).first)
}

/** Pixels, from the top left of what is scrolled. */
export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

/** The lines that a box touches, in the list's order. */
export function linesIn(layout: ListLayout, box: Box): Int32Array {
  const { grid, tops, headings } = layout
  const count = rowCount(layout)
  if (count === 0 || box.top >= (tops[count] ?? 0)) return new Int32Array()
  const from = rowAt(layout, Math.max(0, box.top))
  const to = rowAt(layout, Math.max(0, box.bottom))
  const touched: number[] = []
  for (let row = from; row <= to; row += 1) {
    const top = (tops[row] ?? 0) + (headings.has(row) ? headingHeight : 0)
    const bottom = (tops[row + 1] ?? 0) - (grid === null ? 0 : gridGap)
    if (bottom <= box.top || top > box.bottom) continue
    const { first, end } = linesOfRow(layout, row)
    for (let line = first; line < end; line += 1) {
      const left = grid === null ? 0 : cardLeft(grid, line - first)
      const right = grid === null ? Number.POSITIVE_INFINITY : left + grid.cardWidth
      if (left <= box.right && right > box.left) touched.push(line)
    }
  }
  return Int32Array.from(touched)
}
