/** One line of text with the words that were looked for marked. */
import type { ReactNode } from 'react'
import styles from './marked-words.module.css'
import { type Marks, shortened } from './shortened.ts'

/** In a line of its own direction (`dir`), where it is narrow what comes after the first marked word gives way first, then what comes before; the word stays. */
export function MarkedWords(line: { readonly text: string; readonly marks: Marks }) {
  const { text, marks } = shortened(line.text, line.marks)
  const [first, ...others] = marks
  if (first === undefined) return <span className={styles['after']}>{text}</span>
  const [start, end] = first
  const before = text.slice(0, start)
  return (
    <>
      <span className={styles['before']}>
        <bdi>
          {before
            .trimEnd()
            .split(' ')
            .map((word, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: words have nothing but their place
              <span key={place} className={styles['word']}>
                {place === 0 ? word : ` ${word}`}
              </span>
            ))}
        </bdi>
      </span>
      {/* By itself: at the end of what is cut at its start it would be cut too. */}
      {before === before.trimEnd() ? null : <span className={styles['space']}> </span>}
      <mark className={styles['mark']}>{text.slice(start, end)}</mark>
      <span className={styles['after']} data-long={text.length - end > fewLetters ? '' : undefined}>
        {marked(
          text.slice(end),
          others.map(([from, to]) => [from - end, to - end]),
        )}
      </span>
    </>
  )
}

/** As wide as the ellipsis that would stand for them. */
const fewLetters = 2

/** The text in pieces, those within marks marked. Marks come in order and don't overlap. */
function marked(text: string, marks: Marks): ReactNode[] {
  const pieces: ReactNode[] = []
  let from = 0
  for (const [start, end] of marks) {
    if (start > from) pieces.push(text.slice(from, start))
    pieces.push(<mark key={start}>{text.slice(start, end)}</mark>)
    from = end
  }
  pieces.push(text.slice(from))
  return pieces
}
