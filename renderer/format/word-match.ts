/** Whether a name is meant by what is typed of it. Pure. */

/** Each word typed begins a word of the name; accents and case don't count. */
export function startsWords(name: string, typed: string): boolean {
  const names = folded(name).split(/[^\p{L}\p{N}]+/u)
  return folded(typed)
    .split(/\s+/u)
    .every((word) => names.some((each) => each.startsWith(word)))
}

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
