/** How long main and the engine make a person wait who types in the search box while a first sync runs. */

import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright/test'
import { z } from 'zod'
import { callEngine } from '../e2e/app.ts'
import { type Bench, type Benchmark, percentile } from './benchmark.ts'
import { nothingByItself } from './policy.ts'
import { environmentOf } from './upstream.ts'
import { listShownMs, openApp } from './windows.ts'

const seconds = 20
const words = ['harbour', 'morning show', 'Maya', 'weekly review', 'Tom', 'board']
const betweenKeysMs = 110

export const busy: Benchmark = {
  name: 'busy',
  about: 'delays of main and answers of the engine while syncing and typing',
  run: async (bench: Bench) => {
    const upstream = await bench.upstream()
    const window = await openApp({ DAILIES_LIBRARY: join(bench.folder, 'Busy'), ...environmentOf(upstream) })
    try {
      const { app, page } = window
      await answerFirstRun(page)
      await page.addInitScript(recordAnswers)
      await page.reload()
      await listShownMs(window)
      await app.evaluate(() => {
        const loop = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 5 })
        loop.enable()
        Object.assign(globalThis, { mainLoop: loop })
      })
      await type(page)
      const loop = z.object({ p99Ms: z.number(), maxMs: z.number() }).parse(await app.evaluate(readLoop))
      const answers = answered.parse(await page.evaluate(() => Reflect.get(window, 'engineAnswers')))
      const rows = await page.locator('[role=treegrid]').getAttribute('aria-rowcount')
      bench.say(`${rows} rows in the list at the end, ${answers.length} answers`)
      const during = `while ${bench.recordings} recordings sync and a person types`
      const row = { benchmark: 'busy', unit: 'ms', baseline: null } as const
      const longest = answers.reduce((most, answer) => (answer.ms > most.ms ? answer : most), { name: 'none', ms: 0 })
      bench.tell({
        ...row,
        measure: `event-loop delay of main, p99, ${during}`,
        value: loop.p99Ms,
        goal: { of: 'value', atMost: 20 },
      })
      bench.tell({ ...row, measure: 'event-loop delay of main, longest', value: loop.maxMs, goal: null })
      bench.tell({
        ...row,
        measure: `longest answer of the engine ${during}`,
        value: longest.ms,
        goal: { of: 'value', atMost: 100 },
        note: `${longest.name}; ${answers.length} answers`,
      })
      const times = answers.map(({ ms }) => ms)
      bench.tell({ ...row, measure: 'an answer of the engine, p50', value: percentile(times, 0.5), goal: null })
      bench.tell({ ...row, measure: 'an answer of the engine, p99', value: percentile(times, 0.99), goal: null })
    } finally {
      await window.close()
    }
  },
}

/** The library may not be open yet. */
async function answerFirstRun(page: Page): Promise<void> {
  const done = z.object({ ok: z.literal(true) })
  const ask = () => callEngine(page, 'settings.set', { policy: nothingByItself })
  while (!done.safeParse(await ask()).success) await delay(50)
}

const answered = z.array(z.object({ name: z.string(), ms: z.number() }))

/** In the page, before its own script: each call over a port, until its answer is there. */
function recordAnswers(): void {
  const answers: { name: string; ms: number }[] = []
  Object.assign(window, { engineAnswers: answers })
  const asked = new Map<unknown, { name: string; atMs: number }>()
  const heard = new WeakSet<MessagePort>()
  const post = MessagePort.prototype.postMessage
  MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown, ...rest: []) {
    const { call, name } = Object(message)
    if (call !== undefined) {
      asked.set(call, { name: String(name), atMs: performance.now() })
      if (!heard.has(this)) {
        heard.add(this)
        this.addEventListener('message', ({ data }) => {
          const question = asked.get(Object(data).answer)
          asked.delete(Object(data).answer)
          if (question) answers.push({ name: question.name, ms: performance.now() - question.atMs })
        })
      }
    }
    return Reflect.apply(post, this, [message, ...rest])
  }
}

function readLoop(): { p99Ms: number; maxMs: number } {
  const loop = Reflect.get(globalThis, 'mainLoop')
  loop.disable()
  return { p99Ms: loop.percentile(99) / 1e6, maxMs: loop.max / 1e6 }
}

async function type(page: Page): Promise<void> {
  const box = page.getByRole('searchbox')
  await box.click()
  const untilMs = Date.now() + seconds * 1000
  for (let turn = 0; Date.now() < untilMs; turn += 1) {
    await box.pressSequentially(words[turn % words.length] ?? '', { delay: betweenKeysMs })
    await box.fill('')
  }
}
