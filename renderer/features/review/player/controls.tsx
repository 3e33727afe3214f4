/** What plays, moves and sounds, in one line under the picture. Every button names its key. */
import {
  Captions,
  Maximize,
  Minimize,
  Pause,
  Play,
  Repeat,
  RotateCcw,
  RotateCw,
  Scissors,
  StepBack,
  StepForward,
  Volume1,
  Volume2,
  VolumeX,
} from 'lucide-react'
import { useRef } from 'react'
import { useStore } from 'zustand'
import type { ReviewAction } from '../../../../preload/contract/review-action.ts'
import { chordOf } from '../../../commands/review-keys.ts'
import { formatTimeCode } from '../../../format/time-code.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { Tooltip } from '../../../ui/tooltip.tsx'
import { usePlayhead } from '../use-playhead.ts'
import styles from './controls.module.css'
import { hasPoints } from './loop-range.ts'
import { MoreMenu } from './more-menu.tsx'
import type { Player } from './player.ts'
import { speeds, speedWords } from './speeds.ts'

type Props = {
  readonly player: Player
  readonly hasCaptions: boolean
  readonly fullscreen: boolean
  readonly run: (action: ReviewAction) => void
}

export function Controls({ player, hasCaptions, fullscreen, run }: Props) {
  const moving = useStore(player.store, (state) => state.shuttle.kind !== 'still')
  const captions = useStore(player.store, (state) => state.captions)
  const dead = useStore(player.store, (state) => state.problem !== null)
  const button = (action: ReviewAction) => ({
    shortcut: chordOf(action),
    tooltipSide: 'top' as const,
    disabled: dead,
    onClick: () => run(action),
  })
  return (
    <div className={styles['controls']}>
      <div className={styles['group']}>
        <IconButton
          {...button('toggle')}
          size="large"
          label={moving ? 'Pause' : 'Play'}
          icon={moving ? Pause : Play}
          filled
          className={styles['play']}
        />
        <IconButton {...button('skip-back')} label="Back 5 seconds" icon={RotateCcw} />
        <IconButton {...button('skip-forward')} label="Forward 5 seconds" icon={RotateCw} />
        <span className={styles['frames']}>
          <IconButton {...button('frame-back')} label="Back one frame" icon={StepBack} />
          <IconButton {...button('frame-forward')} label="Forward one frame" icon={StepForward} />
        </span>
      </div>
      <Clock player={player} />
      <InAndOut player={player} run={run} dead={dead} />
      <span className={styles['space']} />
      <div className={styles['group']}>
        <SpeedMenu player={player} />
        <IconButton
          {...button('captions')}
          label={captions ? 'Hide captions' : 'Show captions'}
          icon={Captions}
          pressed={captions && hasCaptions}
          disabled={!hasCaptions}
        />
        <Sound player={player} run={run} />
        <MoreMenu player={player} run={run} />
        <IconButton
          {...button('fullscreen')}
          label={fullscreen ? 'Leave full screen' : 'Full screen'}
          icon={fullscreen ? Minimize : Maximize}
        />
      </div>
    </div>
  )
}

/** Digits set by hand; with thousandths while it stands still, for stepping. */
function Clock({ player }: { readonly player: Player }) {
  const time = useRef<HTMLSpanElement>(null)
  const fraction = useRef<HTMLSpanElement>(null)
  const durationMs = useStore(player.store, (state) => state.durationMs)
  const shuttle = useStore(player.store, (state) => state.shuttle)
  usePlayhead(player, (ms) => {
    const words = formatTimeCode(ms)
    if (time.current !== null && time.current.textContent !== words) time.current.textContent = words
    const part = shuttle.kind === 'still' ? `.${String(Math.floor(ms % 1000)).padStart(3, '0')}` : ''
    if (fraction.current !== null && fraction.current.textContent !== part) fraction.current.textContent = part
  })
  return (
    <div className={styles['clock']}>
      <span>
        <span ref={time} className={styles['now']} />
        <span ref={fraction} className={styles['fraction']} />
      </span>
      <span className={styles['length']}>{durationMs === 0 ? '' : formatTimeCode(durationMs)}</span>
    </div>
  )
}

function InAndOut({ player, run, dead }: Pick<Props, 'player' | 'run'> & { readonly dead: boolean }) {
  const range = useStore(player.store, (state) => state.range)
  const point = (label: string, words: string, action: 'set-in' | 'set-out', ms: number | null) => (
    <Tooltip label={ms === null ? label : `${label} (now ${formatTimeCode(ms)})`} shortcut={chordOf(action)} side="top">
      <Button
        variant="quiet"
        size="small"
        aria-label={label}
        className={styles['point']}
        data-set={ms === null ? undefined : ''}
        disabled={dead}
        onClick={() => run(action)}
      >
        {words}
      </Button>
    </Tooltip>
  )
  return (
    <div className={styles['points']}>
      {point('Set in', 'In', 'set-in', range.inMs)}
      {point('Set out', 'Out', 'set-out', range.outMs)}
      <IconButton
        label={hasPoints(range) ? 'Loop between in and out' : 'Loop'}
        shortcut={chordOf('loop')}
        tooltipSide="top"
        icon={Repeat}
        disabled={dead}
        pressed={range.looping}
        onClick={() => run('loop')}
      />
      <IconButton
        label="Save a clip"
        shortcut={chordOf('save-clip')}
        tooltipSide="top"
        icon={Scissors}
        disabled={dead}
        className={styles['clip']}
        onClick={() => run('save-clip')}
      />
    </div>
  )
}

function SpeedMenu({ player }: Pick<Props, 'player'>) {
  const chosen = useStore(player.store, (state) => state.speed)
  const shuttle = useStore(player.store, (state) => state.shuttle)
  const now = shuttle.kind === 'still' ? chosen : shuttle.speed
  return (
    <Menu
      align="end"
      trigger={
        <Button
          variant="quiet"
          className={styles['speed']}
          aria-label={`Speed: ${speedWords(now)}`}
          data-set={now === 1 && shuttle.kind !== 'back' ? undefined : ''}
        >
          {shuttle.kind === 'back' ? `−${speedWords(now)}` : speedWords(now)}
        </Button>
      }
      entries={[
        { kind: 'heading', label: 'Speed, pitch kept' },
        {
          kind: 'choice',
          value: String(chosen),
          options: speeds.map((speed) => ({ value: String(speed), label: speedWords(speed) })),
          onChange: (value) => player.setSpeed(Number(value)),
        },
      ]}
    />
  )
}

function Sound({ player, run }: Pick<Props, 'player' | 'run'>) {
  const volume = useStore(player.store, (state) => state.volume)
  const muted = useStore(player.store, (state) => state.muted)
  const shown = muted ? 0 : volume
  return (
    <div className={styles['sound']}>
      <IconButton
        label={muted ? 'Sound on' : 'Mute'}
        shortcut={chordOf('mute')}
        tooltipSide="top"
        icon={muted ? VolumeX : volume < 0.5 ? Volume1 : Volume2}
        onClick={() => run('mute')}
      />
      <input
        type="range"
        aria-label="Volume"
        aria-valuetext={`${Math.round(shown * 100)} %`}
        className={styles['volume']}
        min={0}
        max={1}
        step={0.05}
        value={shown}
        style={{ '--filled': `${shown * 100}%` }}
        onChange={(event) => player.setVolume(Number(event.currentTarget.value))}
      />
    </div>
  )
}
