/** How loud, and whether at all: what a volume that is set, and a mute that is pressed, make of both. */

export type Sound = { readonly volume: number; readonly muted: boolean }

/** Whom nothing could be heard of any more, because the volume is at its end, is heard again at this. */
const audible = 0.5

/** `wanted`: 0 to 1; what lies beyond is the end. */
export function soundAt(wanted: number): Sound {
  const volume = Math.min(1, Math.max(0, Math.round(wanted * 100) / 100))
  return { volume, muted: volume === 0 }
}

export const muteToggled = ({ volume, muted }: Sound): Sound => ({
  volume: muted && volume === 0 ? audible : volume,
  muted: !muted,
})
