/** Frames that come late while the list of all recordings scrolls and six downloads report; against a bare window's. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright/test'
import { z } from 'zod'
import { callEngine } from '../e2e/app.ts'
import { type Bench, type Benchmark, percentile } from './benchmark.ts'
import { framesOf, lateFrames, lateOf, using } from './frames.ts'
import { environmentOf } from './upstream.ts'
import { listShownMs, openApp, openBareWindow } from './windows.ts'

const downloads = 6
/** So slow that all six still run at the end. */
const storageBytesPerSecond = 200_000
/** A wheel turned briskly: a screen's height in about a third of a second. */
const pixelsPerFrame = 40

export const scroll: Benchmark = {
  name: 'scroll',
  about: 'late frames while scrolling with six downloads reporting',
  run: async (bench: Bench) => {
    const upstream = await bench.upstream()
    const library = await bench.library()
    await upstream.slowStorage(storageBytesPerSecond)
    const bare = await using(await openBareWindow(), async ({ page }) => {
      await page.evaluate(() => {
        for (let line = 0; line < 5000; line += 1) document.body.append(document.createElement('div'))
      })
      return framesOf(page, 'html', pixelsPerFrame)
    })
    const environment = { DAILIES_LIBRARY: await library.copy('Scrolled'), ...environmentOf(upstream) }
    const app = await using(await openApp(environment), async (window) => {
      await listShownMs(window)
      await startDownloads(window.page)
      return framesOf(window.page, '[role=treegrid]', pixelsPerFrame)
    })
    bench.tell({
      benchmark: 'scroll',
      measure: `${lateFrames} of scrolling, ${downloads} downloads reporting`,
      value: lateOf(app),
      unit: 'frames',
      baseline: { what: 'a bare window', value: lateOf(bare) },
      goal: { of: 'value', atMost: 0 },
      note: `of ${app.length}; the longest ${Math.max(...app).toFixed(0)} ms, a bare window's ${Math.max(...bare).toFixed(0)} ms`,
    })
    bench.tell({
      benchmark: 'scroll',
      measure: 'a frame while scrolling, p99',
      value: percentile(app, 0.99),
      unit: 'ms',
      baseline: { what: 'a bare window', value: percentile(bare, 0.99) },
      goal: null,
    })
  },
}

async function startDownloads(page: Page): Promise<void> {
  const answered = z.object({ ok: z.literal(true), value: z.unknown() })
  const ask = async (name: string, input: object) => answered.parse(await callEngine(page, name, input)).value
  await ask('settings.set', { concurrency: downloads })
  const recordingIds = Array.from({ length: downloads * 2 }, (_, index) => index + 1)
  await ask('downloads.start', { target: { kind: 'recordings', recordingIds, types: ['room-composite'] } })
  const counted = z.object({ counts: z.object({ running: z.number() }) })
  for (let running = 0; running < downloads; ) {
    await delay(100)
    running = counted.parse(await ask('downloads.list', { limit: 1 })).counts.running
  }
}
