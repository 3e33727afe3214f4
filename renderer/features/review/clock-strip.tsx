/** Says that a source's times are estimates, and lets the person put them right. */
import { Minus, Plus } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './clock-strip.module.css'
import type { AdjustedClock } from './source-clock.ts'

const stepMs = 100

export function ClockStrip({ clock }: { readonly clock: AdjustedClock }) {
  const { textsLaterMs, moveTexts } = clock
  const seconds = `${textsLaterMs < 0 ? '−' : '+'}${(Math.abs(textsLaterMs) / 1000).toFixed(1)} s`
  return (
    <div className={styles['strip']}>
      <span className={styles['words']}>
        100ms doesn’t say when this source began: its place beside the transcript is an estimate.
      </span>
      <IconButton size="small" label="Transcript earlier" icon={Minus} onClick={() => moveTexts(-stepMs)} />
      <span className={styles['amount']}>{seconds}</span>
      <IconButton size="small" label="Transcript later" icon={Plus} onClick={() => moveTexts(stepMs)} />
      {textsLaterMs === 0 ? null : (
        <Button size="small" variant="quiet" onClick={() => moveTexts(0)}>
          Reset
        </Button>
      )}
    </div>
  )
}
