/** Find in the transcript: case and accents don't matter, spaces are any. A match stays inside its line. */

/** [from, to) are offsets into the line's shown text. */
export type Match = { readonly line: number; readonly from: number; readonly to: number }

export function findMatches(texts: readonly string[], query: string): Match[] {
  const wanted = folded(query.trim().replace(/\s+/g, ' ')).text
  if (wanted === '') return []
  return texts.flatMap((text, line) => inLine(text, line, wanted))
}

function inLine(text: string, line: number, wanted: string): Match[] {
  const { text: plain, origins } = folded(text)
  const matches: Match[] = []
  for (let at = plain.indexOf(wanted); at !== -1; at = plain.indexOf(wanted, at + wanted.length)) {
    const last = origins[at + wanted.length - 1]
    matches.push({ line, from: origins[at]?.from ?? 0, to: last?.to ?? text.length })
  }
  return matches
}

type Origin = { readonly from: number; readonly to: number }

/** Without case and accents, and for each of its code units where in the text it came from. */
function folded(text: string): { readonly text: string; readonly origins: readonly Origin[] } {
  const origins: Origin[] = []
  let plain = ''
  let from = 0
  for (const character of text) {
    const to = from + character.length
    const bare = character
      .normalize('NFD')
      .replace(/\p{Mark}/gu, '')
      .toLowerCase()
      .replace(/\s/u, ' ')
    for (let unit = 0; unit < bare.length; unit += 1) origins.push({ from, to })
    plain += bare
    from = to
  }
  return { text: plain, origins }
}

/** The match to show first: the first that isn't before `line`; else from the top. -1 when there is none. */
export function firstMatchFrom(matches: readonly Match[], line: number): number {
  const at = matches.findIndex((match) => match.line >= line)
  return at === -1 && matches.length > 0 ? 0 : at
}

/** Round and round. */
export const stepMatch = (count: number, at: number, by: 1 | -1): number =>
  count === 0 ? -1 : (at + by + count) % count
