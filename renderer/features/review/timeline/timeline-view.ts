/** How near the timeline is looked at and where; follows the playhead. One for as long as the room is open. */
import { createStore } from 'zustand/vanilla'
import type { Player } from '../player/player.ts'
import { following, isWhole, panned, type TimeScale, whole, zoomed } from './time-scale.ts'

const keyFactor = 1.6

export class TimelineView {
  readonly store = createStore<TimeScale>(() => whole(0))
  readonly #player: Player

  constructor(player: Player) {
    this.#player = player
  }

  /** Returns what ends it. */
  follow(): () => void {
    const measured = (durationMs: number) => {
      // A length that becomes a little more exact while the file is read doesn't throw anybody out.
      const scale = this.store.getState()
      if (durationMs === scale.durationMs) return
      const alike = Math.abs(durationMs - scale.durationMs) < 1000 && !isWhole(scale)
      this.store.setState(alike ? panned({ ...scale, durationMs }, 0) : whole(durationMs))
    }
    measured(this.#player.store.getState().durationMs)
    const stopState = this.#player.store.subscribe(({ durationMs }) => measured(durationMs))
    let beforeMs = this.#player.timeMs
    const stopTime = this.#player.playhead.onTime((ms) => {
      const scale = this.store.getState()
      const next = following(scale, beforeMs, ms)
      beforeMs = ms
      if (next !== scale) this.store.setState(next)
    })
    return () => {
      stopState()
      stopTime()
    }
  }

  zoom(factor: number, aroundMs: number): void {
    this.store.setState(zoomed(this.store.getState(), factor, aroundMs))
  }

  /** Around the playhead. */
  nearer(): void {
    this.zoom(keyFactor, this.#player.timeMs)
  }

  further(): void {
    this.zoom(1 / keyFactor, this.#player.timeMs)
  }

  fit(): void {
    this.store.setState(whole(this.store.getState().durationMs))
  }

  /** As a share of what is in sight. */
  pan(byShare: number): void {
    const scale = this.store.getState()
    this.store.setState(panned(scale, byShare * scale.spanMs))
  }

  showFrom(startMs: number): void {
    const scale = this.store.getState()
    this.store.setState(panned(scale, startMs - scale.startMs))
  }
}
