/** Titles in the order in which a person sorts them, as numbers: comparing by a language's rules is slow. */

/** Those that read the same have the same rank. */
export function ranks(titles: Iterable<string>): Map<string, number> {
  const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
  const sorted = [...new Set(titles)].sort(compare)
  const rank = new Map<string, number>()
  let last = 0
  sorted.forEach((title, index) => {
    const previous = sorted[index - 1]
    if (previous !== undefined && compare(previous, title) !== 0) last = index
    rank.set(title, last)
  })
  return rank
}
