/** One line of text with the words that were looked for marked. */
import type { ReactNode } from 'react'
import styles from './marked-words.module.css'

/** [start, end) of the text; in order, none over another. */
export type Marks = readonly (readonly [number, number])[]

/** In a narrow line what comes after the first marked word gives way first, then what comes before; the word stays. */
export function MarkedWords({ text, marks }: { readonly text: string; readonly marks: Marks }) {
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
      <span className={styles['after']}>
        {marked(
          text.slice(end),
          others.map(([from, to]) => [from - end, to - end]),
        )}
      </span>
    </>
  )
}

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
