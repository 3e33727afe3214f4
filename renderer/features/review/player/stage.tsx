/** The picture, and what stands in its place: a film that is only sound, one that doesn't play. */
import { AudioLines, CircleAlert, FolderOpen, Play, RotateCw } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import type { ReviewSource } from '../../../../preload/contract/review.ts'
import type { ShownPreview } from '../../../previews/shown-preview.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Working } from '../../../ui/working.tsx'
import { Waveform } from '../timeline/waveform.tsx'
import { speakerStyle } from '../transcript/speaker-style.ts'
import type { Speakers } from '../transcript/speakers.ts'
import { lastSpokenAt } from '../transcript/spoken-index.ts'
import { usePlayhead } from '../use-playhead.ts'
import type { Texts } from '../use-texts.ts'
import { nextBest } from './next-best.ts'
import { useHiddenPicture } from './picture-format.ts'
import type { Player } from './player.ts'
import styles from './stage.module.css'

type Props = {
  readonly player: Player
  readonly source: ReviewSource
  readonly sources: readonly ReviewSource[]
  readonly onSource: (source: ReviewSource) => void
  readonly texts: Texts
  readonly preview: ShownPreview | null
  readonly onShowInFolder: () => void
  readonly onFullscreen: () => void
}

export function Stage(props: Props) {
  const { player, source, sources, onSource, texts, preview, onShowInFolder, onFullscreen } = props
  const video = useRef<HTMLVideoElement>(null)
  const problem = useStore(player.store, (state) => state.problem)
  const hasPicture = useStore(player.store, (state) => state.hasPicture)
  const waiting = useStore(player.store, (state) => state.problem === null && (state.waiting || !state.ready))
  const hidden = useHiddenPicture(player, source)
  const other = nextBest(sources, source)
  const playOther =
    other === null ? null : (
      <Button icon={Play} onClick={() => onSource(other)}>
        Play {other.label}
      </Button>
    )
  useEffect(() => (video.current === null ? undefined : player.attach(video.current)), [player])
  return (
    <div className={styles['stage']}>
      {/* Captions are cues that the player adds; a click does what the buttons and keys do. */}
      {/* biome-ignore lint/a11y/useMediaCaption: see above */}
      <video
        ref={video}
        className={styles['video']}
        crossOrigin="anonymous"
        playsInline
        preload="auto"
        aria-label={source.label}
        data-hidden={problem !== null || !hasPicture ? '' : undefined}
        onClick={() => player.toggle()}
        onDoubleClick={onFullscreen}
      />
      {problem !== null ? (
        <div className={styles['over']} role="alert">
          <EmptyState
            icon={CircleAlert}
            title="This doesn’t play"
            action={
              <div className={styles['ways']}>
                {hidden === null ? (
                  <Button icon={RotateCw} onClick={() => player.loadAgain()}>
                    Try again
                  </Button>
                ) : null}
                {playOther}
                <Button icon={FolderOpen} onClick={onShowInFolder}>
                  Show in folder
                </Button>
              </div>
            }
          >
            {hidden ?? problem}
          </EmptyState>
        </div>
      ) : hasPicture ? null : (
        <Sound player={player} texts={texts} preview={preview} label={source.label}>
          {hidden === null ? null : (
            <div className={styles['hidden']} role="alert">
              <p>{hidden}</p>
              {playOther}
            </div>
          )}
        </Sound>
      )}
      {waiting ? (
        <div className={styles['waiting']}>
          <Working>{source.arriving ? 'Waiting for the download' : 'Reading the file'}</Working>
        </div>
      ) : null}
    </div>
  )
}

type SoundProps = {
  readonly player: Player
  readonly texts: Texts
  readonly preview: ShownPreview | null
  readonly label: string
  /** What is to be said of it. */
  readonly children: ReactNode
}

/** How it sounds over its whole length, who is in it, and who speaks now. */
function Sound({ player, texts, preview, label, children }: SoundProps) {
  const list = useRef<HTMLUListElement>(null)
  const { names } = texts.speakers
  usePlayhead(player, (ms) => {
    const spot = lastSpokenAt(texts.spoken, ms)
    const speaker = spot === null ? null : texts.lines[spot.line]?.speaker
    for (const item of list.current?.children ?? []) {
      item.toggleAttribute('data-now', item.getAttribute('data-name') === speaker)
    }
  })
  return (
    <div className={styles['sound']}>
      {preview === null ? (
        <AudioLines size={20} strokeWidth={1.75} aria-hidden="true" />
      ) : (
        <WholeWaveform player={player} preview={preview} />
      )}
      <p>{label} · sound only</p>
      {children}
      {names.length === 0 ? null : (
        <ul ref={list} className={styles['names']}>
          {names.slice(0, 12).map((name) => (
            <Name key={name} name={name} speakers={texts.speakers} />
          ))}
        </ul>
      )}
    </div>
  )
}

const Name = ({ name, speakers }: { readonly name: string; readonly speakers: Speakers }) => (
  <li className={styles['name']} data-name={name} style={speakerStyle(speakers, name)}>
    {name}
  </li>
)

/** What has been played is brighter. */
function WholeWaveform({ player, preview }: { readonly player: Player; readonly preview: ShownPreview }) {
  const { peaks, durationS } = preview
  const scale = useMemo(() => ({ startMs: 0, spanMs: durationS * 1000 }), [durationS])
  const gaps = useStore(player.store, (state) => state.gaps)
  const played = useRef<HTMLDivElement>(null)
  usePlayhead(player, (ms) => {
    const rest = 100 - Math.min(100, (ms / scale.spanMs) * 100)
    if (played.current !== null) played.current.style.clipPath = `inset(0 ${rest}% 0 0)`
  })
  if (peaks === null) return null
  return (
    <div className={styles['waveform']}>
      <Waveform peaks={peaks} scale={scale} gaps={gaps} className={styles['wave']} />
      <div ref={played} className={styles['wave']} data-played="">
        <Waveform peaks={peaks} scale={scale} gaps={gaps} className={styles['wave']} />
      </div>
    </div>
  )
}
