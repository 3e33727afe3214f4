/**
 * Chat of a recording: the rows of 100ms's CSV (get-started/features/recordings/chat-recording) as messages on the
 * recording's time. What a cell may hold isn't documented, so nothing about it is taken for granted.
 */
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type { ChatMessage } from '../../../../preload/contract/review.ts'
import { cleanLine } from '../transcript/text.ts'

/** A message this much before the start is of another clock: no time is better than a wrong one. */
const mostBeforeMs = 60_000

/** `rows`: the header first. `startedMs`: the recording's start, epoch; null where upstream doesn't say. */
export function chatMessages(
  rows: readonly (readonly string[])[],
  startedMs: number | null,
): Result<ChatMessage[], string> {
  const [header, ...body] = rows
  if (header === undefined) return ok([])
  const columns = new Map(header.map((name, index) => [name.trim().toLowerCase(), index]))
  const messageAt = columns.get('message')
  if (messageAt === undefined) return err('The chat file has no column "Message".')
  const cell = (row: readonly string[], name: string): string => row[columns.get(name) ?? -1] ?? ''
  // The last cell of a file that puts nothing in quotes has its commas; empty cells behind it are a spreadsheet's.
  const messageEnd = messageAt === header.length - 1 ? undefined : messageAt + 1
  const messages = body.flatMap((row) => {
    const text = cleanLine(
      row.slice(messageAt, messageEnd ?? row.findLastIndex((value) => value.trim() !== '') + 1).join(','),
    )
    if (text === '') return []
    const sentMs = Date.parse(cell(row, 'sentat').trim())
    const sender = cleanLine(cell(row, 'sendername')) || 'Unknown'
    return [{ sentMs, message: { atMs: offset(sentMs, startedMs), sender, roles: roles(cell(row, 'roles')), text } }]
  })
  // NaN compares as equal: what has no time stays where it stood.
  return ok(messages.sort((a, b) => a.sentMs - b.sentMs || 0).map(({ message }) => message))
}

function offset(sentMs: number, startedMs: number | null): number | null {
  if (startedMs === null || Number.isNaN(sentMs)) return null
  const atMs = sentMs - startedMs
  return atMs < -mostBeforeMs ? null : Math.max(0, atMs)
}

/** `[]` is everyone; `[a,b]`, `[a b]` and `["a","b"]` have all been thought of, none is documented. */
function roles(cell: string): string[] {
  const inside = cell.trim().replace(/^\[|\]$/g, '')
  return inside
    .split(inside.includes(',') ? ',' : /\s+/)
    .map((role) => cleanLine(role).replace(/^["']|["']$/g, ''))
    .filter((role) => role !== '')
}
