/**
 * Where a new day or month begins in a list that is sorted by date. Pure. Whatever the length of the list, a few dozen
 * looks at it are enough: in it all that stands under one heading stands together.
 */
import { dateHeading } from '../../../format/dates.ts'
import type { LibraryItems } from '../../../stores/library-items.ts'
import { firstWhere, lastNotAbove } from './rising.ts'

type Dated = Pick<LibraryItems, 'groupLines' | 'groupMinutes'>

const minuteMs = 60_000

/** By the line that it stands above; the first line has one too. Empty when the list isn't by date. */
export function listHeadings(
  { groupLines, groupMinutes }: Dated,
  nowMs: number,
  timeZone: string,
): ReadonlyMap<number, string> {
  const headings = new Map<number, string>()
  const headingOf = (group: number) => dateHeading((groupMinutes[group] ?? 0) * minuteMs, nowMs, timeZone)
  let group = 0
  while (group < groupMinutes.length) {
    const heading = headingOf(group)
    headings.set(groupLines[group] ?? 0, heading)
    group = firstWhere(group + 1, groupMinutes.length, (each) => headingOf(each) !== heading)
  }
  return headings
}

/** The heading that a line stands under; null when the list isn't by date. */
export function headingOver({ groupLines, groupMinutes }: Dated, line: number, nowMs: number, timeZone: string) {
  const minute = groupMinutes[lastNotAbove(groupLines, groupLines.length, line)]
  return minute === undefined ? null : dateHeading(minute * minuteMs, nowMs, timeZone)
}
