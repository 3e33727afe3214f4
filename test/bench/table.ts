/** The rows of a run, for a person. */
import type { Row } from './benchmark.ts'

export function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => [row.measure, figure(row.value, row.unit), against(row), goal(row), verdict(row)])
  const all = [['measure', 'value', 'baseline', 'goal', ''], ...lines]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0))) ?? []
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function figure(value: number, unit: string): string {
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2
  return `${value.toFixed(digits)} ${unit}`
}

const ratio = ({ value, baseline }: Row) => (baseline === null ? null : value / baseline.value)

function against(row: Row): string {
  if (row.baseline === null) return ''
  const times = row.baseline.value === 0 ? '' : `${ratio(row)?.toFixed(2)}× `
  return `${times}${row.baseline.what} (${figure(row.baseline.value, row.unit)})`
}

function goal({ goal, unit }: Row): string {
  if (goal === null) return ''
  return goal.of === 'ratio' ? `≤ ${goal.atMost}×` : `≤ ${goal.atMost} ${unit}`
}

function verdict(row: Row): string {
  if (row.goal === null) return ''
  const measured = row.goal.of === 'ratio' ? (ratio(row) ?? Number.POSITIVE_INFINITY) : row.value
  return measured <= row.goal.atMost ? 'met' : 'missed'
}
