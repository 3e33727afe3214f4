/** Frames that come late beside a transcript of six hours: while it follows what plays, and while it is scrolled. */
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { LibraryFolder } from '../builders/library-folder.ts'
import { startApp } from '../e2e/app.ts'
import { mixer } from '../hms/scale-numbers.ts'
import { personName, sentenceWords } from '../hms/scale-words.ts'
import { type Bench, type Benchmark, percentile } from './benchmark.ts'
import { framesOf, lateFrames, lateOf, using } from './frames.ts'
import { answerFirstRun } from './watch.ts'
import { listShownMs, openBareWindow } from './windows.ts'

const sentences = 10_000
const wordsEach = 8
const sentenceMs = (6 * 3_600_000) / sentences
/** The film is forty seconds: all of it within the time that is watched. */
const speed = 4
const pixelsPerFrame = 40
const film = join(import.meta.dirname, '../fixtures/media/morning-harbour/composite.mp4')

export const transcript: Benchmark = {
  name: 'transcript',
  about: 'late frames beside a transcript of six hours, following and scrolled',
  run: async (bench: Bench) => {
    const library = join(bench.folder, 'Spoken')
    write(library)
    const bare = await using(await openBareWindow(), async ({ page }) => {
      await page.evaluate(() => {
        for (let line = 0; line < 5000; line += 1) document.body.append(document.createElement('div'))
      })
      return { following: await framesOf(page, 'html', 0), scrolling: await framesOf(page, 'html', pixelsPerFrame) }
    })
    const app = await using(await startApp({ DAILIES_LIBRARY: library }), async (window) => {
      await answerFirstRun(window.page)
      await window.page.reload()
      await listShownMs(window)
      await open(window.page)
      await play(window.page)
      const following = await framesOf(window.page, '[role=listbox]', 0)
      await window.page.evaluate(() => document.querySelector('video')?.pause())
      return { following, scrolling: await framesOf(window.page, '[role=listbox]', pixelsPerFrame) }
    })
    for (const kind of ['following', 'scrolling'] as const) {
      const [frames, bareFrames] = [app[kind], bare[kind]]
      bench.tell({
        benchmark: 'transcript',
        measure: `${lateFrames} of ${kind} in ${sentences} sentences`,
        value: lateOf(frames),
        unit: 'frames',
        baseline: { what: 'a bare window', value: lateOf(bareFrames) },
        goal: { of: 'value', atMost: 0 },
        note: `of ${frames.length}, a bare window’s ${bareFrames.length}; the longest ${Math.max(...frames).toFixed(0)} ms, a bare window’s ${Math.max(...bareFrames).toFixed(0)} ms`,
      })
      bench.tell({
        benchmark: 'transcript',
        measure: `a frame of ${kind}, p99`,
        value: percentile(frames, 0.99),
        unit: 'ms',
        baseline: { what: 'a bare window', value: percentile(bareFrames, 0.99) },
        goal: null,
      })
    }
  },
}

/** One recording: a short film, and a transcript that is much longer. */
function write(folder: string): void {
  mkdirSync(folder)
  const library = LibraryFolder.open(folder)
  const id = library.recording('spoken', library.room('room', 'Six hours'))
  const place = (path: string) => join(folder, path)
  copyFileSync(film, place(library.finish(library.asset(id, { id: 'film', type: 'room-composite' }), '')))
  library.finish(library.asset(id, { id: 'text', type: 'transcript', format: 'json' }), text())
  library.library.db.exec('UPDATE recordings SET has_video = 1')
  library.close()
}

function text(): string {
  const mix = mixer(1)
  const times = (startMs: number, endMs: number) => ({ start_time: String(startMs), end_time: String(endMs) })
  const said = Array.from({ length: sentences }, (_, line) => {
    const all = sentenceWords(mix, 1, line)
    const words = Array.from({ length: wordsEach }, (_, index) => all[index % all.length] ?? 'so')
    return { words, name: personName(mix, 1, Math.floor(line / 6) % 4), startMs: Math.round(line * sentenceMs) }
  })
  const wordMs = Math.floor(sentenceMs / wordsEach)
  return JSON.stringify({
    words: said.flatMap(({ words, name, startMs }) =>
      words.map((word, index) => ({ word, name, ...times(startMs + index * wordMs, startMs + (index + 1) * wordMs) })),
    ),
    sentences: said.map(({ words, name, startMs }) => ({
      ...{ sentence: words.join(' '), name },
      ...times(startMs, startMs + wordsEach * wordMs),
    })),
  })
}

async function open(page: Page): Promise<void> {
  await page.getByRole('row').filter({ hasText: 'Six hours' }).first().dblclick()
  await page.locator('[data-word]').first().waitFor()
}

/** With the keys, as a person does: a film that is played past the player shows thousandths with every frame. */
async function play(page: Page): Promise<void> {
  await page.keyboard.press('Shift+M')
  const fastest = page.getByRole('button', { name: `Speed: ${speed}×`, exact: true })
  while (!(await fastest.isVisible())) await page.keyboard.press(']')
  await page.keyboard.press('Space')
  await page.locator('[data-word][data-now]').waitFor()
}
