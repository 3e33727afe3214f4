/**
 * J K L as editors know it. L plays, then faster with each press; J winds back, faster with each press; K stops, and K
 * once more sets the speed back to 1. The chosen speed is what plain playing uses, and is remembered; a shuttle's isn't.
 *
 *            L             L             L
 *   still ──────▶ playing ────▶ faster ────▶ … 4×       K: still, from anywhere
 *     │  ◀──────     ▲  L                               K when still: speed 1
 *     J      K       │
 *     ▼              │
 *   winding back ────┘      J: 1×, 2×, 4×, 8×
 */

export type Shuttle =
  | { readonly kind: 'still' }
  | { readonly kind: 'forward'; readonly speed: number }
  /** `speed` is positive. */
  | { readonly kind: 'back'; readonly speed: number }

export type ShuttleKey = 'j' | 'k' | 'l'

export const still: Shuttle = { kind: 'still' }

const forwardSpeeds = [1, 1.5, 2, 3, 4] as const
const backSpeeds = [1, 2, 4, 8] as const

/** `chosen`: the speed of plain playing. */
export type ShuttleStep = { readonly shuttle: Shuttle; readonly chosen: number }

export function nextShuttle(shuttle: Shuttle, key: ShuttleKey, chosen: number): ShuttleStep {
  switch (key) {
    case 'k':
      return shuttle.kind === 'still' ? { shuttle, chosen: 1 } : { shuttle: still, chosen }
    case 'l':
      return { shuttle: forward(shuttle, chosen), chosen }
    case 'j':
      return { shuttle: back(shuttle), chosen }
  }
}

function forward(shuttle: Shuttle, chosen: number): Shuttle {
  if (shuttle.kind !== 'forward') return { kind: 'forward', speed: chosen }
  return { kind: 'forward', speed: forwardSpeeds.find((speed) => speed > shuttle.speed) ?? shuttle.speed }
}

function back(shuttle: Shuttle): Shuttle {
  if (shuttle.kind !== 'back') return { kind: 'back', speed: 1 }
  return { kind: 'back', speed: backSpeeds.find((speed) => speed > shuttle.speed) ?? shuttle.speed }
}
