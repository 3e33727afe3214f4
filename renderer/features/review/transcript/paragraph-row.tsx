/** One paragraph: who, when, and the words, each a place to go to. Never rendered for the playhead's sake. */
import { Fragment, memo } from 'react'
import { wordStarts } from '../../../../preload/contract/line-terms.ts'
import type { TranscriptLine } from '../../../../preload/contract/review.ts'
import { formatTimeCode } from '../../../format/time-code.ts'
import { Initials } from '../../../ui/initials.tsx'
import styles from './paragraph-row.module.css'
import type { Paragraph } from './paragraphs.ts'
import { speakerStyle } from './speaker-style.ts'
import type { Speakers } from './speakers.ts'

type Props = {
  readonly paragraph: Paragraph
  readonly lines: readonly TranscriptLine[]
  readonly speakers: Speakers
  /** Something of the transcript has times: all of it keeps their column. */
  readonly timed: boolean
  /** The line the keyboard points at, when it is one of these. */
  readonly cursor: number | null
}

export const lineId = (line: number) => `transcript-line-${line}`

export const ParagraphRow = memo(function ParagraphRow({ paragraph, lines, speakers, timed, cursor }: Props) {
  const { speaker, opensTurn, startMs, from, to } = paragraph
  return (
    <div
      className={styles['paragraph']}
      data-opens={opensTurn ? '' : undefined}
      style={speakerStyle(speakers, speaker)}
    >
      {timed ? (
        <span className={styles['time']} aria-hidden="true">
          {startMs === null ? '' : formatTimeCode(startMs)}
        </span>
      ) : null}
      <div className={styles['body']}>
        {opensTurn && speaker !== null ? (
          // Its keyboard ways are the menu of the transcript and the list of people.
          <div className={styles['speaker']} aria-hidden="true">
            <Initials name={speaker} />
            <span data-speaker={speaker}>{speaker}</span>
          </div>
        ) : null}
        <div className={styles['words']} dir="auto">
          {lines.slice(from, to).map((line, offset) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the transcript.
            <Fragment key={from + offset}>
              <Line line={line} index={from + offset} count={lines.length} pointedAt={cursor === from + offset} />{' '}
            </Fragment>
          ))}
        </div>
      </div>
    </div>
  )
})

type LineProps = {
  readonly line: TranscriptLine
  readonly index: number
  readonly count: number
  readonly pointedAt: boolean
}

function Line({ line, index, count, pointedAt }: LineProps) {
  const starts = wordStarts(line)
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and points here.
    <span
      id={lineId(index)}
      role="option"
      aria-selected={pointedAt}
      aria-setsize={count}
      aria-posinset={index + 1}
      className={styles['line']}
      data-line={index}
      data-timed={line.startMs === null ? undefined : ''}
      data-pointed={pointedAt ? '' : undefined}
    >
      {line.words.length === 0
        ? line.text
        : line.words.map((word, at, words) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a word is its place in the line.
            <Fragment key={at}>
              {at === 0 ? null : line.text.slice((starts[at - 1] ?? 0) + (words[at - 1]?.text.length ?? 0), starts[at])}
              <span data-word={at} className={styles['word']}>
                {word.text}
              </span>
            </Fragment>
          ))}
    </span>
  )
}
