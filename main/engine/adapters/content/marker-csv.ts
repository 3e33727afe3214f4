/** Reads a CSV of markers, whoever wrote it: with commas, semicolons or tabs. The core turns the rows into markers. */
import { parse } from 'csv-parse/sync'
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { ReadMarkers } from '../../../../preload/contract/markers.ts'
import { err, type Result } from '../../../../preload/contract/result.ts'
import { type CsvRow, markersOfRows } from '../../core/markers/csv.ts'

export function parseMarkers(file: string): Result<ReadMarkers, DailiesError> {
  const rows = rowsOf(file.replace(separatorLine, ''))
  const read =
    rows === null ? err('This file can’t be read as CSV; it may be cut off, or something else.') : markersOfRows(rows)
  return read.ok ? read : err({ kind: 'unreadable', message: read.error })
}

/** What tells Excel how the cells are parted. */
const separatorLine = /^\uFEFF?"?sep=.?"?\r?\n/i

function rowsOf(file: string): CsvRow[] | null {
  const rows: CsvRow[] = []
  try {
    parse(file, {
      ...{ bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
      delimiter: delimiterOf(file),
      on_record: (cells: string[], { records, empty_lines: emptyLines }) => {
        rows.push({ cells, number: records + emptyLines })
        return null
      },
    })
    return rows
  } catch {
    return null
  }
}

/** Whichever the header has most of; Excel writes semicolons where the comma is for decimals. */
function delimiterOf(file: string): string {
  const header = /[^\r\n]{1,10000}/.exec(file)?.[0] ?? ''
  const count = (delimiter: string): number => header.split(delimiter).length
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best))
}
