/** From FTS5's marked text to text and offsets, and from a long line to the part around its first mark. */

type Marked = { text: string; marks: [number, number][] }

const open = '\u0001'
const close = '\u0002'

/** Characters of a hit's line; about two lines of the panel. */
const contextLength = 180
/** Of those, before the first mark. */
const leadLength = 50

/** `highlight()` was given the control characters 1 and 2, which no indexed text holds. */
export function readMarks(marked: string): Marked {
  const [before = '', ...parts] = marked.split(open)
  let text = before
  const marks: [number, number][] = []
  for (const part of parts) {
    const [inside = '', after = ''] = part.split(close)
    marks.push([text.length, text.length + inside.length])
    text += inside + after
  }
  return { text, marks }
}

/** Cut at spaces, an ellipsis where something was left out; marks outside are dropped. */
export function contextOf({ text, marks }: Marked): Marked {
  if (text.length <= contextLength) return { text, marks }
  const first = marks[0]?.[0] ?? 0
  const from = first <= leadLength ? 0 : wordStart(text, first - leadLength, first)
  const to = Math.min(text.length, wordEnd(text, from + contextLength))
  const lead = from > 0 ? '…' : ''
  const shift = lead.length - from
  return {
    text: `${lead}${text.slice(from, to)}${to < text.length ? '…' : ''}`,
    marks: marks
      .filter(([start, end]) => start >= from && end <= to)
      .map(([start, end]): [number, number] => [start + shift, end + shift]),
  }
}

function wordStart(text: string, at: number, limit: number): number {
  const space = text.indexOf(' ', at)
  return space === -1 || space >= limit ? at : space + 1
}

function wordEnd(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at)
  return space > at - 30 ? space : at
}
