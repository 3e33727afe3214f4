/** How this person likes to watch, remembered on this computer for every recording. */
import { knownSpeed } from './speeds.ts'

const key = 'dailies.review.player'

export type Preferences = {
  readonly speed: number
  /** 0–1 */
  readonly volume: number
  readonly muted: boolean
  readonly captions: boolean
}

const initial: Preferences = { speed: 1, volume: 1, muted: false, captions: false }

export function readPreferences(): Preferences {
  try {
    return preferencesIn(JSON.parse(localStorage.getItem(key) ?? 'null')) ?? initial
  } catch {
    return initial
  }
}

function preferencesIn(stored: unknown): Preferences | null {
  if (typeof stored !== 'object' || stored === null) return null
  const { speed, volume, muted, captions }: { [K in keyof Preferences]?: unknown } = stored
  if (typeof speed !== 'number' || typeof volume !== 'number' || volume < 0 || volume > 1) return null
  if (typeof muted !== 'boolean' || typeof captions !== 'boolean') return null
  return { speed: knownSpeed(speed), volume, muted, captions }
}

export function keepPreferences({ speed, volume, muted, captions }: Preferences): void {
  localStorage.setItem(key, JSON.stringify({ speed, volume, muted, captions }))
}
