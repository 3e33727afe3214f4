/** Which message was sent last at a moment: asked many times a second, of a chat that may be long. */
import type { ChatMessage } from '../../../../preload/contract/review.ts'
import { lastBegun } from '../transcript/spoken-index.ts'

export type SentIndex = { readonly atMs: Float64Array; readonly messages: readonly number[] }

export function indexSent(chat: readonly ChatMessage[]): SentIndex {
  const timed = chat.flatMap(({ atMs }, message) => (atMs === null ? [] : [{ atMs, message }]))
  timed.sort((a, b) => a.atMs - b.atMs || a.message - b.message)
  return { atMs: Float64Array.from(timed, ({ atMs }) => atMs), messages: timed.map(({ message }) => message) }
}

/** Place of the message in the chat; -1 before the first. */
export const lastSentAt = ({ atMs, messages }: SentIndex, ms: number): number => messages[lastBegun(atMs, ms)] ?? -1
