// Texts of every shape beside the picture: endless sentences, monologues without times, lines without any, right to left.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from 'playwright/test'
import { answerFirstRun } from '../bench/watch.ts'
import { LibraryFolder } from '../builders/library-folder.ts'
import { said, word } from '../builders/transcript-json.ts'
import { type RunningApp, startApp } from './app.ts'

const film = readFileSync(join(import.meta.dirname, '../fixtures/media/morning-harbour/composite.mp4'))

let folder: string
let running: RunningApp
let page: Page

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-words-'))
  const library = LibraryFolder.open(folder)
  const add = (name: string, type: 'transcript' | 'summary', format: string, text: string) => {
    const id = library.recording(name, library.room(name, name))
    library.finish(library.asset(id, { id: `film of ${name}`, type: 'room-composite' }), film)
    library.finish(library.asset(id, { id: `text of ${name}`, type, format }), text)
    library.library.db.exec('UPDATE recordings SET has_video = 1')
  }
  const words = (count: number, place: number) =>
    Array.from({ length: count }, (_, at) => (at === place ? 'needle' : `word${at % 97}`))
  const spoken = words(20_000, -1)
  const timed = spoken.map((text, at) => word(text, at * 2, at * 2 + 2))
  add('Endless', 'transcript', 'json', JSON.stringify({ words: timed, sentences: [said(spoken.join(' '), 0, 40_000)] }))
  add('Monologue', 'transcript', 'txt', `Ann: ${words(3000, 2500).join(' ')}\n\nBo: Yes.\n\nAnn: So.\n`)
  const long = words(200, -1).with(119, 'thread').with(120, 'spool')
  const longTimed = long.map((text, at) => word(text, at * 20, at * 20 + 20))
  add(
    'Long',
    'transcript',
    'json',
    JSON.stringify({ words: longTimed, sentences: [said(`${long.join(' ')}.`, 0, 4000)] }),
  )
  const chinese = ['我们', '用', 'React', '写'].map((text, at) => word(text, at * 500, at * 500 + 400))
  add(
    'Chinese',
    'transcript',
    'json',
    JSON.stringify({ words: chinese, sentences: [said('我们用React写。', 0, 2000)] }),
  )
  const mixed = [said('It has times.', 1000, 2000), said('It has none.', null, null, { name: 'Bo', peer_id: 'p2' })]
  add('Mixed', 'transcript', 'json', JSON.stringify({ sentences: mixed }))
  const sections = [
    { title: 'סיכום', bullets: ['נקודה אחת'], paragraph: '' },
    { title: 'Link', paragraph: 'x'.repeat(400) },
  ]
  add('Summed up', 'summary', 'json', JSON.stringify({ summary: { sections } }))
  library.close()
  running = await startApp({ DAILIES_LIBRARY: folder })
  ;({ page } = running)
  await answerFirstRun(page)
  await page.reload()
})
test.afterAll(async () => {
  await running.close()
  rmSync(folder, { recursive: true })
})

async function open(name: string): Promise<void> {
  if (await page.locator('video').isVisible()) {
    await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
  }
  await page.getByRole('row').filter({ hasText: name }).dblclick()
  await expect(page.locator('video')).toBeVisible()
}

const isFoundInSight = () =>
  transcript().evaluate((list) => {
    const [found] = CSS.highlights.get('review-found-now') ?? []
    const box = found instanceof Range ? found.getBoundingClientRect() : null
    const view = list.getBoundingClientRect()
    return box !== null && box.top > view.top && box.bottom < view.bottom
  })

const transcript = () => page.getByRole('listbox', { name: 'Transcript', exact: true })

test('of a sentence that never ends only what is in sight is on the page', async () => {
  await open('Endless')
  await expect(transcript().locator('[data-word]').first()).toBeVisible()
  expect(await transcript().locator('[data-word]').count()).toBeLessThan(2000)
})

test('words stand as their sentence has them, and are found so', async () => {
  await open('Chinese')
  await expect(transcript().getByRole('option')).toHaveText('我们用React写。')
  await page.keyboard.press('ControlOrMeta+f')
  await page.getByRole('searchbox', { name: 'Find in the transcript', exact: true }).fill('用React')
  await expect(page.getByRole('search')).toContainText('1 of 1')
  await expect.poll(isFoundInSight).toBe(true)
  await page.keyboard.press('Escape')
})

test('what is found in a long monologue without times comes into sight', async () => {
  await open('Monologue')
  await page.keyboard.press('ControlOrMeta+f')
  await page.getByRole('searchbox', { name: 'Find in the transcript', exact: true }).fill('needle')
  await expect(page.getByRole('search')).toContainText('1 of 1')
  await expect.poll(isFoundInSight).toBe(true)
  await page.keyboard.press('Escape')
})

async function search(words: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: /^Find/ }).fill(words)
  const found = page.getByRole('option', { selected: true }).getByText(words.replaceAll('"', ''), { exact: true })
  await expect(found).toBeVisible()
  await page.keyboard.press('Enter')
}

test('what a search finds in a long sentence opens at the line that says it, also over the end of that line', async () => {
  await search('"thread spool"')
  await expect(transcript().locator('[data-line="1"] [data-now]')).toBeVisible()
  await expect(transcript().locator('[data-line="1"]')).toHaveText(/thread$/)
})

test('what a search finds and the picture doesn’t have is shown where it is written', async () => {
  await search('needle')
  await expect.poll(isFoundInSight).toBe(true)
  await search('נקודה')
  await expect(page.getByRole('tab', { name: 'Summary', exact: true })).toHaveAttribute('aria-selected', 'true')
})

test('a line without a time stands where the others do', async () => {
  await open('Mixed')
  const leftOf = (text: string) =>
    transcript()
      .getByText(text)
      .evaluate((line) => line.getBoundingClientRect().left)
  expect(await leftOf('It has none.')).toBe(await leftOf('It has times.'))
})

test('a summary’s bullets stand where its lines begin, and nothing of it runs out of sight', async () => {
  await open('Summed up')
  await page.getByRole('tab', { name: 'Summary', exact: true }).click()
  const panel = page.getByRole('tabpanel', { name: 'Summary', exact: true })
  const gaps = await panel.getByText('נקודה אחת').evaluate((bullet) => {
    const { paddingLeft, paddingRight } = getComputedStyle(bullet)
    return [parseFloat(paddingLeft), parseFloat(paddingRight)]
  })
  expect(gaps).toEqual([0, 16])
  expect(await panel.locator('article').evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0)
})
