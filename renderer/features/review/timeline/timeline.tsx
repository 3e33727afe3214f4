/**
 * The whole recording in one line: where it stands, what is loaded, in and out, who speaks when, when something was
 * written. Everywhere on it is a place to go to; the keyboard has it as a slider.
 */
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { formatTimeCode, spokenLength } from '../../../format/time-code.ts'
import { classes } from '../../../ui/classes.ts'
import type { Player } from '../player/player.ts'
import { speakerStyle } from '../transcript/speaker-style.ts'
import { lastSpokenAt } from '../transcript/spoken-index.ts'
import { usePlayhead } from '../use-playhead.ts'
import type { Texts } from '../use-texts.ts'
import { ChatTicks, LaneBars } from './lane-bars.tsx'
import { lanesOf } from './lanes.ts'
import { rulerMarks } from './ruler.ts'
import { Points, Spans } from './spans.tsx'
import styles from './timeline.module.css'

type Props = { readonly player: Player; readonly texts: Texts; readonly slim: boolean }

const mostLanes = 5

export function Timeline({ player, texts, slim }: Props) {
  const durationMs = useStore(player.store, (state) => state.durationMs)
  const track = useRef<HTMLDivElement>(null)
  const width = useWidth(track)
  const lanes = useMemo(() => (slim ? [] : lanesOf(texts.lines, mostLanes)), [texts.lines, slim])
  const chat = slim ? [] : texts.chat
  const named = lanes.length > 0 || chat.length > 0
  return (
    <div className={classes(styles['timeline'], named && styles['named'], slim && styles['slim'])}>
      {named ? (
        <div className={styles['names']} aria-hidden="true">
          {lanes.map(({ speaker }) => (
            <span key={speaker} className={styles['name']} style={speakerStyle(texts.speakers, speaker)}>
              {speaker ?? 'Others'}
            </span>
          ))}
          {chat.length > 0 ? <span className={styles['name']}>Chat</span> : null}
        </div>
      ) : null}
      <Scrubber player={player} texts={texts} durationMs={durationMs} track={track}>
        {slim ? null : (
          <div className={styles['ruler']} aria-hidden="true">
            {rulerMarks(durationMs, width).map((ms) => (
              <span key={ms} className={styles['mark']} style={{ left: `${(ms / durationMs) * 100}%` }}>
                {formatTimeCode(ms)}
              </span>
            ))}
          </div>
        )}
        <Spans player={player} />
        {lanes.map((lane) => (
          <LaneBars key={lane.speaker} lane={lane} speakers={texts.speakers} durationMs={durationMs} />
        ))}
        {chat.length > 0 ? <ChatTicks chat={chat} durationMs={durationMs} /> : null}
        <Points player={player} />
      </Scrubber>
    </div>
  )
}

type ScrubberProps = {
  readonly player: Player
  readonly texts: Texts
  readonly durationMs: number
  readonly track: React.RefObject<HTMLDivElement | null>
  readonly children: React.ReactNode
}

function Scrubber({ player, texts, durationMs, track, children }: ScrubberProps) {
  const hand = useRef<HTMLDivElement>(null)
  const scrubbing = useRef(false)
  const [hoverMs, setHoverMs] = useState<number | null>(null)
  usePlayhead(player, (ms) => {
    if (hand.current !== null)
      hand.current.style.transform = `translateX(${durationMs === 0 ? 0 : (ms / durationMs) * 100}%)`
    const words = String(Math.floor(ms / 1000))
    if (track.current?.getAttribute('aria-valuenow') === words) return
    track.current?.setAttribute('aria-valuenow', words)
    track.current?.setAttribute('aria-valuetext', spokenPosition(ms, durationMs))
  })
  const timeAt = (event: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect()
    if (box === undefined) return 0
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * durationMs
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || durationMs === 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    scrubbing.current = true
    player.seek(timeAt(event))
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const ms = timeAt(event)
    setHoverMs(ms)
    if (scrubbing.current) player.seek(ms)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const page = durationMs / 10
    const by = { PageUp: page, PageDown: -page }[event.key]
    if (by === undefined) return
    event.preventDefault()
    player.skip(by)
  }
  return (
    <div
      ref={track}
      role="slider"
      tabIndex={0}
      aria-label="Position"
      aria-valuemin={0}
      aria-valuemax={Math.floor(durationMs / 1000)}
      aria-valuenow={0}
      className={styles['track']}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setHoverMs(null)}
      onLostPointerCapture={() => {
        scrubbing.current = false
      }}
      onKeyDown={onKeyDown}
    >
      {children}
      {hoverMs === null || durationMs === 0 ? null : <Hover ms={hoverMs} durationMs={durationMs} texts={texts} />}
      <div ref={hand} className={styles['hand']}>
        <div className={styles['needle']} />
      </div>
    </div>
  )
}

const spokenPosition = (ms: number, durationMs: number) =>
  `${formatTimeCode(ms)}, ${spokenLength(ms / 1000)} of ${spokenLength(durationMs / 1000)}`

/** Under the pointer: the time, and who says what there. */
function Hover({ ms, durationMs, texts }: { readonly ms: number; readonly durationMs: number; readonly texts: Texts }) {
  const spot = lastSpokenAt(texts.spoken, ms)
  const line = spot === null ? undefined : texts.lines[spot.line]
  const said = line !== undefined && (line.endMs ?? 0) > ms - 2000 ? line : undefined
  const share = ms / durationMs
  return (
    <div className={styles['hover']} style={{ left: `${share * 100}%` }} aria-hidden="true">
      {/* Slides along itself, so that it never leaves the window at the ends. */}
      <div className={styles['bubble']} style={{ transform: `translateX(${-share * 100}%)` }}>
        <span className={styles['when']}>{formatTimeCode(ms)}</span>
        {said === undefined ? null : (
          <span className={styles['said']}>
            <span className={styles['who']} style={speakerStyle(texts.speakers, said.speaker)}>
              {said.speaker}
            </span>{' '}
            {said.text}
          </span>
        )}
      </div>
    </div>
  )
}

function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (element.current === null) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return width
}
