/** A line that the search found, under its recording: when, who, and the words with what was looked for marked. */
import { Captions, MapPin, MessageSquareText, NotebookText, User } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SearchHit } from '../../../preload/contract/library.ts'
import { formatTimeCode } from '../../format/time-code.ts'
import { Cell } from './cell.tsx'
import styles from './hit-line.module.css'

const icons = {
  title: Captions,
  transcript: Captions,
  chat: MessageSquareText,
  summary: NotebookText,
  marker: MapPin,
  participant: User,
}
const sources = {
  title: 'Title',
  transcript: 'Transcript',
  chat: 'Chat',
  summary: 'Summary',
  marker: 'Marker',
  participant: 'Participant',
}

export function HitLine({ hit }: { readonly hit: SearchHit }) {
  const Icon = icons[hit.source]
  return (
    <Cell className={styles['hit']}>
      <span className={styles['source']} role="img" aria-label={sources[hit.source]} title={sources[hit.source]}>
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <span className={styles['time']}>{hit.atMs === null ? '' : formatTimeCode(hit.atMs)}</span>
      <span className={styles['text']}>
        {hit.speaker === null ? null : <span className={styles['speaker']}>{hit.speaker}</span>}
        <Words hit={hit} />
      </span>
    </Cell>
  )
}

/** In a narrow line what comes after the first marked word gives way first, then what comes before; the word stays. */
function Words({ hit: { text, marks } }: { readonly hit: SearchHit }) {
  const [first, ...others] = marks
  if (first === undefined) return <span className={styles['after']}>{text}</span>
  const [start, end] = first
  const before = text.slice(0, start)
  return (
    <>
      <span className={styles['before']}>
        <bdi>{before.trimEnd()}</bdi>
      </span>
      {/* By itself: at the end of what is cut at its start it would be cut too. */}
      {before === before.trimEnd() ? null : <span className={styles['space']}> </span>}
      <mark>{text.slice(start, end)}</mark>
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
function marked(text: string, marks: SearchHit['marks']): ReactNode[] {
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
