// One box for everything, by keys alone: a phrase that someone said, a room, a command. And the same language in the list.
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from 'playwright/test'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { shownAtS } from './shown-frame.ts'
import { everythingDownloaded, findable, keepOnly, recordingRow } from './steps.ts'

let connected: ConnectedApp
let page: Page

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  connected = await startConnectedApp()
  page = connected.running.page
  await keepOnly(page, ['transcript', 'chat', 'summary', 'room-composite'])
  await page.getByRole('button', { name: /^Downloads/ }).click()
  await everythingDownloaded(page)
  await findable(page, 'brass band')
  await page.keyboard.press('ControlOrMeta+1')
})
test.afterAll(async () => {
  await connected.end()
})

test('a phrase that someone said is played where it was said', async () => {
  await open('"brass band" speaker:tom')
  const line = page.getByRole('option', { selected: true })
  await expect(line).toContainText(/brass band/)
  await expect(line).toContainText('Tom Okafor')
  const saidAtS = seconds((await line.textContent()) ?? '')
  await page.keyboard.press('Enter')
  await expect(page.locator('video')).toBeVisible({ timeout: 20_000 })
  await expect.poll(() => shownAtS(page)).toBeGreaterThanOrEqual(saidAtS)
  expect(await shownAtS(page)).toBeLessThan(saidAtS + 1.5)
  await expect(page.getByRole('combobox')).toHaveCount(0)
})

test('a word that is said often shows many recordings, and the rest of one where it is asked for', async () => {
  const options = page.getByRole('option')
  const more = page.getByRole('option', { name: /more in this recording$/ })
  // The words of several recordings may still be on their way into the index.
  await expect(async () => {
    await open('the')
    const led = await more.count()
    if (led < 2) await page.keyboard.press('Escape')
    expect(led).toBeGreaterThan(1)
  }).toPass()
  const words = await options.allTextContents()
  const place = words.findIndex((text) => text.endsWith('more in this recording'))
  const led = await more.count()
  const chosen = page.getByRole('option', { selected: true })
  for (let at = 0; at < place && !/more in this recording$/.test((await chosen.textContent()) ?? ''); at += 1) {
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
  await expect(more).toHaveCount(led - 1)
  expect(await options.count()).toBeGreaterThanOrEqual(words.length)
  // It goes on where the line stood, by the same keys.
  await expect(options.nth(place)).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('combobox', { name: /^Find/ })).toBeFocused()
  await page.keyboard.press('Escape')
})

test('what is typed before the box is there is meant for it', async () => {
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('millpond jetty')
  await expect(page.getByRole('combobox', { name: /^Find/ })).toHaveValue('millpond jetty')
  await expect(page.getByRole('textbox', { name: /^Marker at/ })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('combobox')).toHaveCount(0)
})

test('it opens over a review too, and leads to a room', async () => {
  await open('late d')
  await page.getByRole('option', { name: /^Late desk$/ }).waitFor()
  await page.keyboard.press('ArrowUp')
  while (!/^Late desk$/.test((await page.getByRole('option', { selected: true }).textContent()) ?? '')) {
    await page.keyboard.press('ArrowUp')
  }
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Late desk', level: 1, exact: true })).toBeVisible()
})

test('a question keeps the keys to itself, and what is typed into it', async () => {
  await page.keyboard.press('ControlOrMeta+1')
  const list = page.getByRole('treegrid')
  await list.press('ArrowDown')
  await list.press('t')
  const question = page.getByRole('dialog', { name: /^Tag/ })
  await question.getByRole('textbox').fill('harbour')
  for (const key of ['k', ',', '1', 'f']) await page.keyboard.press(`ControlOrMeta+${key}`)
  await page.keyboard.type('/')
  await expect(question.getByRole('textbox')).toHaveValue('harbour/')
  await question.getByRole('button', { name: 'Cancel', exact: true }).focus()
  await page.keyboard.press('/')
  await expect(question.getByRole('button', { name: 'Cancel', exact: true })).toBeFocused()
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a command is found by its words and run', async () => {
  await open('> dark')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await open('>theme of')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).not.toHaveAttribute('data-theme')
})

test('what is chosen in the list can be acted on', async () => {
  await recordingRow(page, 'Late desk').first().click()
  await open('>star')
  await page.keyboard.press('Enter')
  await open('>remove star')
  await expect(page.getByRole('option', { selected: true })).toHaveText(/^Remove star/)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('combobox')).toHaveCount(0)
})

test('the list’s own search speaks the same language', async () => {
  await page
    .getByRole('navigation', { name: 'Library', exact: true })
    .getByRole('button', { name: /^All recordings/ })
    .click()
  await page.getByRole('searchbox').fill('"brass band" speaker:tom room:morning type:transcript')
  await expect(recordingRow(page, /brass band/).first()).toBeVisible()
  await page.getByRole('searchbox').fill('"brass band" speaker:maya')
  await page.getByText('Nothing found for').waitFor()
  await page.getByRole('searchbox').fill('')
})

test('the list’s first day is typed, and counts once its year is there', async () => {
  const chip = page.getByRole('button', { name: /^Date/ })
  await chip.click()
  await page.getByLabel('From').focus()
  await page.keyboard.type('10102019')
  await expect(page.getByLabel('From')).toHaveValue('2019-10-10')
  await page.keyboard.press('Escape')
  await expect(chip).toContainText('2019')
  await chip.click()
  await page.getByRole('button', { name: 'Any time', exact: true }).click()
  await expect(chip).not.toContainText('2019')
})

test('what the list finds is sorted by best match until the search is cleared', async () => {
  const sort = async (order: string) => {
    await page.getByRole('button', { name: 'Sort', exact: true }).click()
    await page.getByRole('menuitemradio', { name: order }).click()
    await page.keyboard.press('Escape')
  }
  const isChosen = async (order: string) => {
    await page.getByRole('button', { name: 'Sort', exact: true }).click()
    await expect(page.getByRole('menuitemradio', { name: order })).toBeChecked()
    await page.keyboard.press('Escape')
  }
  const list = page.getByRole('treegrid')
  await page.getByRole('searchbox').fill('brass band')
  await sort('Best match')
  await isChosen('Best match')
  await expect(list.locator('[aria-rowindex="2"] mark').first()).toBeVisible()
  await page.getByRole('searchbox').fill('')
  await isChosen('Date')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing stands in anybody’s way, ${colorScheme}`, async () => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const text of ['', 'the', '>', 'nothingofthekind']) {
      await open(text)
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
      await page.keyboard.press('Escape')
    }
  })
}

/** Types into the palette and waits for the answer. */
async function open(text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  const box = page.getByRole('combobox', { name: /^Find/ })
  await expect(box).toBeFocused()
  await page.keyboard.type(text)
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(/\d+ results?/)
}

/** The first time code in a text: `0:17`. */
function seconds(text: string): number {
  const [, minutes = '', rest = ''] = /(\d+):(\d\d)/.exec(text) ?? []
  return Number(minutes) * 60 + Number(rest)
}
