/** At a moment of the timeline: how it looks there, the time, and who says what. */
import { useLayoutEffect, useRef } from 'react'
import { formatTimeCode } from '../../../format/time-code.ts'
import type { ShownPreview } from '../../../previews/shown-preview.ts'
import { nearestPicture, stripStepS } from '../../../previews/strip-plan.ts'
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
  readonly missing: boolean
}

/** Somebody who has just stopped speaking still counts. */
const lingerMs = 2000

export function Hover({ ms, scale, texts, preview, missing }: Props) {
  const spot = lastSpokenAt(texts.spoken, ms)
  const line = spot === null ? undefined : texts.lines[spot.line]
  const said = line !== undefined && (line.endMs ?? 0) > ms - lingerMs ? line : undefined
  const share = Math.min(1, Math.max(0, shareOf(scale, ms)))
  // Whatever was there when the pictures were made.
  const strip = missing ? null : (preview?.strip ?? null)
  const farS = preview === null || preview.complete ? null : stripStepS(preview.durationS)
  return (
    <div className={styles['hover']} style={{ left: `${share * 100}%` }} aria-hidden="true">
      {/* Slides along itself, so that it never leaves the window at the ends. */}
      <div
        className={styles['bubble']}
        data-picture={strip === null ? undefined : ''}
        style={{ transform: `translateX(${-share * 100}%)` }}
      >
        {strip === null ? null : <StripPicture strip={strip} ms={ms} farS={farS} />}
        <div className={styles['words']}>
          <span className={styles['when']}>{formatTimeCode(ms)}</span>
          {missing ? <span className={styles['missing']}>This part is missing</span> : null}
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

type StripProps = {
  readonly strip: NonNullable<ShownPreview['strip']>
  readonly ms: number
  /** Pictures this far away aren't of what is asked for: others are on their way. null: there will be no nearer one. */
  readonly farS: number | null
}

function StripPicture({ strip: { width, height, pictures }, ms, farS }: StripProps) {
  const picture = nearestPicture(pictures, ms / 1000)
  const isFar = picture !== undefined && farS !== null && Math.abs(picture.atS - ms / 1000) > farS
  return (
    <div className={styles['frame']} style={{ width, height }}>
      {picture === undefined ? null : (
        <div className={styles['picture']} data-at-s={picture.atS} data-far={isFar ? '' : undefined}>
          {typeof picture.image === 'string' ? (
            <div
              className={styles['whole']}
              style={{
                backgroundImage: `url("${picture.image}")`,
                backgroundPosition: `-${picture.x}px -${picture.y}px`,
              }}
            />
          ) : (
            <Bitmap bitmap={picture.image} />
          )}
        </div>
      )}
    </div>
  )
}

function Bitmap({ bitmap }: { readonly bitmap: ImageBitmap }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    canvas.current?.getContext('2d')?.drawImage(bitmap, 0, 0)
  }, [bitmap])
  return <canvas ref={canvas} className={styles['whole']} width={bitmap.width} height={bitmap.height} />
}
