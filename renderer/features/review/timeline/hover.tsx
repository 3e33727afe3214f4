/** At a moment of the timeline: how it looks there, the time, and who says what. */
import { formatTimeCode } from '../../../format/time-code.ts'
import type { ShownPreview } from '../../../previews/shown-preview.ts'
import { nearestPicture, placeInStrip } from '../../../previews/strip-plan.ts'
import { speakerStyle } from '../transcript/speaker-style.ts'
import { lastSpokenAt } from '../transcript/spoken-index.ts'
import type { Texts } from '../use-texts.ts'
import styles from './hover.module.css'
import { shareOf, type TimeScale } from './time-scale.ts'

type Props = {
  readonly ms: number
  readonly scale: TimeScale
  readonly texts: Texts
  readonly preview: ShownPreview | null
}

/** Somebody who has just stopped speaking still counts. */
const lingerMs = 2000

export function Hover({ ms, scale, texts, preview }: Props) {
  const spot = lastSpokenAt(texts.spoken, ms)
  const line = spot === null ? undefined : texts.lines[spot.line]
  const said = line !== undefined && (line.endMs ?? 0) > ms - lingerMs ? line : undefined
  const share = Math.min(1, Math.max(0, shareOf(scale, ms)))
  const strip = preview?.strip ?? null
  return (
    <div className={styles['hover']} style={{ left: `${share * 100}%` }} aria-hidden="true">
      {/* Slides along itself, so that it never leaves the window at the ends. */}
      <div
        className={styles['bubble']}
        data-picture={strip === null ? undefined : ''}
        style={{ transform: `translateX(${-share * 100}%)` }}
      >
        {strip === null ? null : <StripPicture strip={strip} ms={ms} />}
        <div className={styles['words']}>
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
    </div>
  )
}

function StripPicture({ strip, ms }: { readonly strip: NonNullable<ShownPreview['strip']>; readonly ms: number }) {
  const index = nearestPicture(strip.timesS, ms / 1000)
  const { x, y } = placeInStrip(strip, index)
  return (
    <div
      className={styles['picture']}
      data-at-s={strip.timesS[index]}
      style={{
        width: strip.width,
        height: strip.height,
        backgroundImage: `url("${strip.url}")`,
        backgroundPosition: `-${x}px -${y}px`,
      }}
    />
  )
}
