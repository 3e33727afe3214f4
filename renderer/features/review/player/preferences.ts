/** How this person likes to watch, remembered on this computer for every recording. */
import { z } from 'zod'
import { knownSpeed } from './speeds.ts'

const key = 'dailies.review.player'

const preferences = z.object({
  speed: z.number(),
  volume: z.number().min(0).max(1),
  muted: z.boolean(),
  captions: z.boolean(),
})
export type Preferences = z.infer<typeof preferences>

const initial: Preferences = { speed: 1, volume: 1, muted: false, captions: false }

export function readPreferences(): Preferences {
  try {
    const stored = preferences.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null'))
    return stored.success ? { ...stored.data, speed: knownSpeed(stored.data.speed) } : initial
  } catch {
    return initial
  }
}

export function keepPreferences({ speed, volume, muted, captions }: Preferences): void {
  localStorage.setItem(key, JSON.stringify({ speed, volume, muted, captions }))
}
