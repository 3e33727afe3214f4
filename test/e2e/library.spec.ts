// A library in the running app: opened and connected from the environment, played from disk, and back after a crash.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { z } from 'zod'
import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  commandSchemas,
} from '../../preload/contract/commands.ts'
import type { Workspace } from '../hms/workspace.ts'
import { callEngine, enginePid, openLibrary, type RunningApp } from './app.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { holdQuestions } from './hold-questions.ts'
import { rowLasting } from './steps.ts'

let connected: ConnectedApp
let folder: string
let library: string
let workspace: Workspace
let running: RunningApp

test.beforeAll(async () => {
  connected = await startConnectedApp()
  ;({ folder, library, running, workspace } = connected)
})
test.afterAll(async () => {
  await connected.end()
})

async function ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
  const answer = await callEngine(running.page, name, input)
  expect(answer).toMatchObject({ ok: true })
  return commandSchemas[name].output.parse(z.object({ value: z.unknown() }).parse(answer).value)
}

/** The local id of a recording of the simulated workspace, once it and its files have been synced. */
async function synced(name: string): Promise<number> {
  const { id: upstreamId } = workspace.recording(name)
  const someIds = Array.from({ length: 200 }, (_, index) => index + 1)
  const find = async () => {
    const rows = await ask('library.rows', { ids: someIds })
    return rows.find((row) => row.upstreamId === upstreamId && row.hasVideo)?.id ?? 0
  }
  await expect.poll(find).toBeGreaterThan(0)
  return find()
}

test('a recording is synced, downloaded and played, and plays on while the engine is restarted', async () => {
  expect(await ask('library.state', {})).toMatchObject({ path: library, writable: true })
  expect(await ask('workspace.list', {})).toMatchObject([{ connected: true }])
  const id = await synced('morning-harbour')
  await ask('downloads.start', { target: { kind: 'recordings', recordingIds: [id], types: null } })
  // Not while it arrives: it plays then too, and is another source in the moment in which it gets its name.
  const isHere = ({ kind, arriving }: { kind: string; arriving: boolean }) => kind === 'video' && !arriving
  const video = async () => (await ask('review.open', { id })).sources.find(isHere)?.url ?? ''
  await expect.poll(video).not.toBe('')
  const url = await video()

  const seek = () =>
    running.page.evaluate(async (source) => {
      const element = document.createElement('video')
      element.muted = true
      element.src = source
      await new Promise((resolve, reject) => {
        element.addEventListener('loadedmetadata', resolve, { once: true })
        element.addEventListener('error', () => reject(new Error(element.error?.message)), { once: true })
      })
      const endS = element.seekable.end(0)
      element.currentTime = endS - 1
      await new Promise((resolve) => element.addEventListener('seeked', resolve, { once: true }))
      return { endS, atS: element.currentTime }
    }, url)
  const before = await seek()
  expect(before.endS).toBeGreaterThan(10)
  expect(before.atS).toBeCloseTo(before.endS - 1, 1)

  const engine = await enginePid(running.app)
  process.kill(engine, 'SIGKILL')
  expect(await seek()).toEqual(before)
  await expect.poll(async () => [0, engine].includes(await enginePid(running.app))).toBe(false)
  expect(await ask('library.state', {})).toMatchObject({ path: library, writable: true })
  expect(await ask('workspace.list', {})).toMatchObject([{ connected: true }])
  expect(await video()).toBe(url)
})

test('a session’s line keeps its title and star when another recording joins it, and stays chosen', async () => {
  const { page } = running
  const { sessionId, roomId } = workspace.recording('morning-harbour')
  await page.getByRole('button', { name: 'Nothing by itself', exact: true }).click()
  await page.getByRole('button', { name: /^Show \d+ recordings$/ }).click()
  const line = rowLasting(page, '', '0:40')
  await line.click()
  const title = page.getByRole('textbox', { name: 'Title', exact: true })
  await title.fill('Harbour, uncut')
  // The keys of an input method that is still at it are not the field's.
  await title.dispatchEvent('keydown', { key: 'Escape', isComposing: true })
  await expect(title).toHaveValue('Harbour, uncut')
  const tag = page.getByRole('textbox', { name: 'Add a tag', exact: true })
  await tag.fill('quay')
  await tag.dispatchEvent('keydown', { key: 'Enter', isComposing: true })
  await expect(tag).toHaveValue('quay')
  // Nothing has left the field when its screen goes.
  for (const screen of ['2', '1']) await page.keyboard.press(`ControlOrMeta+${screen}`)
  await expect(page.getByRole('button', { name: 'Remove tag quay', exact: true })).toBeVisible()
  // The same one, however it is typed.
  await tag.fill('QUAY')
  await tag.press('Enter')
  await expect(tag).toHaveValue('')
  await expect(page.getByRole('button', { name: /^Remove tag/ })).toHaveCount(1)
  // Held down to clear the field, it stops at the tags.
  await tag.fill('q')
  for (let times = 0; times < 3; times += 1) await page.keyboard.down('Backspace')
  await page.keyboard.up('Backspace')
  await expect(tag).toHaveValue('')
  await expect(page.getByRole('button', { name: 'Remove tag quay', exact: true })).toBeVisible()
  await title.fill('Harbour, cut')
  for (const screen of ['2', '1']) await page.keyboard.press(`ControlOrMeta+${screen}`)
  await expect(title).toHaveValue('Harbour, cut')
  await title.fill('Harbour, uncut')
  await page.keyboard.press('Enter')
  const titled = page.getByRole('row').filter({ hasText: 'Harbour, uncut' })
  await titled.click()
  // As with Caps Lock.
  await page.keyboard.press('S')
  await expect(titled.getByLabel('Starred')).toBeVisible()
  // As on a Russian keyboard.
  await page.locator('[data-recordings]').dispatchEvent('keydown', { key: 'ы', code: 'KeyS' })
  await expect(titled.getByLabel('Starred')).toBeHidden()
  await page.keyboard.press('s')
  await expect(titled.getByLabel('Starred')).toBeVisible()
  workspace.control.addRecording({ name: 'joined', roomId, sessionId, createdMs: Date.now() })
  await title.fill('Harbour, half a wo')
  await ask('sync.now', { workspaceId: null })
  await expect(titled).toHaveAttribute('aria-expanded', 'false', { timeout: 20_000 })
  await expect(title).toBeFocused()
  await title.pressSequentially('rd')
  await expect(title).toHaveValue('Harbour, half a word')
  await page.keyboard.press('Escape')
  await expect(titled).toContainText('2')
  await expect(titled).toHaveAttribute('aria-selected', 'true')
  await expect(titled.getByLabel('Starred')).toBeVisible()
  await expect(title).toHaveValue('Harbour, uncut')
})

test('what is done in the pane is done to the recording that it shows, also while the next one is read', async () => {
  const { page } = running
  const studio = page.getByRole('row').filter({ hasText: 'Old studio' }).first()
  const line = page.getByRole('row').filter({ hasText: 'Harbour, uncut' })
  const pane = page.getByRole('complementary', { name: 'Details', exact: true })
  const title = pane.getByRole('textbox', { name: 'Title', exact: true })
  await studio.click()
  await expect(title).toHaveValue('Old studio')
  const letDetailsGo = await holdQuestions(page, 'library.details')
  await line.click()
  await expect(line).toHaveAttribute('aria-selected', 'true')
  await expect(title).toHaveValue('Old studio')
  await pane.getByRole('button', { name: 'Star', exact: true }).click()
  await expect(studio.getByLabel('Starred')).toBeVisible()
  await letDetailsGo()
  await expect(title).toHaveValue('Harbour, uncut')
})

test('another library is another table of files', async () => {
  const id = await synced('morning-harbour')
  const url = (await ask('review.open', { id })).sources[0]?.url ?? ''
  const status = () => running.page.evaluate(async (source) => (await fetch(source)).status, url)
  expect(await status()).toBe(200)
  expect(await openLibrary(running, join(folder, 'Another'))).toMatchObject({ ok: true })
  expect(await status()).toBe(404)
})

test('a folder that can’t be opened is said where it was chosen, and the library before it stays', async () => {
  const { page } = running
  const blocked = join(folder, 'Blocked')
  await mkdir(join(blocked, '.dailies/lock.db'), { recursive: true })
  await running.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
  }, blocked)
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Open another', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('lock.db” is not the file that Dailies keeps there')
  await expect(page.getByRole('main')).toContainText(join(folder, 'Another'))
})
