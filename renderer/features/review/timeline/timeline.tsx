/**
 * The recording in one line, whole or the part that is looked at: where it stands, how loud it is, what is loaded, in and
 * out, who speaks when, when something was written. A lane is a component that gets the `scale` and draws what it has by
 * `shareOf(scale, ms)`.
 */
import { useEffect, useId, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { formatTimeCode } from '../../../format/time-code.ts'
import type { ShownPreview } from '../../../previews/shown-preview.ts'
import { classes } from '../../../ui/classes.ts'
import type { RoomMarkers } from '../markers/use-markers.ts'
import type { Player } from '../player/player.ts'
import { speakerStyle } from '../transcript/speaker-style.ts'
import type { Find } from '../transcript/use-find.ts'
import type { Texts } from '../use-texts.ts'
import { FoundTicks } from './found-ticks.tsx'
import { ChatTicks, LaneBars } from './lane-bars.tsx'
import { lanesOf } from './lanes.ts'
import { MarkerLane } from './marker-lane.tsx'
import { MiniMap } from './mini-map.tsx'
import { hasRoomForWords, rulerMarks } from './ruler.ts'
import { Scrubber } from './scrubber.tsx'
import { Gaps, Points, Spans } from './spans.tsx'
import { shareOf } from './time-scale.ts'
import styles from './timeline.module.css'
import type { TimelineView } from './timeline-view.ts'
import { useSize } from './use-size.ts'
import { useWheel } from './use-wheel.ts'
import { Waveform } from './waveform.tsx'

type Props = {
  readonly player: Player
  readonly view: TimelineView
  readonly texts: Texts
  readonly markers: RoomMarkers
  readonly preview: ShownPreview | null
  /** What is looked for in the transcript, while it is. */
  readonly find: Find | null
  /** As little as can be: over a picture that fills the screen. */
  readonly slim: boolean
}

const mostLanes = 5

export function Timeline({ player, view, texts, markers, preview, find, slim }: Props) {
  const id = useId()
  const scale = useStore(view.store)
  useEffect(() => view.follow(), [view])
  const track = useRef<HTMLDivElement>(null)
  const { width } = useSize(track)
  useWheel(track, view)
  const lanes = useMemo(() => (slim ? [] : lanesOf(texts.lines, mostLanes)), [texts.lines, slim])
  const chat = slim ? [] : texts.chat
  // Also while there are none: the first one mustn't move the picture.
  const marked = !slim
  const named = lanes.length > 0 || chat.length > 0 || marked
  const gaps = useStore(player.store, (state) => state.gaps)
  const peaks = slim ? null : (preview?.peaks ?? null)
  return (
    <div className={classes(styles['timeline'], named && styles['named'], slim && styles['slim'])}>
      {named ? (
        <div className={styles['names']} data-waveform={peaks === null ? undefined : ''} aria-hidden="true">
          {lanes.map(({ speaker }) => (
            <span key={speaker} className={styles['name']} style={speakerStyle(texts.speakers, speaker)}>
              {speaker ?? 'Others'}
            </span>
          ))}
          {chat.length > 0 ? <span className={styles['name']}>Chat</span> : null}
          {marked ? <span className={styles['name']}>Markers</span> : null}
        </div>
      ) : null}
      <div className={styles['side']}>
        <Scrubber id={id} player={player} texts={texts} scale={scale} preview={preview} track={track}>
          {slim ? null : (
            <div className={styles['ruler']} aria-hidden="true">
              {rulerMarks(scale, width).map((ms) => (
                <span key={ms} className={styles['mark']} style={{ left: `${shareOf(scale, ms) * 100}%` }}>
                  {hasRoomForWords(scale, ms, width) ? formatTimeCode(ms) : null}
                </span>
              ))}
            </div>
          )}
          <Spans player={player} scale={scale} />
          <Gaps player={player} scale={scale} />
          {find === null || slim ? null : <FoundTicks find={find} lines={texts.lines} scale={scale} />}
          {peaks === null ? null : <Waveform peaks={peaks} scale={scale} gaps={gaps} className={styles['waveform']} />}
          {lanes.map((lane) => (
            <LaneBars key={lane.speaker} lane={lane} speakers={texts.speakers} scale={scale} />
          ))}
          {chat.length > 0 ? <ChatTicks chat={chat} scale={scale} /> : null}
          {marked ? <MarkerLane markers={markers} player={player} scale={scale} /> : null}
          <Points player={player} scale={scale} />
        </Scrubber>
        {slim ? null : <MiniMap player={player} view={view} controls={id} />}
      </div>
    </div>
  )
}
