/** How long each frame of a page takes while it scrolls, or by itself. */
import type { Page } from 'playwright/test'
import type { RunningApp } from '../e2e/app.ts'

export const watchedSeconds = 10
const lateMs = 32

export const lateOf = (frames: readonly number[]): number => frames.filter((ms) => ms > lateMs).length
export const lateFrames = `frames over ${lateMs} ms in ${watchedSeconds} s`

/** Milliseconds from frame to frame. `pixelsPerFrame` 0: nothing is scrolled. */
export function framesOf(page: Page, selector: string, pixelsPerFrame: number): Promise<number[]> {
  return page.evaluate(
    ([what, forMs, step]) =>
      new Promise<number[]>((resolve) => {
        const element = document.querySelector(what)
        if (element === null) return resolve([])
        const frames: number[] = []
        let before = performance.now()
        const endMs = before + forMs
        const onFrame = (nowMs: number) => {
          frames.push(nowMs - before)
          before = nowMs
          if (step > 0) element.scrollTop += step
          if (nowMs < endMs) requestAnimationFrame(onFrame)
          else resolve(frames.slice(1))
        }
        requestAnimationFrame(onFrame)
      }),
    [selector, watchedSeconds * 1000, pixelsPerFrame] as const,
  )
}

export async function using<W extends Pick<RunningApp, 'close'>, T>(
  window: W,
  run: (window: W) => Promise<T>,
): Promise<T> {
  try {
    return await run(window)
  } finally {
    await window.close()
  }
}
