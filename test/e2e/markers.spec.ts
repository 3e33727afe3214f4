// A producer marks a recording while it plays, hands the markers on to an editor, and gets them back.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { DOMParser } from '@xmldom/xmldom'
import { expect, type Locator, type Page, test } from 'playwright/test'
import { z } from 'zod'
import { marker } from '../../preload/contract/markers.ts'
import type { RunningApp } from './app.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { shownFrame } from './shown-frame.ts'
import { keepOnly, rowLasting } from './steps.ts'

let connected: ConnectedApp
let running: RunningApp
let page: Page
/** Where exports go. */
let folder: string

const sidecar = z.object({ user: z.object({ markers: z.array(marker) }) })

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-exports-'))
  connected = await startConnectedApp()
  ;({ running } = connected)
  page = running.page
  await keepOnly(page, ['transcript', 'chat', 'summary'])
})
test.afterAll(async () => {
  await connected.end()
  await rm(folder, { recursive: true })
})

test('M marks the moment and takes the words, while the recording plays on', async () => {
  await rowLasting(page, 'Morning show', '0:40').dblclick()
  await page.getByRole('button', { name: /^Download now/ }).click()
  await expect(page.locator('video')).toBeVisible({ timeout: 20_000 })
  await expect.poll(() => shownFrame(page)).toBe(0)
  await page.keyboard.press('Space')
  await expect.poll(() => video((it) => it.currentTime)).toBeGreaterThan(1)
  await page.keyboard.press('m')
  await expect(field()).toBeFocused()
  // Keys of the room are letters here.
  await page.keyboard.type('Ferry, mjkl ⛴ "quoted"')
  await page.keyboard.press('Enter')
  await expect(field()).toHaveCount(0)
  expect(await video((it) => it.paused)).toBe(false)
  await page.keyboard.press('k')
  await page.getByRole('tab', { name: /^Markers/ }).click()
  await expect(rows()).toHaveCount(1)
  await expect(rows()).toContainText('Ferry, mjkl ⛴ "quoted"')
})

test('Escape keeps the marker without words, and N marks from in to out', async () => {
  await page.keyboard.press('Home')
  await page.keyboard.press('m')
  await expect(field()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(rows()).toHaveCount(2)
  await expect(rows().first()).toContainText('No text')
  await seek(10)
  await page.keyboard.press('i')
  await seek(20)
  await page.keyboard.press('o')
  await page.keyboard.press('n')
  await field().fill('שלום <b>&')
  await page.keyboard.press('Enter')
  await expect(rows().last()).toContainText('0:10–0:20')
  // It is shown before it is saved.
  await expect.poll(async () => (await listed())[2]?.text).toBe('שלום <b>&')
})

test('the keys go from marker to marker', async () => {
  await page.keyboard.press('Home')
  await page.keyboard.press('>')
  const second = await listed().then((all) => all[1]?.startMs ?? 0)
  await expect.poll(() => video((it) => it.currentTime)).toBeCloseTo(second / 1000, 2)
  await page.keyboard.press('>')
  await expect.poll(() => video((it) => it.currentTime)).toBe(10)
  await page.keyboard.press('<')
  await expect.poll(() => video((it) => it.currentTime)).toBeCloseTo(second / 1000, 2)
})

test('what is written in the list can be undone and redone by keys', async () => {
  await rows().first().getByRole('button', { name: /^0:00/ }).focus()
  await page.keyboard.press('F2')
  await page.keyboard.type('Opening shot')
  await page.keyboard.press('Enter')
  await expect(rows().first()).toContainText('Opening shot')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(rows().first()).toContainText('No text')
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect(rows().first()).toContainText('Opening shot')
  await rows().first().getByRole('button', { name: 'Colour: Blue', exact: true }).click()
  await page.getByRole('menuitemradio', { name: 'Red', exact: true }).click()
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(rows().first().getByRole('button', { name: 'Colour: Red', exact: true })).toBeVisible()
  await expect.poll(async () => (await listed())[0]).toMatchObject({ text: 'Opening shot', colour: 'red' })
})

test('a flag that is dragged moves its marker, and a click on it goes there', async () => {
  const lane = await page.locator('[data-marker-lane]').boundingBox()
  if (lane === null) throw new Error('There is no lane')
  const at = (seconds: number) => lane.x + (seconds / 40) * lane.width
  await page.mouse.move(at(10), lane.y + 5)
  await page.mouse.down()
  await page.mouse.move(at(20), lane.y + 5, { steps: 4 })
  await page.mouse.up()
  await expect(rows().last()).toContainText('0:20–0:30')
  // It is shown before it is saved.
  await expect.poll(async () => (await listed())[2]?.startMs).toBeGreaterThan(15_000)
  await page.mouse.click(at(20) + 2, lane.y + 5)
  const start = await listed().then((all) => all[2]?.startMs ?? 0)
  await expect.poll(() => video((it) => it.currentTime)).toBeCloseTo(start / 1000, 2)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(rows().last()).toContainText('0:10–0:20')
})

test('words that were typed are kept when something else is clicked', async () => {
  await page.keyboard.press('m')
  await field().fill('Half a thou')
  await page.locator('video').click()
  await expect(field()).toHaveCount(0)
  await expect(rows().filter({ hasText: 'Half a thou' })).toHaveCount(1)
  await page.keyboard.press('k')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(rows()).toHaveCount(3)
})

test('words that are being typed wait while another window has its turn, wherever in their field the keyboard is', async () => {
  await page.keyboard.press('m')
  await field().fill('Half a')
  const colour = page.locator('form').getByRole('button', { name: /^Colour/ })
  const places = { colour: () => colour.focus(), menu: () => colour.click() }
  for (const [place, go] of Object.entries(places)) {
    await go()
    if (place === 'menu') await expect(page.getByRole('menu')).toBeFocused()
    // What the page hears then: the keyboard goes nowhere else in it.
    await page.locator(':focus').dispatchEvent('focusout', { bubbles: true })
    await expect(field(), place).toHaveValue('Half a')
  }
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await field().press('Escape')
  await expect(field()).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(rows()).toHaveCount(3)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the markers stand in nobody’s way, ${colorScheme}`, async () => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.keyboard.press('m')
    await expect(field()).toBeFocused()
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('ControlOrMeta+z')
    await expect(rows()).toHaveCount(3)
  })
}

test('an editor gets them as EDL and FCPXML, counted in the video’s own frames', async () => {
  const edl = (await exported('EDL (CMX 3600)…', 'cut.edl')).split('\r\n')
  expect(edl).toContain('* FRAME RATE: 25')
  expect(edl).toContain('* LOC: 01:00:00:00 RED     Opening shot')
  expect(edl).toContain('* LOC: 01:00:10:00 BLUE    שלום <b>& [to 01:00:20:00]')
  const xml = new DOMParser().parseFromString(await exported('FCPXML…', 'cut.fcpxml'), 'text/xml')
  const markers = [...xml.getElementsByTagName('marker')]
  expect(markers.map((each) => each.getAttribute('value'))).toEqual([
    'Opening shot',
    'Ferry, mjkl ⛴ "quoted"',
    'שלום <b>&',
  ])
  const source = xml.getElementsByTagName('media-rep')[0]?.getAttribute('src') ?? ''
  expect(await readFile(new URL(source)).then(({ length }) => length)).toBeGreaterThan(1000)
})

test('a table leaves, everything is taken away, and the table brings back the same markers', async () => {
  const before = await listed()
  await exported('CSV, a table…', 'markers.csv')
  await rows().first().getByRole('button', { name: /^0:00/ }).focus()
  for (let left = before.length; left > 0; left -= 1) {
    await expect(rows()).toHaveCount(left)
    await page.keyboard.press('Delete')
  }
  await expect(page.getByText('No markers yet')).toBeVisible()
  await opens(join(folder, 'markers.csv'))
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(rows()).toHaveCount(before.length)
  await expect.poll(listed).toEqual(before)
})

test('Delete takes away the marker that has the keyboard, also when another has come before it', async () => {
  await rows().first().getByRole('button', { name: /^0:00/ }).focus()
  await page.keyboard.press('Delete')
  await expect(rows()).toHaveCount(2)
  // All of it is shown before it is saved.
  await expect.poll(async () => (await listed()).length).toBe(2)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(rows()).toHaveCount(3)
  await expect.poll(async () => (await listed()).length).toBe(3)
  await page.keyboard.press('Delete')
  await expect(rows()).toHaveText([/Opening shot/, /Ferry/])
  await expect.poll(async () => (await listed()).length).toBe(2)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(rows()).toHaveCount(3)
  await expect.poll(async () => (await listed()).length).toBe(3)
})

test('a file of something else is told in a sentence, and changes nothing', async () => {
  const before = await listed()
  await writeFile(join(folder, 'chat.csv'), 'PeerId,SenderName,Message\n1,Ann,hello\n')
  await opens(join(folder, 'chat.csv'))
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByText('This file has no column that says when a marker starts')).toBeVisible()
  expect(await listed()).toEqual(before)
})

test('five thousand of them scroll and are written as fast as one', async () => {
  const many = Array.from(
    { length: 5000 },
    (_, index) => `${index * 7},Take ${index},${index % 2 ? 'green' : 'magenta'}`,
  )
  await writeFile(join(folder, 'many.csv'), ['Start ms,Text,Colour', ...many].join('\n'))
  await opens(join(folder, 'many.csv'))
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('tab', { name: /^Markers/ })).toContainText('5,003')
  expect(await rows().count()).toBeLessThan(100)
  await rows().first().getByRole('button', { name: /^0:00/ }).first().focus()
  await page.keyboard.press('End')
  await expect(rows().last()).toContainText('Take 4999')
  // Set near the beginning, while the end of the list is looked at: the list shows it, the words are typed over the timeline.
  await seek(2)
  await page.keyboard.press('m')
  await expect(rows().filter({ hasText: 'No text' })).toBeInViewport()
  await expect(field()).toBeFocused()
  await page.keyboard.type('One more')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: /^Markers/ })).toContainText('5,004')
  // The keyboard is on a marker all the while, however far it goes.
  const marked = rows().filter({ has: page.locator('button[data-go]:focus') })
  for (const [key, place] of [
    ['End', '5004'],
    ['Home', '1'],
    ['ArrowDown', '2'],
    ['End', '5004'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(marked).toHaveAttribute('aria-posinset', place)
  }
})

test('words being typed in the list outlive scrolling, and another tab', async () => {
  await rows()
    .last()
    .getByRole('button', { name: /Take 4999/ })
    .dblclick()
  await expect(page.getByRole('textbox', { name: /^Text of the marker/ })).toBeFocused()
  await page.keyboard.type('The harbour ')
  await page.getByRole('list', { name: 'Markers', exact: true }).hover()
  await page.mouse.wheel(0, -40_000)
  await expect(
    rows()
      .filter({ hasText: /Take 3\d\d\d/ })
      .first(),
  ).toBeVisible()
  await page.keyboard.type('at dawn')
  await page.mouse.wheel(0, -40_000)
  await page.getByRole('tab', { name: /^Chat/ }).click()
  await expect.poll(async () => (await listed()).at(-1)?.text).toBe('The harbour at dawn')
})

const field = (): Locator => page.getByRole('textbox', { name: /^Marker at/ })
const rows = (): Locator => page.getByRole('list', { name: 'Markers', exact: true }).getByRole('listitem')

function video<T>(read: (element: HTMLVideoElement) => T): Promise<T> {
  return page.locator('video').evaluate(read)
}

async function seek(seconds: number): Promise<void> {
  await page.locator('video').evaluate((element: HTMLVideoElement, to) => {
    element.currentTime = to
  }, seconds)
  await expect.poll(() => video((it) => [it.seeking, it.currentTime])).toEqual([false, seconds])
}

/** What lies on the disk of the only recording with markers, by time. */
async function listed() {
  const entries = await readdir(connected.library, { recursive: true })
  const sidecars = entries.filter((path) => path.endsWith('recording.json'))
  const texts = await Promise.all(sidecars.map((path) => readFile(join(connected.library, path), 'utf8')))
  const marked = texts.map((text) => sidecar.parse(JSON.parse(text))).find(({ user }) => user.markers.length > 0)
  return (marked?.user.markers ?? []).sort((a, b) => a.startMs - b.startMs)
}

/** Through the menu; the system's dialog answers with that name. */
async function exported(item: string, name: string): Promise<string> {
  const filePath = join(folder, name)
  await running.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
  }, filePath)
  await page.getByRole('button', { name: 'Export', exact: true }).last().click()
  await page.getByRole('menuitem', { name: item }).click()
  await expect(page.getByText(`Saved as ${name}.`)).toBeVisible()
  return readFile(filePath, 'utf8')
}

async function opens(path: string): Promise<void> {
  await running.app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
  }, path)
}
