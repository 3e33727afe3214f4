/**
 * Markers as a CSV of Dailies' own columns, and rows of any CSV as markers. Written with a byte-order mark and CRLF,
 * which is what Excel reads right; a cell that a spreadsheet would take for a formula is quoted by an apostrophe, which
 * reading takes off again. What stands between the rows' commas is not read here.
 */

import { usualMarkerColour } from '../../../../preload/contract/marker-terms.ts'
import {
  latestCreatedMs,
  latestMarkerMs,
  type Marker,
  type MarkerColour,
  type MarkerDraft,
  markerColour,
  mostMarkers,
  type ReadMarkers,
} from '../../../../preload/contract/markers.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import { clockMs, clockText } from '../clock-text.ts'
import { cleanMarkerText } from './marker-record.ts'

/** “Time code” is for people; the milliseconds count. Excel changes how it writes times, numbers it leaves alone. */
const columns = ['Time code', 'Start ms', 'End ms', 'Text', 'Colour', 'Created', 'Id'] as const

export function markersCsv(markers: readonly Marker[]): string {
  const rows = markers.map(({ id, startMs, endMs, text, colour, createdMs }) => [
    clockText(startMs, '.'),
    String(startMs),
    endMs === null ? '' : String(endMs),
    unlikeFormula(text),
    colour,
    new Date(createdMs).toISOString(),
    unlikeFormula(id),
  ])
  return `\ufeff${[columns, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('')}`
}

const quoted = (cell: string): string => (/[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

// The wide signs too: where they are typed, a spreadsheet takes them for the narrow ones.
const unlikeFormula = (cell: string): string => (/^'*[=+\-@\t＝＋－＠]/.test(cell) ? `'${cell}` : cell)
const likeFormula = (cell: string): string => (/^'+[=+\-@\t＝＋－＠]/.test(cell) ? cell.slice(1) : cell)

/** Of several that a header has, the first counts. Compared without case, spaces and signs. */
type Column = 'startMs' | 'start' | 'endMs' | 'end' | 'text' | 'colour' | 'created' | 'id'
const names: Readonly<Record<Column, readonly string[]>> = {
  startMs: ['startms'],
  start: ['start', 'starttime', 'timecode', 'time', 'in', 'position'],
  endMs: ['endms'],
  end: ['end', 'endtime', 'out'],
  text: ['text', 'marker', 'name', 'markername', 'title', 'comment', 'note', 'notes', 'description'],
  colour: ['colour', 'color'],
  created: ['created'],
  id: ['id'],
}

const mostProblems = 5

/** `number`: as a spreadsheet counts, from 1, with the empty ones between. */
export type CsvRow = { readonly cells: readonly string[]; readonly number: number }

/** `rows`: the header first. The error is a sentence for a person. */
export function markersOfRows(rows: readonly CsvRow[]): Result<ReadMarkers, string> {
  const [header, ...body] = rows
  const found = (header?.cells ?? []).map((name) => name.toLowerCase().replace(/[^a-z]/g, ''))
  const at = (column: Column): number => found.findIndex((name) => names[column].includes(name))
  const places = { startMs: at('startMs'), start: at('start'), endMs: at('endMs'), end: at('end'), text: at('text') }
  if (places.startMs === -1 && places.start === -1) return err(noStart)
  const all = { ...places, colour: at('colour'), created: at('created'), id: at('id') }
  const markers = new Map<string, MarkerDraft>()
  const problems: string[] = []
  let skipped = 0
  const tell = (reason: string): void => {
    if (problems.length < mostProblems) problems.push(reason)
  }
  const skip = (reason: string): void => {
    skipped += 1
    tell(reason)
  }
  for (const { cells: row, number } of body) {
    const cell = (column: Column): string => (row[all[column]] ?? '').trim()
    if (row.every((each) => each.trim() === '')) continue
    const startMs = timeIn(cell('startMs'), cell('start'))
    if (startMs === null) {
      skip(`Row ${number} has no time that can be read (${shown(cell('startMs') || cell('start'))}).`)
      continue
    }
    if (markers.size === mostMarkers) {
      skip(`Only the first ${mostMarkers} markers were read.`)
      continue
    }
    const endMs = timeIn(cell('endMs'), cell('end'))
    if (endMs !== null && endMs < startMs) tell(`Row ${number} ends before it starts; it was read as a moment.`)
    const draft = {
      ...{ startMs, endMs: endMs !== null && endMs > startMs ? endMs : null },
      text: cleanMarkerText(likeFormula(row[all.text] ?? '')),
      colour: colourIn(cell('colour')),
      createdMs: createdIn(cell('created')),
    }
    const id = freeId(idIn(likeFormula(cell('id'))) ?? idOf(draft), markers)
    markers.set(id, { id, ...draft })
  }
  return ok({ markers: [...markers.values()], skipped, problems: [...new Set(problems)] })
}

const noStart =
  'This file has no column that says when a marker starts, so no markers were read. Name one “Start ms” ' +
  '(milliseconds) or “Start” (like 0:01:02.5); “End”, “Text” and “Colour” are read too.'

const shown = (cell: string): string => (cell === '' ? 'it is empty' : `“${cell.slice(0, 40)}”`)

function timeIn(milliseconds: string, clock: string): number | null {
  const ms = /^\d{1,10}$/.test(milliseconds) ? Number(milliseconds) : clockMs(clock)
  return ms === null || ms > latestMarkerMs ? null : ms
}

/** What other programs call theirs. */
const otherColours: Readonly<Record<string, MarkerColour>> = {
  purple: 'magenta',
  pink: 'magenta',
  violet: 'magenta',
  orange: 'yellow',
  gold: 'yellow',
  teal: 'cyan',
}

function colourIn(cell: string): MarkerColour {
  const name = cell.toLowerCase()
  const known = markerColour.safeParse(name)
  if (known.success) return known.data
  return Object.hasOwn(otherColours, name) ? (otherColours[name] ?? usualMarkerColour) : usualMarkerColour
}

function createdIn(cell: string): number | null {
  const ms = /^\d{4}-\d\d-\d\dT/.test(cell) ? Date.parse(cell) : Number.NaN
  return ms >= 0 && ms <= latestCreatedMs ? ms : null
}

const idIn = (cell: string): string | null => (/^[\w-]{1,64}$/.test(cell) ? cell : null)

/** What says the same gets the same id: reading a file twice adds nothing. */
function idOf({ startMs, endMs, text, colour }: Omit<MarkerDraft, 'id'>): string {
  let [high, low] = [0xdead_beef, 0x41c6_ce57]
  for (const character of JSON.stringify([startMs, endMs, text, colour])) {
    const code = character.codePointAt(0) ?? 0
    high = Math.imul(high ^ code, 2_654_435_761)
    low = Math.imul(low ^ code, 1_597_334_677)
  }
  const hex = (half: number): string => (half >>> 0).toString(16).padStart(8, '0')
  return `csv-${hex(high)}${hex(low)}`
}

function freeId(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? wanted : `${wanted.slice(0, 56)}-${number}`
    if (!taken.has(id)) return id
  }
}
