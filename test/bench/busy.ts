/** How long main and the engine make a person wait who types in the search box while a first sync runs. */

import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { type Bench, type Benchmark, percentile } from './benchmark.ts'
import { mainLooks, tellOfMain, watchMain } from './main-loop.ts'
import { environmentOf } from './upstream.ts'
import { type Answered, answerFirstRun, takeAnswers, watchAnswers } from './watch.ts'
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
      await watchAnswers(page)
      await page.reload()
      await listShownMs(window)
      const first = longestOf(await takeAnswers(page))
      await watchMain(app)
      await type(page)
      const looks = await mainLooks(app)
      const answers = await takeAnswers(page)
      const rows = await page.locator('[role=treegrid]').getAttribute('aria-rowcount')
      bench.say(`${rows} rows in the list at the end, ${answers.length} answers`)
      const during = `while ${bench.recordings} recordings sync and a person types`
      const row = { benchmark: 'busy', unit: 'ms', baseline: null } as const
      const longest = longestOf(answers)
      tellOfMain(bench, 'busy', looks, during)
      bench.tell({
        ...row,
        measure: `longest answer of the engine ${during}`,
        value: longest.ms,
        goal: { of: 'value', atMost: 100 },
        note: `${longest.name}; ${answers.length} answers`,
      })
      bench.tell({
        ...row,
        measure: '… while the page draws its first list',
        value: first.ms,
        goal: null,
        note: `${first.name}: what the page's own thread takes is part of it`,
      })
      const times = answers.map(({ ms }) => ms)
      bench.tell({ ...row, measure: 'an answer of the engine, p50', value: percentile(times, 0.5), goal: null })
      bench.tell({ ...row, measure: 'an answer of the engine, p99', value: percentile(times, 0.99), goal: null })
    } finally {
      await window.close()
    }
  },
}

const longestOf = (answers: Answered): Answered[number] =>
  answers.reduce((most, answer) => (answer.ms > most.ms ? answer : most), { name: 'none', ms: 0 })

async function type(page: Page): Promise<void> {
  const box = page.getByRole('searchbox')
  await box.click()
  const untilMs = Date.now() + seconds * 1000
  for (let turn = 0; Date.now() < untilMs; turn += 1) {
    await box.pressSequentially(words[turn % words.length] ?? '', { delay: betweenKeysMs })
    await box.fill('')
  }
}
