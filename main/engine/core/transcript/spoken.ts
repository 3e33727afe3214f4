/** Sentences and words as a transcript's file has them, and whose they are. */

export type Spoken = {
  readonly text: string
  readonly speaker: string | null
  readonly peerId: string | null
  readonly startMs: number | null
  readonly endMs: number | null
}

export type TimedWord = Spoken & { readonly startMs: number; readonly endMs: number }

/**
 * One key for each who speaks; '' where nothing says. A file may say the id in its words and only the name in its
 * sentences: a name goes for the id it stands beside anywhere, unless two people have it.
 */
export function voicesOf(all: readonly Spoken[]): (spoken: Spoken) => string {
  const peers = new Map<string, string | null>()
  for (const { speaker, peerId } of all) {
    if (speaker === null || peerId === null) continue
    const known = peers.get(speaker)
    peers.set(speaker, known === undefined || known === peerId ? peerId : null)
  }
  return ({ speaker, peerId }) => peerId ?? (speaker === null ? '' : (peers.get(speaker) ?? speaker))
}

/** A word is looked for this many characters on; farther ahead it is another occurrence, and all between were lost. */
const lookAhead = 60

/** Only what is spoken of it: no case, no punctuation, no spaces. */
export const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}\p{M}]+/gu, '')

/** Goes through the words in their order: which of them the letters hold, and how far they reach. */
export function followed(letters: string, words: readonly TimedWord[]): { found: number[]; length: number } {
  const found: number[] = []
  let [at, length] = [0, 0]
  for (const [index, word] of words.entries()) {
    if (at >= letters.length) break
    const bare = lettersOf(word.text)
    const place = bare === '' ? -1 : letters.slice(at, at + lookAhead + bare.length).indexOf(bare)
    if (place === -1) continue
    at += place + bare.length
    length += bare.length
    found.push(index)
  }
  return { found, length }
}
