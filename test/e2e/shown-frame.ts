/** What a fixture film's picture itself shows, read from the strip that every one carries. */
import type { Page } from 'playwright/test'
import { readStrip, STRIP_FRAMES_PER_SECOND } from '../fixtures/time-strip.ts'

/** The frame's number; undefined while there is no picture that can be read. */
export async function shownFrame(page: Page): Promise<number | undefined> {
  // A small copy of the picture is enough to read, and quick to hand over.
  const size = { width: 160, height: 90 }
  const data = await page.locator('video').evaluate((element: HTMLVideoElement, { width, height }) => {
    const context = new OffscreenCanvas(width, height).getContext('2d')
    context?.drawImage(element, 0, 0, width, height)
    return [...(context?.getImageData(0, 0, width, height).data ?? [])]
  }, size)
  return readStrip({ ...size, data })
}

/** Seconds; NaN while there is no picture that can be read. */
export async function shownAtS(page: Page): Promise<number> {
  return ((await shownFrame(page)) ?? Number.NaN) / STRIP_FRAMES_PER_SECOND
}
