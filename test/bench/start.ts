/**
 * From nothing to a list of all recordings that takes the keyboard, with a new profile and with one of earlier starts, and
 * what it then holds in memory; against a bare window.
 */
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Bench, type Benchmark, median } from './benchmark.ts'
import {
  endKeepingProfile,
  firstPaintMs,
  listShownMs,
  memoryBytes,
  openApp,
  openBareWindow,
  type Window,
} from './windows.ts'

/** Start-up's garbage is gone and all caches are filled. */
const restMs = 5000
/** Chromium keeps a page's compiled code in the profile at its second start, and reads it from the third on. */
const startsBeforeCodeIsKept = 2

type Measured = { readonly ms: number; readonly bytes: number }

export const start: Benchmark = {
  name: 'start',
  about: 'start to an interactive list, and memory, against a bare window',
  run: async (bench: Bench) => {
    const library = await bench.library()
    const bare: Measured[] = []
    const app: Measured[] = []
    const later: Measured[] = []
    const environment = { DAILIES_LIBRARY: library.path }
    const profile = await mkdtemp(join(bench.folder, 'profile-'))
    const startLater = async () => measure(await openApp(environment, profile), listShownMs, endKeepingProfile)
    for (let start = 0; start < startsBeforeCodeIsKept; start += 1) await startLater()
    // In turns, so that a machine that gets busier treats both alike.
    for (let turn = 0; turn < bench.repeats; turn += 1) {
      bare.push(await measure(await openBareWindow(), firstPaintMs))
      app.push(await measure(await openApp(environment), listShownMs))
      later.push(await startLater())
      const [bareMs, firstMs, laterMs] = [bare, app, later].map((all) => all.at(-1)?.ms.toFixed(0))
      bench.say(`turn ${turn + 1}: bare window ${bareMs} ms, list ${firstMs} ms, at a later start ${laterMs} ms`)
    }
    const what = 'a bare window'
    for (const [which, measured] of [
      ['first', app],
      ['later', later],
    ] as const) {
      bench.tell({
        benchmark: 'start',
        measure: `${which} start to an interactive list of ${bench.recordings}`,
        value: median(measured.map(({ ms }) => ms)),
        unit: 'ms',
        baseline: { what, value: median(bare.map(({ ms }) => ms)) },
        goal: { of: 'ratio', atMost: 1.5 },
      })
    }
    bench.tell({
      benchmark: 'start',
      measure: `memory with a list of ${bench.recordings}, at rest`,
      value: median(app.map(({ bytes }) => bytes)) / 2 ** 20,
      unit: 'MiB',
      baseline: { what, value: median(bare.map(({ bytes }) => bytes)) / 2 ** 20 },
      goal: { of: 'ratio', atMost: 1.3 },
    })
  },
}

async function measure(
  window: Window,
  shownMs: (window: Window) => Promise<number>,
  end: (window: Window) => Promise<void> = (it) => it.close(),
): Promise<Measured> {
  try {
    const ms = (await shownMs(window)) - window.askedMs
    await delay(restMs)
    return { ms, bytes: await memoryBytes(window) }
  } finally {
    await end(window)
  }
}
