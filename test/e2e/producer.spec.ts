// A producer's day in the review room, whole: a phrase is found, watched, marked, handed on, brought back and cut out. Then
// the player's parts, each as a person meets it.
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page, test } from 'playwright/test'
import { z } from 'zod'
import { readStrip } from '../fixtures/time-strip.ts'
import { type ConnectedApp, startConnectedApp } from './connected-app.ts'
import { shownAtS, shownFrame } from './shown-frame.ts'
import { everythingDownloaded, findable, keepOnly, rowLasting } from './steps.ts'

test.describe.configure({ mode: 'serial' })

let connected: ConnectedApp
let page: Page

test.beforeAll(async () => {
  connected = await startConnectedApp()
  page = connected.running.page
  await keepOnly(page, ['room-composite', 'transcript', 'chat'])
  await page.getByRole('button', { name: /^Downloads/ }).click()
  await everythingDownloaded(page)
  await findable(page, 'brass band')
  await page.keyboard.press('ControlOrMeta+1')
})
test.afterAll(async () => {
  await connected.end()
})

test('a rare phrase is found, seen at its time, marked, exported, imported and cut out', async () => {
  const saidAtS = await test.step('search and open', async () => {
    await page.keyboard.press('ControlOrMeta+k')
    await expect(page.getByRole('combobox', { name: /^Find/ })).toBeFocused()
    await page.keyboard.type('"brass band"')
    const line = page.getByRole('option', { selected: true })
    await expect(line).toContainText('brass band')
    const [, minutes = '', seconds = ''] = /(\d+):(\d\d)/.exec((await line.textContent()) ?? '') ?? []
    await page.keyboard.press('Enter')
    const at = Number(minutes) * 60 + Number(seconds)
    await expect.poll(() => shownAtS(page)).toBeGreaterThanOrEqual(at)
    expect(await shownAtS(page)).toBeLessThan(at + 1.5)
    return video((it) => it.currentTime)
  })

  await test.step('mark', async () => {
    await page.keyboard.press('m')
    await page.getByRole('textbox', { name: /^Marker at/ }).fill('The band, "loud"')
    await page.keyboard.press('Enter')
    await page.getByRole('tab', { name: /^Markers/ }).click()
    await expect(rows()).toHaveText(/The band, "loud"/)
  })

  await test.step('export, and bring it back from the table', async () => {
    const edl = await exported('EDL (CMX 3600)…', 'show.edl')
    // Timelines begin at one o'clock; 25 frames a second.
    const frames = Math.floor((Math.round(saidAtS * 1000) + 0.5) / 40)
    const two = (value: number) => String(value).padStart(2, '0')
    expect(edl).toContain(`* LOC: 01:00:${two(Math.floor(frames / 25))}:${two(frames % 25)} BLUE    The band, "loud"`)
    const csv = await exported('CSV, a table…', 'show.csv')
    expect(csv).toContain('"The band, ""loud"""')
    await rows().getByRole('button', { name: /^0:/ }).first().focus()
    await page.keyboard.press('Delete')
    await expect(page.getByText('No markers yet')).toBeVisible()
    await connected.running.app.evaluate(
      ({ dialog }, path) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
      },
      join(connected.folder, 'show.csv'),
    )
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(rows()).toHaveText(/The band, "loud"/)
    await moveTo(0)
    await page.keyboard.press('>')
    await expect.poll(() => video((it) => it.currentTime)).toBeCloseTo(saidAtS, 2)
  })

  await test.step('cut it out, for other programs', async () => {
    await page.keyboard.press('i')
    const endS = Math.round(saidAtS) + 5
    await moveTo(endS)
    await page.keyboard.press('o')
    await page.keyboard.press('e')
    const dialog = page.getByRole('dialog', { name: 'Save a clip', exact: true })
    const words = await dialog.getByText(/Starts/).textContent()
    const clip = await saving('band.mp4')
    await dialog.getByRole('button', { name: 'Save…', exact: true }).click()
    await expect(page.getByText('Saved as band.mp4')).toBeVisible()
    // A key frame every two seconds.
    expect(words).toMatch(/^Starts/)
    expectReadable(clip, endS - Math.floor(saidAtS / 2) * 2)
  })
})

test('a line is copied with its time, and a message in the chat leads to its moment', async () => {
  await moveTo(15)
  await page.getByRole('tab', { name: 'Transcript', exact: true }).click()
  await page.keyboard.press('ControlOrMeta+Shift+c')
  const copied = () => connected.running.app.evaluate(({ clipboard }) => clipboard.readText())
  await expect.poll(copied).toMatch(/^Tom Okafor \[0:1\d\]: “The last boat .*brass band\.”$/)
  await page.getByRole('tab', { name: /^Chat/ }).click()
  const message = page.getByRole('button', { name: /^Go to 0:/ }).last()
  const [, seconds = ''] = /0:(\d\d)$/.exec((await message.getAttribute('aria-label')) ?? '') ?? []
  await message.click()
  await expect.poll(() => shownAtS(page)).toBeGreaterThanOrEqual(Number(seconds))
  expect(await shownAtS(page)).toBeLessThan(Number(seconds) + 1)
})

test('captions say what is said, and are drawn over the picture', async () => {
  await moveTo(15)
  const picture = page.locator('video')
  const without = await picture.screenshot()
  await page.keyboard.press('c')
  const shown = () =>
    video((it) => [
      it.textTracks[0]?.mode,
      ...[...(it.textTracks[0]?.activeCues ?? [])].map((cue) => 'text' in cue && cue.text),
    ])
  await expect.poll(shown).toEqual(['showing', expect.stringMatching(/brass band|boat/)])
  await expect.poll(async () => (await picture.screenshot()).equals(without)).toBe(false)
  await page.keyboard.press('c')
  await expect.poll(async () => (await shown())[0]).toBe('hidden')
})

test('a picture of the frame is that frame, in the film’s own size', async () => {
  await moveTo(12.34)
  const wanted = 308
  await expect.poll(() => shownFrame(page)).toBe(wanted)
  const file = join(connected.folder, 'frame.png')
  await connected.running.app.evaluate(({ session }, path) => {
    session.defaultSession.once('will-download', (_event, item) => item.setSavePath(path))
  }, file)
  await page.keyboard.press('Shift+S')
  await expect
    .poll(() =>
      readFile(file).then(
        ({ length }) => length,
        () => 0,
      ),
    )
    .toBeGreaterThan(1000)
  const drawn = await page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }))
      // A small copy is enough to read.
      const size = { width: 160, height: 90 }
      const context = new OffscreenCanvas(size.width, size.height).getContext('2d')
      context?.drawImage(bitmap, 0, 0, size.width, size.height)
      const data = [...(context?.getImageData(0, 0, size.width, size.height).data ?? [])]
      return { strip: { ...size, data }, size: [bitmap.width, bitmap.height] }
    },
    [...(await readFile(file))],
  )
  expect(readStrip(drawn.strip)).toBe(wanted)
  expect(drawn.size).toEqual(await video((it) => [it.videoWidth, it.videoHeight]))
})

test('between in and out it goes round and round', async () => {
  await moveTo(8)
  await page.keyboard.press('i')
  await moveTo(8.6)
  await page.keyboard.press('o')
  await page.keyboard.press('Shift+L')
  await page.keyboard.press('Shift+I')
  const rounds = video(
    (it) =>
      new Promise<number[]>((resolve) => {
        const starts: number[] = []
        it.addEventListener('seeking', () => {
          starts.push(it.currentTime)
          if (starts.length === 3) resolve(starts)
        })
      }),
  )
  await page.keyboard.press('Space')
  const starts = await rounds
  // However late a busy machine hears of it, never far beyond.
  for (const start of starts) expect(Math.abs(start - 8)).toBeLessThan(4)
  await page.keyboard.press('k')
  await page.keyboard.press('Shift+L')
  await page.keyboard.press('x')
})

test('a picture over other windows comes and goes by its key', async () => {
  const isOut = () => page.evaluate(() => document.pictureInPictureElement !== null)
  await page.keyboard.press('p')
  await expect.poll(isOut).toBe(true)
  await page.keyboard.press('p')
  await expect.poll(isOut).toBe(false)
})

test('how fast and how loud it plays is kept for the next recording, and the next start', async () => {
  await page.getByRole('button', { name: 'Speed: 1×', exact: true }).click()
  for (const speed of ['0.25×', '4×'])
    await expect(page.getByRole('menuitemradio', { name: speed, exact: true })).toBeVisible()
  await page.getByRole('menuitemradio', { name: '0.25×', exact: true }).click()
  // On the button that has opened the menu, the arrow would open it again.
  await expect(page.getByRole('menu')).toHaveCount(0)
  await page.getByRole('region', { name: 'Picture', exact: true }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  const kept = { speed: 0.25, volume: 0.9, preservesPitch: true }
  const now = () => video((it) => ({ speed: it.playbackRate, volume: it.volume, preservesPitch: it.preservesPitch }))
  await expect.poll(now).toEqual(kept)
  await page.reload()
  await rowLasting(page, 'Field notes', '0:23').dblclick()
  await expect.poll(() => shownFrame(page)).toBe(0)
  expect(await now()).toEqual(kept)
  await expect(page.getByRole('slider', { name: 'Volume', exact: true })).toHaveAttribute('aria-valuetext', '90 %')
  await page.keyboard.press('\\')
})

const rows = () => page.getByRole('list', { name: 'Markers', exact: true }).getByRole('listitem')

function video<T>(read: (element: HTMLVideoElement) => T | Promise<T>): Promise<T> {
  return page.locator('video').evaluate(read)
}

async function moveTo(seconds: number): Promise<void> {
  await page.locator('video').evaluate((element: HTMLVideoElement, at) => {
    element.currentTime = at
  }, seconds)
  await expect.poll(() => video((it) => it.seeking)).toBe(false)
}

/** What the person answers in the system's dialog. */
async function saving(name: string): Promise<string> {
  const path = join(connected.folder, name)
  await connected.running.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, path)
  return path
}

async function exported(item: string, name: string): Promise<string> {
  const path = await saving(name)
  await page.getByRole('button', { name: 'Export', exact: true }).last().click()
  await page.getByRole('menuitem', { name: item }).click()
  await expect(page.getByText(`Saved as ${name}.`)).toBeVisible()
  return readFile(path, 'utf8')
}

const probed = z.object({
  format: z.object({ duration: z.coerce.number() }),
  streams: z.array(z.object({ codec_type: z.string() })),
})

/** By programs that aren't ours, where the machine has them. */
function expectReadable(film: string, lengthS: number): void {
  const shown = ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', film]
  const probe = spawnSync('ffprobe', shown, { encoding: 'utf8' })
  if (probe.error !== undefined) return
  const { format, streams } = probed.parse(JSON.parse(probe.stdout))
  expect(streams.map((each) => each.codec_type).sort()).toEqual(['audio', 'video'])
  expect(Math.abs(format.duration - lengthS)).toBeLessThan(0.2)
  const decoded = spawnSync('ffmpeg', ['-v', 'error', '-i', film, '-f', 'null', '-'], { encoding: 'utf8' })
  expect([decoded.status, decoded.stderr]).toEqual([0, ''])
}
