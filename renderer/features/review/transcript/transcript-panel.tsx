/**
 * The transcript: follows the playhead until the person scrolls, every word a place to go to. Only what is in sight
 * exists. The keyboard stays on the list as a whole and points at its line.
 */
import { Crosshair } from 'lucide-react'
import { type MouseEvent, type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { chordOf } from '../../../commands/review-keys.ts'
import { formatTimeCode } from '../../../format/time-code.ts'
import { Button } from '../../../ui/button.tsx'
import { ContextMenu } from '../../../ui/menu.tsx'
import { Notice } from '../../../ui/notice.tsx'
import type { Player } from '../player/player.ts'
import type { AskSpeakerName } from '../speakers/use-rename-speaker.tsx'
import type { Texts } from '../use-texts.ts'
import { FindBar } from './find-bar.tsx'
import { timeAtOffset } from './line-text.ts'
import { lineId, ParagraphRow } from './paragraph-row.tsx'
import { type Paragraph, paragraphOf } from './paragraphs.ts'
import { lastSpokenAt } from './spoken-index.ts'
import styles from './transcript-panel.module.css'
import type { Find } from './use-find.ts'
import { useFindHighlights } from './use-find-highlights.ts'
import { useLineCursor } from './use-line-cursor.ts'
import { usePoliteScroll } from './use-polite-scroll.ts'
import { useSpokenMarks } from './use-spoken-marks.ts'
import { useTranscriptMenu } from './use-transcript-menu.ts'
import { useTranscriptRows } from './use-transcript-rows.ts'

export type TranscriptHandle = {
  readonly follow: () => void
  readonly copyQuote: () => void
  readonly focusFind: () => void
}

type Props = {
  readonly ref: Ref<TranscriptHandle>
  readonly player: Player
  readonly texts: Texts
  /** What isn't as one would expect of it; sentences. */
  readonly notes: readonly string[]
  readonly find: Find
  readonly findOpen: boolean
  readonly onCloseFind: () => void
  readonly onSpeaker: AskSpeakerName
}

export function TranscriptPanel({ ref, player, texts, notes, find, findOpen, onCloseFind, onSpeaker }: Props) {
  const { lines, paragraphs, spoken, speakers } = texts
  const scroller = useRef<HTMLDivElement>(null)
  const findInput = useRef<HTMLInputElement>(null)
  const polite = usePoliteScroll(scroller)
  const { rows, height, measure, show } = useTranscriptRows(scroller, paragraphs)
  useSpokenMarks(scroller, player, spoken, (line) => {
    if (polite.following) show(line)
  })
  useFindHighlights(scroller, findOpen ? find.matches : [], find.current)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each, whoever asked; a reader who scrolls on isn't taken back.
  useEffect(() => {
    if (findOpen && find.current !== null) show(find.current.line, false, find.current)
  }, [findOpen, find.query, find.at])

  const lineNow = () => lastSpokenAt(spoken, player.timeMs)?.line ?? 0
  const follow = () => {
    polite.follow()
    show(lineNow(), true)
  }
  const goTo = (ms: number | null | undefined) => {
    if (ms === null || ms === undefined) return
    player.seek(ms)
    polite.follow()
  }
  const cursor = useLineCursor(lines.length, {
    lineNow,
    onPoint: (line) => {
      polite.rest()
      show(line)
    },
    onEnter: (line) => goTo(lines[line]?.startMs),
  })
  const menu = useTranscriptMenu({ scroller, player, lines, lineNow, onSpeaker })
  useImperativeHandle(ref, () => ({
    follow,
    copyQuote: menu.copyQuote,
    focusFind: () => findInput.current?.select(),
  }))

  const onClick = (event: MouseEvent) => {
    const speaker = event.target instanceof Element ? event.target.closest('[data-speaker]') : null
    const named = speaker?.getAttribute('data-speaker') ?? null
    if (speaker !== null && named !== null) return onSpeaker(named, speaker)
    const spot = event.target instanceof Element ? spotOf(event.target) : null
    // A selection that ends here isn't a click.
    if (spot === null || document.getSelection()?.isCollapsed === false) return
    const line = lines[spot.line]
    cursor.leave()
    goTo(spot.word === null ? line?.startMs : line?.words[spot.word]?.startMs)
  }

  const pointedAt = cursor.line
  const pointsAtRow = pointedAt !== null && rows.some(({ index }) => index === paragraphOf(paragraphs, pointedAt))
  return (
    <div className={styles['panel']}>
      {findOpen ? (
        <FindBar
          input={findInput}
          query={find.query}
          count={find.matches.length}
          at={find.at}
          onQuery={(query) => {
            const match = find.ask(query, lineNow())
            if (match !== null) polite.rest()
          }}
          onStep={(by) => {
            const match = find.step(by)
            const line = match === null ? undefined : lines[match.line]
            if (match === null || line === undefined) return
            const ms = timeAtOffset(line, match.from)
            goTo(ms)
            if (ms === null) polite.rest()
            show(match.line, false, match)
          }}
          onClose={() => {
            onCloseFind()
            scroller.current?.focus()
          }}
        />
      ) : null}
      {notes.length === 0 ? null : <Notice className={styles['untimed']}>{notes.join(' ')}</Notice>}
      {texts.source === 'txt' ? (
        <Notice className={styles['untimed']}>
          This transcript is plain text without times: it can be read and searched, but it can’t follow the picture.
        </Notice>
      ) : null}
      <ContextMenu entries={menu.entries} onBeforeOpen={menu.aim}>
        <div
          ref={scroller}
          role="listbox"
          aria-label="Transcript"
          aria-activedescendant={pointsAtRow ? lineId(pointedAt) : undefined}
          tabIndex={0}
          className={styles['scroller']}
          onClick={onClick}
          onKeyDown={cursor.onKeyDown}
          onBlur={cursor.leave}
        >
          <div role="presentation" className={styles['rows']} style={{ height }}>
            {rows.map((row) => {
              const paragraph = paragraphs[row.index]
              if (paragraph === undefined) return null
              const { from, to } = paragraph
              const holdsPointed = pointedAt !== null && pointedAt >= from && pointedAt < to
              return (
                // biome-ignore lint/a11y/useSemanticElements: a part of a listbox.
                <div
                  key={row.key}
                  ref={measure}
                  data-index={row.index}
                  role="group"
                  aria-label={rowName(paragraph)}
                  className={styles['row']}
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  <ParagraphRow
                    paragraph={paragraph}
                    lines={lines}
                    speakers={speakers}
                    timed={spoken.spots.length > 0}
                    cursor={holdsPointed ? pointedAt : null}
                  />
                </div>
              )
            })}
          </div>
        </div>
      </ContextMenu>
      {polite.following || spoken.spots.length === 0 ? null : (
        <Button icon={Crosshair} className={styles['back']} aria-keyshortcuts={chordOf('follow')} onClick={follow}>
          Back to now
        </Button>
      )}
    </div>
  )
}

const rowName = ({ speaker, startMs }: Paragraph) =>
  [speaker ?? 'Someone', startMs === null ? null : formatTimeCode(startMs)].filter((part) => part !== null).join(', ')

function spotOf(target: Element): { readonly line: number; readonly word: number | null } | null {
  const line = target.closest('[data-line]')
  if (line === null) return null
  const word = target.closest('[data-word]')?.getAttribute('data-word') ?? null
  // Between two words of a line that has some, a click means neither.
  if (word === null && line.querySelector('[data-word]') !== null) return null
  return { line: Number(line.getAttribute('data-line')), word: word === null ? null : Number(word) }
}
