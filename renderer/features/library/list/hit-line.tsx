/** A line that the search found, under its recording: when, who, and the words with what was looked for marked. */
import { Captions, MapPin, MessageSquareText, NotebookText, User } from 'lucide-react'
import type { SearchHit } from '../../../../preload/contract/library.ts'
import { formatTimeCode } from '../../../format/time-code.ts'
import { MarkedWords } from '../../../ui/marked-words.tsx'
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
      <span className={styles['text']} dir="auto">
        {hit.speaker === null ? null : (
          <span className={styles['speaker']} dir="auto">
            {hit.speaker}
          </span>
        )}
        <MarkedWords text={hit.text} marks={hit.marks} />
      </span>
    </Cell>
  )
}
