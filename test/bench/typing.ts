/**
 * What a person waits for who types in the search box of a library with millions of sentences while a first sync of
 * another workspace runs: from the last key to the first results on the screen.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright/test'
import { z } from 'zod'
import { callEngine } from '../e2e/app.ts'
import { type Bench, type Benchmark, percentile } from './benchmark.ts'
import { mainLooks, tellOfMain, watchMain } from './main-loop.ts'
import { betweenKeysMs, lookMs, typedWords } from './typed-words.ts'
import { environmentOf, startUpstream } from './upstream.ts'
import { takeAnswers, watchAnswers } from './watch.ts'
import { listShownMs, openApp } from './windows.ts'

const rounds = 2
const typed = {
  'library.find': 'first results, asked for at each key',
  'library.query': 'all that a frequent word finds, asked for when typing rests',
} as const

const running = z.object({ ok: z.literal(true), value: z.array(z.object({ phase: z.object({ kind: z.string() }) })) })

export const typing: Benchmark = {
  name: 'typing',
  about: 'first results on the screen while typing and syncing, among millions of sentences',
  run: async (bench: Bench) => {
    const library = await (await bench.said()).copy('Typed')
    const upstream = await startUpstream(bench.recordings)
    const window = await openApp({ DAILIES_LIBRARY: library, ...environmentOf(upstream) })
    try {
      const { app, page } = window
      await watchAnswers(page)
      await page.addInitScript(recordDrawn)
      await page.reload()
      await listShownMs(window)
      await watchMain(app)
      const drawn = await typeAll(page)
      const looks = await mainLooks(app)
      const answers = (await takeAnswers(page)).filter(({ name }) => name in typed)
      const phases = running.parse(await callEngine(page, 'sync.status', {})).value.map(({ phase }) => phase.kind)
      bench.say(`at the end the sync is ${phases.join(' and ')}; ${answers.length} answers`)
      const row = { benchmark: 'typing', unit: 'ms', baseline: null } as const
      const among = `among ${bench.sentences} sentences while ${bench.recordings} recordings sync`
      for (const [kind, times] of drawn) {
        const measure = `from the last key to the first results drawn: ${kind} ${among}`
        const note = `of ${times.length}; median ${percentile(times, 0.5).toFixed(0)} ms`
        bench.tell({
          ...row,
          measure: `${measure}, p95`,
          value: percentile(times, 0.95),
          goal: { of: 'value', atMost: 100 },
          note,
        })
      }
      for (const [name, what] of Object.entries(typed)) {
        const times = answers.filter((answer) => answer.name === name).map(({ ms }) => ms)
        if (times.length === 0) continue
        const note = `of ${times.length}; median ${percentile(times, 0.5).toFixed(0)} ms`
        bench.tell({
          ...row,
          // The engine alone has its goal in `search`: here the page's thread and the way there and back count, too.
          measure: `the engine's answer to ${name} meanwhile, as the page gets it (${what}), p95`,
          value: percentile(times, 0.95),
          goal: null,
          note,
        })
      }
      tellOfMain(bench, 'typing', looks, 'meanwhile')
    } finally {
      await window.close()
      upstream.stop()
    }
  },
}

/** Kind → milliseconds, one a word typed. */
async function typeAll(page: Page): Promise<ReadonlyMap<string, readonly number[]>> {
  const drawn = new Map(Object.keys(typedWords).map((kind): [string, number[]] => [kind, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, words] of Object.entries(typedWords)) {
      for (const word of words) drawn.get(kind)?.push(await type(page, word))
    }
  }
  return drawn
}

async function type(page: Page, word: string): Promise<number> {
  const box = page.getByRole('searchbox')
  await box.fill('')
  await box.pressSequentially(word, { delay: betweenKeysMs })
  const shown = await page.waitForFunction((text) => Reflect.get(window, 'drawn').get(text) ?? null, word)
  const ms = z.number().parse(await shown.jsonValue())
  await delay(lookMs)
  await page.evaluate(() => Reflect.get(window, 'drawn').clear())
  return ms
}

/** In the page: what stands in the box → from its last key to the picture in which the list shows what that finds. */
function recordDrawn(): void {
  const drawn = new Map<string, number>()
  Object.assign(window, { drawn })
  let keyMs = 0
  let waiting: string | null = null
  window.addEventListener(
    'keydown',
    (event) => {
      keyMs = event.timeStamp
    },
    true,
  )
  window.addEventListener(
    'input',
    (event) => {
      const box = event.target
      waiting = box instanceof HTMLInputElement && box.value !== '' ? box.value : null
    },
    true,
  )
  const look = () => {
    requestAnimationFrame(look)
    const list = document.querySelector('[role=treegrid]')
    if (waiting === null || list?.getAttribute('aria-busy') !== 'false' || list.querySelector('mark') === null) return
    const text = waiting
    const fromMs = keyMs
    waiting = null
    // A task of its own comes after the picture.
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      drawn.set(text, performance.now() - fromMs)
    }
    port2.postMessage(null)
  }
  requestAnimationFrame(look)
}
