/** A person's words as an FTS5 query: every word as a prefix, all of them. Nothing a person types is FTS5 syntax. */

/** The longest query that is still one; more words than that only make it slower. */
const maxWords = 20

/** null: there is nothing to look for (no letter, no digit). */
export function ftsQuery(text: string): string | null {
  // unicode61 takes letters, numbers and private use as parts of words; a phrase without any matches nothing, which
  // ANDed with the others would hide every hit.
  const words = text.split(/\s+/u).filter((word) => /[\p{L}\p{N}\p{Co}]/u.test(word))
  if (words.length === 0) return null
  return words.slice(0, maxWords).map(phrase).join(' AND ')
}

function phrase(word: string): string {
  const quoted = `"${word.replaceAll('\0', '').replaceAll('"', '""')}"`
  // The start of a tenth of all words: slow, and of no use to anyone. Alone it is a word: "I", "5", "à".
  return /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]$/u.test(word) ? quoted : `${quoted}*`
}
