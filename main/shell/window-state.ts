/** Where the window was when it was closed, if that place is still on a screen. */
import { z } from 'zod'

const rectangle = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
})
export type Rectangle = z.infer<typeof rectangle>

export const windowState = z.object({ bounds: rectangle, maximized: z.boolean() })
export type WindowState = z.infer<typeof windowState>

export const smallest = { width: 960, height: 600 }
const usual = { width: 1280, height: 800 }
/** So much of the title must be on a screen for the window to be caught with the mouse. */
const graspable = { width: 120, height: 40 }

type Placement = { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number }

/** `workAreas`: of the screens there are now, the main one first. Without a position the system places the window. */
export function placeWindow(last: WindowState | null, workAreas: readonly Rectangle[]): Placement {
  const wanted = last?.bounds ?? { ...usual, x: 0, y: 0 }
  const onScreen = last === null ? undefined : workAreas.find((area) => isGraspable(wanted, area))
  const area = onScreen ?? workAreas[0]
  // From a larger screen than the one it now stands on.
  const fitting = (size: number, least: number, most: number | undefined) =>
    Math.max(least, most === undefined ? size : Math.min(size, most))
  const size = {
    width: fitting(wanted.width, smallest.width, area?.width),
    height: fitting(wanted.height, smallest.height, area?.height),
  }
  return onScreen === undefined ? size : { ...size, x: wanted.x, y: wanted.y }
}

/** Where a window goes whose title can't be caught any more, for its screen is gone or another one now; null: it can. */
export function broughtBack(bounds: Rectangle, workAreas: readonly Rectangle[]): Rectangle | null {
  const [area] = workAreas
  if (area === undefined || workAreas.some((each) => isGraspable(bounds, each))) return null
  // Larger than the screen, its title would lie above it.
  const width = Math.max(smallest.width, Math.min(bounds.width, area.width))
  const height = Math.max(smallest.height, Math.min(bounds.height, area.height))
  const middle = (room: number, size: number) => Math.max(0, Math.round((room - size) / 2))
  return { width, height, x: area.x + middle(area.width, width), y: area.y + middle(area.height, height) }
}

/** Can its title be caught with the mouse there? */
function isGraspable({ x, y, width }: Rectangle, area: Rectangle): boolean {
  const visibleWidth = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
  return visibleWidth >= graspable.width && y >= area.y && y + graspable.height <= area.y + area.height
}
