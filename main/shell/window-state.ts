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

/** `workAreas`: of the screens there are now. Without a position the system places the window. */
export function placeWindow(last: WindowState | null, workAreas: readonly Rectangle[]): Placement {
  const size = {
    width: Math.max(smallest.width, last?.bounds.width ?? usual.width),
    height: Math.max(smallest.height, last?.bounds.height ?? usual.height),
  }
  if (!last) return size
  const { x, y } = last.bounds
  const isInReach = workAreas.some((area) => {
    const visibleWidth = Math.min(x + size.width, area.x + area.width) - Math.max(x, area.x)
    return visibleWidth >= graspable.width && y >= area.y && y + graspable.height <= area.y + area.height
  })
  return isInReach ? { ...size, x, y } : size
}
