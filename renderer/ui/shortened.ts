/** A long line from a little before its first mark on: that mark is what is looked at, and a line has only so much room. Pure. */

/** [start, end) of the text; in order, none over another. */
export type Marks = readonly (readonly [number, number])[]

/** Seen without cutting in every window. */
const roomyLength = 80
/** Kept before the first mark: with it, the mark and some words after it fit. */
const leadLength = 48

/** Cut where a word begins, with an ellipsis in its place. */
export function shortened(text: string, marks: Marks): { readonly text: string; readonly marks: Marks } {
  const first = marks[0]?.[0] ?? 0
  if (text.length <= roomyLength || first <= leadLength) return { text, marks }
  const space = text.indexOf(' ', first - leadLength)
  // A single word as long as that is cut by what room there is.
  if (space === -1 || space >= first) return { text, marks }
  const by = space + 1 - ellipsis.length
  return { text: ellipsis + text.slice(space + 1), marks: marks.map(([start, end]) => [start - by, end - by]) }
}

const ellipsis = '… '
