/** What all three transcript formats need: text without control characters, and names that stand before a colon. */

/** One line without control characters: they would end up in the index, the screen and the captions. */
export function cleanLine(text: string): string {
  // Most of what comes is a word of a long transcript or who says it, with nothing to clean.
  if (!/[\p{Cc}\u2028\u2029]|^\s|\s$| {2}/u.test(text)) return text
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** Lines of a file whatever its line ends, without a byte order mark. */
export function linesOf(text: string): string[] {
  return text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
}

const longestName = 48
const mostWords = 5

/** `Name: text` split, if what stands before the colon could be a name at all. */
export function splitSpeaker(line: string): { name: string; text: string } | null {
  const match = /^([^:?!;"]{1,48}):\s+(\S.*)$/u.exec(line)
  const name = match?.[1]?.trim() ?? ''
  const text = match?.[2] ?? ''
  if (name === '' || text === '' || name.length > longestName) return null
  if (
    !/^[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(name) ||
    !/\p{L}/u.test(name) ||
    name.split(/\s+/).length > mostWords
  )
    return null
  return { name, text }
}

/**
 * Which of the names before colons are speakers. 100ms writes one before every turn; someone else's subtitles may hold
 * a lone "Note: …". So: nearly every turn has one, or the name comes back.
 */
export function speakersOf(turns: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  let named = 0
  for (const turn of turns) {
    const name = splitSpeaker(turn)?.name
    if (name === undefined) continue
    named += 1
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const usual = named * 2 > turns.length
  return new Set([...counts].filter(([, count]) => usual || count > 1).map(([name]) => name))
}
