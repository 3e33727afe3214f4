// The library's drive goes while a recording is reviewed: what is written in the room waits for that recording, and for no other.
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from 'playwright/test'
import { z } from 'zod'
import { marker } from '../../preload/contract/markers.ts'
import { answerFirstRun } from '../bench/watch.ts'
import { LibraryFolder, loseDatabase } from '../builders/library-folder.ts'
import { callEngine, type RunningApp, startApp } from './app.ts'

const film = readFileSync(join(import.meta.dirname, '../fixtures/media/morning-harbour/composite.mp4'))
const sidecar = z.object({ user: z.looseObject({ markers: z.array(marker) }) })
type Written = z.infer<typeof sidecar>['user']

let folder: string
let home: string
let away: string
let running: RunningApp
let page: Page

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-away-'))
  home = join(folder, 'Dailies')
  away = join(folder, 'Away')
  // In a database made anew the numbers go by the folders' names: the newest, the first here, is the last there.
  fill(home, ['newest', 'between', 'oldest'])
  running = await startApp({ DAILIES_LIBRARY: home })
  ;({ page } = running)
  await answerFirstRun(page)
  await page.reload()
  await page.getByRole('row').first().dblclick()
  await expect(page.locator('video')).toBeVisible()
})
test.afterEach(async () => {
  await running.close()
  rmSync(folder, { recursive: true })
})

test('words that couldn’t be saved wait over the timeline until the drive is back', async () => {
  await seek(3)
  await page.keyboard.press('m')
  await expect.poll(() => texts(home)).toEqual([''])
  await page.keyboard.type('As the drive goes')
  renameSync(home, away)
  await page.keyboard.press('Enter')
  await expect(page.getByText('The markers weren’t saved')).toBeVisible()
  await expect(field()).toHaveValue('As the drive goes')
  await expect(field()).not.toBeFocused()
  renameSync(away, home)
  await field().press('Enter')
  await expect.poll(() => texts(home)).toEqual(['As the drive goes'])
  await expect(field()).toHaveCount(0)
})

test('a marker that is set while the drive is away takes its words, which wait until it is back', async () => {
  renameSync(home, away)
  await seek(4)
  await page.keyboard.press('m')
  await expect(field()).toBeFocused()
  await expect(page.getByText('The markers weren’t saved')).toBeVisible()
  await page.keyboard.type('While the drive is away')
  await expect(field()).toHaveValue('While the drive is away')
  await page.keyboard.press('Enter')
  await expect(field()).not.toBeFocused()
  await expect(field()).toHaveValue('While the drive is away')
  renameSync(away, home)
  await field().press('Enter')
  await expect.poll(() => texts(home)).toEqual(['While the drive is away'])
  await expect(field()).toHaveCount(0)
})

test('the room stays while the drive is away for long; what was written in it is saved when it is back, and undone by one key', async () => {
  await seek(5)
  await page.keyboard.press('m')
  await expect(field()).toBeFocused()
  await page.keyboard.type('Before it went')
  renameSync(home, away)
  await expect(awayStrip()).toBeVisible({ timeout: 40_000 })
  await expect(field()).toBeFocused()
  await page.keyboard.type(', and after')
  await page.keyboard.press('Enter')
  await expect(field()).not.toBeFocused()
  await expect(field()).toHaveValue('Before it went, and after')
  renameSync(away, home)
  await expect.poll(() => texts(home), { timeout: 40_000 }).toEqual(['Before it went, and after'])
  await expect(field()).toHaveCount(0)
  await expect(page.getByRole('alert')).toHaveCount(0)
  // It is whole: the film plays on.
  await seek(6)
  await page.keyboard.press('Space')
  await expect.poll(() => page.locator('video').evaluate((it: HTMLVideoElement) => it.currentTime)).toBeGreaterThan(6.2)
  await page.keyboard.press('k')
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(() => texts(home)).toEqual([''])
})

test('nothing that waited is written into another library that lies there then', async () => {
  const other = join(folder, 'Other')
  fill(other, ['another', 'one more'])
  await leaveWaiting()
  const before = written(other)
  renameSync(other, home)
  await expectNothingWritten(before)
})

test('nor into another recording, where the database was made anew and numbers them otherwise', async () => {
  await leaveWaiting()
  loseDatabase(away)
  const before = written(away)
  renameSync(away, home)
  await expectNothingWritten(before)
})

function fill(path: string, names: readonly string[]): void {
  const library = LibraryFolder.open(path)
  const room = library.room('room', 'Morning show')
  const newestMs = Date.UTC(2026, 10, 20, 14, 3)
  for (const [index, name] of names.entries()) {
    const id = library.recording(name, room, newestMs - index * 86_400_000)
    library.finish(library.asset(id, { id: `film of ${name}`, type: 'room-composite' }), film)
  }
  library.library.db.exec('UPDATE recordings SET has_video = 1, sort_ms = started_ms')
  library.close()
}

/** A marker whose words couldn't be saved, and the place that the recording would be left at. */
async function leaveWaiting(): Promise<void> {
  await seek(5)
  await page.keyboard.press('m')
  await expect(field()).toBeFocused()
  await page.keyboard.type('Mine alone')
  renameSync(home, away)
  await expect(awayStrip()).toBeVisible({ timeout: 40_000 })
  await page.keyboard.press('Enter')
  await expect(field()).not.toBeFocused()
  await expect(field()).toHaveValue('Mine alone')
}

/** The room, of a recording that isn't there under its number, has given way to the library's list. */
async function expectNothingWritten(before: ReadonlyMap<string, Written>): Promise<void> {
  await expect(page.getByRole('treegrid')).toBeVisible({ timeout: 40_000 })
  // What the room sent as it was left came before this.
  for (const recordingId of [1, 2])
    expect(await callEngine(page, 'markers.list', { recordingId })).toMatchObject({ value: [] })
  expect(written(home)).toEqual(before)
}

const field = (): Locator => page.getByRole('textbox', { name: /^Marker at/ })
const awayStrip = (): Locator => page.getByText(/wait here, and are saved when the library is open again/)

async function seek(seconds: number): Promise<void> {
  const video = page.locator('video')
  await video.evaluate((it: HTMLVideoElement, to) => {
    it.currentTime = to
  }, seconds)
  await expect
    .poll(() => video.evaluate((it: HTMLVideoElement) => [it.seeking, it.currentTime]))
    .toEqual([false, seconds])
}

/** What a person has written of each recording, by its sidecar's path in the library. */
function written(library: string): ReadonlyMap<string, Written> {
  const paths = readdirSync(library, { recursive: true, encoding: 'utf8' })
  const own = paths.filter((path) => path.endsWith('recording.json'))
  return new Map(own.map((path) => [path, sidecar.parse(JSON.parse(readFileSync(join(library, path), 'utf8'))).user]))
}

const texts = (library: string): string[] =>
  [...written(library).values()].flatMap(({ markers }) => markers.map(({ text }) => text))
