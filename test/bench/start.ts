/** From nothing to a list of all recordings that takes the keyboard, and what it then holds in memory; against a bare window. */
import { setTimeout as delay } from 'node:timers/promises'
import { type Bench, type Benchmark, median } from './benchmark.ts'
import { firstPaintMs, listShownMs, memoryBytes, openApp, openBareWindow, type Window } from './windows.ts'

/** Start-up's garbage is gone and all caches are filled. */
const restMs = 5000

type Measured = { readonly ms: number; readonly bytes: number }

export const start: Benchmark = {
  name: 'start',
  about: 'start to an interactive list, and memory, against a bare window',
  run: async (bench: Bench) => {
    const library = await bench.library()
    const bare: Measured[] = []
    const app: Measured[] = []
    // In turns, so that a machine that gets busier treats both alike.
    for (let turn = 0; turn < bench.repeats; turn += 1) {
      bare.push(await measure(await openBareWindow(), firstPaintMs))
      app.push(await measure(await openApp({ DAILIES_LIBRARY: library.path }), listShownMs))
      bench.say(`turn ${turn + 1}: bare window ${bare.at(-1)?.ms.toFixed(0)} ms, list ${app.at(-1)?.ms.toFixed(0)} ms`)
    }
    const what = 'a bare window'
    bench.tell({
      benchmark: 'start',
      measure: `start to an interactive list of ${bench.recordings}`,
      value: median(app.map(({ ms }) => ms)),
      unit: 'ms',
      baseline: { what, value: median(bare.map(({ ms }) => ms)) },
      goal: { of: 'ratio', atMost: 1.5 },
    })
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

async function measure(window: Window, shownMs: (window: Window) => Promise<number>): Promise<Measured> {
  try {
    const ms = (await shownMs(window)) - window.askedMs
    await delay(restMs)
    return { ms, bytes: await memoryBytes(window) }
  } finally {
    await window.close()
  }
}
