/** Reads 100ms's chat CSV (RFC 4180, and what isn't quite). The core turns the rows into messages. */
import { parse } from 'csv-parse/sync'
import { err, type Result } from '../../../../preload/contract/result.ts'
import type { ChatMessage } from '../../../../preload/contract/review.ts'
import { chatMessages } from '../../core/review/chat.ts'

/** `startedMs`: see `chatMessages`. The error is a sentence for a person. */
export function parseChat(file: string, startedMs: number | null): Result<ChatMessage[], string> {
  let rows: string[][]
  try {
    rows = parse(file, {
      ...{ bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
      // As the parser would find it; what has none would cost it seven times as long.
      record_delimiter: /\r\n|\n|\r/.exec(file)?.[0] ?? '\n',
    })
  } catch {
    return err('The chat file isn’t valid CSV; it may be cut off.')
  }
  return chatMessages(rows, startedMs)
}
