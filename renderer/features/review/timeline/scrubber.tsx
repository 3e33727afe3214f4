/**
 * The timeline as a slider: everywhere on it is a place to go to, by pointer and by keyboard, and the hand shows where it
 * stands. What lies on it is given in.
 */
import { type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { formatTimeCode, spokenLength } from '../../../format/time-code.ts'
import type { ShownPreview } from '../../../previews/shown-preview.ts'
import { isInGap } from '../player/hls-gaps.ts'
import type { Player } from '../player/player.ts'
import { usePlayhead } from '../use-playhead.ts'
import type { Texts } from '../use-texts.ts'
import { Hover } from './hover.tsx'
import { isInView, shareOf, type TimeScale, timeAt } from './time-scale.ts'
import styles from './timeline.module.css'
import { useKeySeek } from './use-key-seek.ts'

type Props = {
  readonly id: string
  readonly player: Player
  readonly texts: Texts
  readonly scale: TimeScale
  readonly preview: ShownPreview | null
  readonly track: RefObject<HTMLDivElement | null>
  readonly children: ReactNode
}

export function Scrubber({ id, player, texts, scale, preview, track, children }: Props) {
  const { durationMs } = scale
  const hand = useRef<HTMLDivElement>(null)
  const scrubbing = useRef(false)
  const said = useRef('')
  const [hoverMs, setHoverMs] = useState<number | null>(null)
  const soughtMs = useKeySeek(player)
  const gaps = useStore(player.store, (state) => state.gaps)
  usePlayhead(player, (ms) => {
    if (hand.current !== null) {
      hand.current.style.transform = `translateX(${shareOf(scale, ms) * 100}%)`
      hand.current.hidden = durationMs > 0 && !isInView(scale, ms)
    }
    const nowS = Math.floor(ms / 1000)
    const missing = isInGap(gaps, ms)
    const position = `${nowS} ${durationMs} ${missing}`
    if (said.current === position) return
    said.current = position
    track.current?.setAttribute('aria-valuenow', String(nowS))
    track.current?.setAttribute('aria-valuetext', spokenPosition(ms, durationMs, missing))
  })
  const timeUnder = (event: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect()
    if (box === undefined) return 0
    return timeAt(scale, Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)))
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || durationMs === 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    scrubbing.current = true
    player.seek(timeUnder(event))
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const ms = timeUnder(event)
    setHoverMs(ms)
    if (scrubbing.current) player.seek(ms)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const page = scale.spanMs / 10
    const by = { PageUp: page, PageDown: -page }[event.key]
    if (by === undefined) return
    event.preventDefault()
    player.skip(by)
  }
  const shownMs = hoverMs ?? soughtMs
  return (
    <div
      ref={track}
      id={id}
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
      <div className={styles['content']}>{children}</div>
      {shownMs === null || durationMs === 0 || !isInView(scale, shownMs) ? null : (
        <Hover ms={shownMs} scale={scale} texts={texts} preview={preview} missing={isInGap(gaps, shownMs)} />
      )}
      <div ref={hand} className={styles['hand']}>
        <div className={styles['needle']} />
      </div>
    </div>
  )
}

const spokenPosition = (ms: number, durationMs: number, missing: boolean) =>
  `${formatTimeCode(ms)}, ${spokenLength(ms / 1000)} of ${spokenLength(durationMs / 1000)}${missing ? ', this part is missing' : ''}`
