/** One lane: its bars are a single path, however often somebody speaks. */
import { memo } from 'react'
import type { ChatMessage } from '../../../../preload/contract/review.ts'
import { speakerStyle } from '../transcript/speaker-style.ts'
import type { Speakers } from '../transcript/speakers.ts'
import { barsPath, type Lane } from './lanes.ts'
import type { TimeScale } from './time-scale.ts'
import styles from './timeline.module.css'

const width = 1000

type LaneProps = { readonly lane: Lane; readonly speakers: Speakers; readonly scale: TimeScale }

export const LaneBars = memo(function LaneBars({ lane, speakers, scale }: LaneProps) {
  return (
    <svg
      aria-hidden="true"
      className={styles['lane']}
      viewBox={`0 -0.5 ${width} 2`}
      preserveAspectRatio="none"
      style={speakerStyle(speakers, lane.speaker)}
    >
      <path d={barsPath(lane.bars, scale, width, 1)} />
    </svg>
  )
})

type ChatProps = { readonly chat: readonly ChatMessage[]; readonly scale: TimeScale }

export const ChatTicks = memo(function ChatTicks({ chat, scale }: ChatProps) {
  const bars = chat.flatMap(({ atMs }) => (atMs === null ? [] : [{ startMs: atMs, endMs: atMs }]))
  return (
    <svg aria-hidden="true" className={styles['chat']} viewBox={`0 -0.5 ${width} 2`} preserveAspectRatio="none">
      <path d={barsPath(bars, scale, width, 1)} />
    </svg>
  )
})
