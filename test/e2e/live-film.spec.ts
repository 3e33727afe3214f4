// A participant's film as a server writes it live, without an index: it has all its small pictures, a poster, and a length.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { previewInfo } from '../../preload/contract/preview.ts'
import { MEDIA } from '../hms/content.ts'
import { startConnectedApp } from './connected-app.ts'
import { liveFilm } from './media-app/live-film.ts'
import { shownAtS } from './shown-frame.ts'
import { keepOnly, recordingRow } from './steps.ts'

test('a film without an index has all its small pictures, however rare its key frames are', async () => {
  const connected = await startConnectedApp()
  try {
    const { workspace, running, library } = connected
    const bytes = await liveFilm(join(MEDIA, 'morning-harbour/composite.mp4'), [0, 46])
    workspace.control.setContent(workspace.assetId('morning-harbour', 'room-composite'), { bytes })
    await keepOnly(running.page, ['room-composite'])
    const films = async () => {
      const previews = join(library, '.dailies', 'previews')
      const names = await readdir(previews, { recursive: true }).catch(() => [])
      const infos = names
        // Not those that are still being written, beside their place.
        .filter((name) => name.endsWith('info.json') && !name.includes('.part'))
        .map((name) => readFile(join(previews, name), 'utf8'))
      return (await Promise.all(infos)).map((text) => previewInfo.parse(JSON.parse(text)))
    }
    const ofThisOne = async () => (await films()).find(({ peaks }) => peaks === null)
    await expect.poll(ofThisOne, { timeout: 40_000 }).toMatchObject({ poster: true })
    const times = (await ofThisOne())?.strip?.timesS.map((timeS) => Math.round(timeS)) ?? []
    expect([...new Set(times)]).toEqual(Array.from({ length: 40 }, (_, place) => place * 2))
  } finally {
    await connected.end()
  }
})

test('a film that doesn’t say how long it is has all of its timeline and goes on where it was left, though 100ms doesn’t know its length either', async () => {
  const connected = await startConnectedApp()
  try {
    const { workspace, running } = connected
    const { page } = running
    const bytes = await liveFilm(join(MEDIA, 'morning-harbour/composite.mp4'), [0, 46])
    const room = workspace.control.addRoom({ name: 'Live from the harbour' })
    workspace.control.addRecording({
      ...{ name: 'live', kind: 'recording', roomId: room.id, durationSeconds: 80 },
      assets: [{ type: 'room-composite', content: { bytes }, durationSeconds: 0 }],
    })
    await keepOnly(page, ['room-composite'])
    const row = recordingRow(page, 'Live from the harbour').first()
    await expect(row.getByText(/^\d+ kB$/)).toBeVisible()
    await row.dblclick()
    await expect.poll(() => shownAtS(page)).toBe(0)
    const position = page.getByRole('slider', { name: 'Position', exact: true })
    await expect(position).toHaveAttribute('aria-valuemax', '79')
    await position.click({ position: { x: ((await position.boundingBox())?.width ?? 2) - 2, y: 20 } })
    await expect.poll(() => shownAtS(page)).toBeCloseTo(40, 0)
    await page.keyboard.press('Home')
    await expect.poll(() => shownAtS(page)).toBe(0)
    for (const _each of [1, 2]) await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(() => shownAtS(page)).toBeCloseTo(30, 0)
    await page.getByRole('tab', { name: 'Info', exact: true }).click()
    await expect(page.getByText('Status', { exact: true }).first()).toBeVisible()
    await expect(page.getByText('Length', { exact: true })).toHaveCount(0)
    await page.getByRole('button', { name: 'Back to the library', exact: true }).click()
    await row.dblclick()
    await expect.poll(() => shownAtS(page)).toBeCloseTo(30, 0)
  } finally {
    await connected.end()
  }
})
