// Playing from disk, in a real Electron: mocked answers hide that a player can't seek.
import { cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { repositoryRoot } from '../../build/runtime-paths.ts'
import { repeatFilm } from './media-app/repeat-film.ts'
import { type MediaApp, startMediaApp } from './media-app/start.ts'

const film = join(repositoryRoot, 'test/fixtures/media/morning-harbour/composite.mp4')
const vod = join(repositoryRoot, 'test/fixtures/media/founders-hour/vod')

let library: string
let media: MediaApp
let durationS: number
let sizeBytes: number

test.beforeAll(async () => {
  library = await mkdtemp(join(tmpdir(), 'dailies-media-'))
  await mkdir(join(library, 'show'))
  const long = join(library, 'show', 'composite.mp4')
  durationS = await repeatFilm(film, long, 100)
  sizeBytes = (await stat(long)).size
  await cp(vod, join(library, 'show', 'vod'), { recursive: true })
  await writeFile(join(library, 'empty.mp4'), '')
  media = await startMediaApp([
    { assetId: 1, library, path: long, contentType: 'video/mp4' },
    { assetId: 2, library, path: join(library, 'show', 'vod'), contentType: null },
    { assetId: 3, library, path: join(library, 'empty.mp4'), contentType: 'video/mp4' },
    { assetId: 4, library, path: film, contentType: 'video/mp4' },
  ])
})
test.afterAll(async () => {
  await media.close()
  await rm(library, { recursive: true })
})

test('a video knows its length, can seek in all of it, and does, far and back, without reading what lies between', async () => {
  const played = await media.page.evaluate(async () => {
    const video = document.createElement('video')
    video.muted = true
    video.crossOrigin = 'anonymous'
    video.src = 'dailies-media://asset/1'
    document.body.append(video)
    const happens = (name: string) =>
      new Promise((resolve, reject) => {
        video.addEventListener(name, resolve, { once: true })
        video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true })
      })
    await happens('loadeddata')
    const seekableS = video.seekable.end(video.seekable.length - 1)
    const arrivals: number[] = []
    for (const part of [0.9, 0.1, 0.5, 0.99]) {
      const arrived = happens('seeked')
      video.currentTime = seekableS * part
      await arrived
      arrivals.push(Math.abs(video.currentTime - seekableS * part))
    }
    // A canvas that a frame was drawn on can be read: the answers allow our page's origin.
    const canvas = document.createElement('canvas')
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    canvas.getContext('2d')?.drawImage(video, 0, 0)
    const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
    const bufferedS = Array.from({ length: video.buffered.length }, (_, index) => index).reduce(
      (sum, index) => sum + video.buffered.end(index) - video.buffered.start(index),
      0,
    )
    const found = { durationS: video.duration, seekableS, arrivals, pictureBytes: picture?.size ?? 0, bufferedS }
    video.remove()
    video.src = ''
    return found
  })
  expect(played.durationS).toBeCloseTo(durationS, 0)
  expect(played.seekableS).toBeCloseTo(durationS, 0)
  for (const off of played.arrivals) expect(off).toBeLessThan(0.1)
  expect(played.pictureBytes).toBeGreaterThan(1000)
  expect(played.bufferedS).toBeLessThan(durationS / 2)
})

test('a range is answered as a range, and what can not be is refused', async () => {
  const answers = await media.page.evaluate(async (size) => {
    const ask = async (url: string, init: RequestInit) => {
      const answer = await fetch(url, init)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      return {
        status: answer.status,
        range: answer.headers.get('content-range'),
        type: answer.headers.get('content-type'),
        length: bytes.length,
      }
    }
    const range = (value: string) => ask('dailies-media://asset/1', { headers: { Range: value } })
    return {
      middle: await range('bytes=1000000-1999999'),
      end: await range(`bytes=${size - 10}-`),
      beyond: await range(`bytes=${size}-`),
      head: await ask('dailies-media://asset/1', { method: 'HEAD' }),
      empty: await ask('dailies-media://asset/3', {}),
      outside: (await ask('dailies-media://asset/4', {})).status,
    }
  }, sizeBytes)
  const type = 'video/mp4'
  expect(answers).toEqual({
    middle: { status: 206, range: `bytes 1000000-1999999/${sizeBytes}`, type, length: 1_000_000 },
    end: { status: 206, range: `bytes ${sizeBytes - 10}-${sizeBytes - 1}/${sizeBytes}`, type, length: 10 },
    beyond: { status: 416, range: `bytes */${sizeBytes}`, type, length: 0 },
    head: { status: 200, range: null, type, length: 0 },
    empty: { status: 200, range: null, type, length: 0 },
    outside: 404,
  })
})

test('a playlist and its segments are there for a player that fetches them', async () => {
  const found = await media.page.evaluate(async () => {
    const master = await fetch('dailies-media://asset/2/master.m3u8')
    const segment = await fetch('dailies-media://asset/2/stream_0/segment_000.m4s')
    return [master.status, master.headers.get('content-type'), (await master.text()).slice(0, 7), segment.status]
  })
  expect(found).toEqual([200, 'application/vnd.apple.mpegurl', '#EXTM3U', 200])
})

test('a player that seeks and goes leaves no file open', async () => {
  await media.page.evaluate(async () => {
    for (let turn = 0; turn < 20; turn++) {
      const stop = new AbortController()
      const answer = await fetch('dailies-media://asset/1', { signal: stop.signal })
      await answer.body?.getReader().read()
      stop.abort()
    }
  })
  const openFilms = () =>
    media.app.evaluate(async () => {
      const { existsSync, readdirSync, readlinkSync } = process.getBuiltinModule('node:fs')
      // Only Linux tells; elsewhere the same code runs.
      if (!existsSync('/proc/self/fd')) return 0
      const descriptors = readdirSync('/proc/self/fd').map((name) => {
        try {
          return readlinkSync(`/proc/self/fd/${name}`)
        } catch {
          return ''
        }
      })
      return descriptors.filter((path) => path.endsWith('composite.mp4')).length
    })
  await expect.poll(openFilms).toBe(0)
})
