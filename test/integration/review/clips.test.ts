// Clips over a real library folder, through the real worker: what is copied is the source's own bytes, from a key frame on,
// and wherever something goes wrong nothing is left.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { EncodedPacketSink, FilePathSource, Input, type InputTrack, MP4, WEBM } from 'mediabunny'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LibraryFiles } from '../../../main/engine/adapters/library/library-files.ts'
import { Clips } from '../../../main/engine/clips/clips.ts'
import { type AssetSpec, LibraryDatabase } from '../../builders/library-database.ts'
import { SmallDrive } from '../../builders/small-drive.ts'

const root = join(import.meta.dirname, '../../..')
const media = join(root, 'test/fixtures/media')

let folder: string
let library: LibraryDatabase
let clips: Clips
let told: number[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-clips-'))
  mkdirSync(join(folder, 'Dailies/.dailies'), { recursive: true })
  mkdirSync(join(folder, 'Desktop'))
  library = new LibraryDatabase(join(folder, 'Dailies/.dailies/library.db'))
  told = []
  clips = new Clips({
    ...{ db: library.db, files: new LibraryFiles(join(folder, 'Dailies')), timeZone: 'UTC' },
    worker: pathToFileURL(join(root, 'main/engine/clips/worker.ts')),
    onProgress: ({ fraction }) => told.push(fraction),
  })
})
afterEach(async () => {
  await clips.close()
  library.db.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The asset of a recording whose folder holds a fixture show's files. */
function film(show: string, asset: AssetSpec): number {
  cpSync(join(media, show), join(folder, 'Dailies/Show', show), { recursive: true })
  const recordingId = library.recording({ folder: `Show/${show}`, startedMs: Date.UTC(2026, 10, 20, 14, 3) }, [asset])
  return Number(library.db.prepare('SELECT id FROM assets WHERE recording_id = ?').pluck().get(recordingId))
}
const composite = () => film('morning-harbour', { type: 'room-composite', file: { name: 'composite.mp4' } })
const vod = () => {
  const id = film('founders-hour', { type: 'room-vod', file: { name: 'vod/stream_0/stream.m3u8' } })
  library.file(id, { name: 'vod/master.m3u8' })
  return id
}
const onDesktop = (name: string) => join(folder, 'Desktop', name)
const desktop = () => readdirSync(join(folder, 'Desktop'))

/** As a download does with a segment that storage has lost. */
function leaveOut(segment: number): void {
  const stream = join(folder, 'Dailies/Show/founders-hour/vod/stream_0')
  const name = `segment_00${segment}.m4s`
  rmSync(join(stream, name))
  const playlist = join(stream, 'stream.m3u8')
  writeFileSync(playlist, readFileSync(playlist, 'utf8').replace(name, `#EXT-X-GAP\n${name}`))
}

async function saved(range: Parameters<Clips['save']>[0], name: string): Promise<string> {
  expect(await clips.save(range, onDesktop(name))).toEqual({ ok: true, value: null })
  expect(desktop()).toEqual([name])
  return onDesktop(name)
}

type Packet = { readonly atS: number; readonly bytes: string; readonly type: string }

async function packetsOf(path: string, pick: (input: Input) => Promise<InputTrack | null>): Promise<Packet[]> {
  const input = new Input({ formats: [MP4, WEBM], source: new FilePathSource(path) })
  const track = await pick(input)
  if (track === null) throw new Error('There is no such track')
  const packets: Packet[] = []
  for await (const { timestamp, data, type } of new EncodedPacketSink(track).packets()) {
    packets.push({ atS: timestamp, type, bytes: Buffer.from(data).toString('base64') })
  }
  input.dispose()
  return packets
}
const picture = (input: Input) => input.getPrimaryVideoTrack()
const sound = (input: Input) => input.getPrimaryAudioTrack()

describe('a clip', () => {
  test('begins with the key frame before the in point, says so, and is the source’s own packets', async () => {
    const range = { assetId: composite(), inMs: 7500, outMs: 12_300 }
    expect(await clips.plan(range)).toMatchObject({
      value: {
        startMs: 6000,
        inMs: 7500,
        outMs: 12_300,
        fileName: expect.stringMatching(/clip 0m07s · 2026-11-20 14.03\.mp4$/),
      },
    })
    const path = await saved(range, 'a.mp4')
    const original = await packetsOf(join(media, 'morning-harbour/composite.mp4'), picture)
    const copied = await packetsOf(path, picture)
    const first = original.findIndex(({ atS }) => atS === 6)
    expect(copied[0]).toMatchObject({ atS: 0, type: 'key' })
    expect(copied.map(({ bytes }) => bytes)).toEqual(
      original.slice(first, first + copied.length).map(({ bytes }) => bytes),
    )
    // Everything up to the out point, and no more than frames that are decoded before what is shown.
    expect(Math.max(...copied.map(({ atS }) => atS))).toBeGreaterThanOrEqual(6.25)
    expect(Math.max(...copied.map(({ atS }) => atS))).toBeLessThan(6.6)
    expect((await packetsOf(path, sound)).at(-1)?.atS).toBeCloseTo(6.28, 1)
    expect(told.length).toBeGreaterThan(2)
    expect(told.every((fraction, index) => fraction <= 1 && fraction > (told[index - 1] ?? 0))).toBe(true)
  })

  test('without points is the whole film, and with one goes to the film’s own end', async () => {
    const assetId = composite()
    expect(await clips.plan({ assetId, inMs: null, outMs: null })).toMatchObject({
      value: { startMs: 0, outMs: 40_000 },
    })
    expect(await clips.plan({ assetId, inMs: 39_000, outMs: 99_000 })).toMatchObject({
      value: { startMs: 38_000, outMs: 40_000 },
    })
    const path = await saved({ assetId, inMs: null, outMs: null }, 'all.mp4')
    // Nothing is left out, so nothing is made anew.
    expect(readFileSync(path).equals(readFileSync(join(media, 'morning-harbour/composite.mp4')))).toBe(true)
    expect(told.at(-1)).toBe(1)
  })

  test('of sound alone begins where it was asked to, and stays a WebM', async () => {
    const assetId = film('late-desk', { type: 'track', file: { name: 'track-ines-audio.webm' } })
    const range = { assetId, inMs: 7500, outMs: 12_300 }
    expect(await clips.plan(range)).toMatchObject({
      value: { startMs: 7500, fileName: expect.stringMatching(/\.webm$/) },
    })
    const copied = await packetsOf(await saved(range, 'a.webm'), sound)
    expect(copied[0]?.atS).toBeCloseTo(0, 1)
    expect(copied.at(-1)?.atS).toBeCloseTo(4.8, 1)
  })

  test('of a stream is put together from its segments, as an MP4', async () => {
    const range = { assetId: vod(), inMs: 7500, outMs: 12_300 }
    expect(await clips.plan(range)).toMatchObject({ value: { fileName: expect.stringMatching(/\.mp4$/) } })
    const copied = await packetsOf(await saved(range, 'a.mp4'), picture)
    expect(copied[0]?.type).toBe('key')
    expect(copied.length).toBe(157)
  })

  test('of a stream with a gap goes up to the gap, begins after it, and goes over it: what follows keeps its time', async () => {
    const assetId = vod()
    const clip = async (inMs: number, outMs: number) => {
      const packets = await packetsOf(await saved({ assetId, inMs, outMs }, 'a.mp4'), picture)
      rmSync(onDesktop('a.mp4'))
      return packets
    }
    const after = await clip(13_000, 17_000)
    const all = await clip(1000, 17_000)
    leaveOut(1)
    expect(await clip(13_000, 17_000)).toEqual(after)
    expect((await clip(1000, 5000)).length).toBeGreaterThan(0)
    const isOfTheGap = ({ atS }: Packet) => atS > 5.99 && atS < 11.99
    const over = await clip(1000, 17_000)
    expect(over.filter(isOfTheGap)).toEqual([])
    expect(over.map(({ bytes }) => bytes)).toEqual(
      all.filter((packet) => !isOfTheGap(packet)).map(({ bytes }) => bytes),
    )
    expect(over.at(-1)?.atS).toBeCloseTo(all.at(-1)?.atS ?? 0, 2)
    // Its beginning is missing, too: it begins where there is something.
    leaveOut(0)
    expect(await clips.plan({ assetId, inMs: null, outMs: 17_000 })).toMatchObject({
      value: { startMs: 12_000, inMs: 12_000, outMs: 17_000 },
    })
    expect((await clip(13_000, 17_000))[0]).toMatchObject({ type: 'key', bytes: after[0]?.bytes })
  })

  test('takes the place of a file that the person agreed to replace', async () => {
    writeFileSync(onDesktop('a.mp4'), 'an older clip')
    const path = await saved({ assetId: composite(), inMs: 1000, outMs: 2000 }, 'a.mp4')
    expect((await packetsOf(path, picture)).length).toBeGreaterThan(20)
  })
})

describe('no clip is saved, and nothing is left of it,', () => {
  async function refused(range: Parameters<Clips['save']>[0], path = onDesktop('a.mp4')): Promise<string> {
    const answer = await clips.save(range, path)
    expect(answer.ok).toBe(false)
    expect(existsSync(path)).toBe(false)
    expect(desktop()).toEqual([])
    return answer.ok ? '' : answer.error.message
  }

  test('of nothing: out before in, or in behind the end', async () => {
    const assetId = composite()
    expect(await refused({ assetId, inMs: 20_000, outMs: 10_000 })).toMatch(/nothing between in and out/)
    expect(await refused({ assetId, inMs: 50_000, outMs: null })).toMatch(/nothing between in and out/)
  })

  test('into the library, also through a link to it', async () => {
    const range = { assetId: composite(), inMs: 1000, outMs: 2000 }
    const inside = join(folder, 'Dailies/Show/morning-harbour')
    const before = readdirSync(inside)
    symlinkSync(inside, join(folder, 'link'))
    for (const path of [join(inside, 'composite.mp4'), join(folder, 'link/a.mp4')]) {
      expect(await clips.save(range, path)).toMatchObject({ ok: false, error: { kind: 'folder' } })
    }
    expect(readdirSync(inside)).toEqual(before)
  })

  test('over a file of another library; beside its files it is', async () => {
    const range = { assetId: composite(), inMs: 1000, outMs: 2000 }
    mkdirSync(join(folder, 'Archive/.dailies'), { recursive: true })
    mkdirSync(join(folder, 'Archive/Show/monday'), { recursive: true })
    const film = join(folder, 'Archive/Show/monday/composite.mp4')
    writeFileSync(film, 'the only copy')
    symlinkSync(join(folder, 'Archive/Show'), join(folder, 'link'))
    for (const path of [film, join(folder, 'link/monday/composite.mp4')]) {
      expect(await clips.save(range, path)).toMatchObject({ ok: false, error: { kind: 'folder' } })
    }
    expect(readFileSync(film, 'utf8')).toBe('the only copy')
    expect(readdirSync(join(folder, 'Archive/Show/monday'))).toEqual(['composite.mp4'])
    expect(await clips.save(range, join(folder, 'Archive/Show/monday/cut.mp4'))).toMatchObject({ ok: true })
  })

  test('into a folder that is gone', async () => {
    const range = { assetId: composite(), inMs: 1000, outMs: 2000 }
    expect(await refused(range, join(folder, 'gone/a.mp4'))).toMatch(/“a.mp4” wasn’t saved: the folder isn’t there/)
  })

  test('of a film that isn’t here, or that can’t be read', async () => {
    const range = { assetId: composite(), inMs: 1000, outMs: 2000 }
    const path = join(folder, 'Dailies/Show/morning-harbour/composite.mp4')
    writeFileSync(path, 'no film at all')
    expect(await refused(range)).toMatch(/can’t be read/)
    rmSync(path)
    expect(await refused(range)).toMatch(/isn’t on the computer any more/)
  })

  test('while the library’s drive is away: nobody is told to download the film again', async () => {
    const range = { assetId: composite(), inMs: 1000, outMs: 2000 }
    renameSync(join(folder, 'Dailies'), join(folder, 'unplugged'))
    expect(await refused(range)).toMatch(/connect the drive again/)
  })

  test('of a stream that lacks a segment, or names one outside of the library', async () => {
    const range = { assetId: vod(), inMs: 7500, outMs: 12_300 }
    const stream = join(folder, 'Dailies/Show/founders-hour/vod/stream_0')
    rmSync(join(stream, 'segment_001.m4s'))
    expect(await refused(range)).toMatch(/a part of it may be missing/)
    cpSync(join(media, 'founders-hour/vod/stream_0/segment_001.m4s'), join(folder, 'segment.m4s'))
    for (const place of ['../../../../../segment.m4s', join(folder, 'segment.m4s'), `file://${folder}/segment.m4s`]) {
      const playlist = `#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:6\n#EXT-X-MAP:URI="init_0.mp4"\n#EXTINF:6,\nsegment_000.m4s\n#EXTINF:6,\n${place}\n#EXT-X-ENDLIST\n`
      writeFileSync(join(stream, 'stream.m3u8'), playlist)
      expect(await refused(range)).toMatch(/can’t be read/)
    }
  })

  test('when the person changes their mind; then another can be', async () => {
    const range = { assetId: composite(), inMs: 1000, outMs: 30_000 }
    const first = clips.save(range, onDesktop('a.mp4'))
    expect(await clips.save(range, onDesktop('b.mp4'))).toMatchObject({ ok: false, error: { kind: 'busy' } })
    await clips.cancel()
    expect(await first).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
    expect(desktop()).toEqual([])
    await saved(range, 'b.mp4')
  })

  test('on a drive that is full', async ({ skip }) => {
    const drive = SmallDrive.mount(1)
    if (drive === null) return skip('No drive can be mounted here')
    try {
      writeFileSync(join(drive.path, 'what lies there'), Buffer.alloc(900_000))
      const answer = await clips.save({ assetId: composite(), inMs: null, outMs: null }, join(drive.path, 'a.mp4'))
      expect(answer).toMatchObject({ error: { message: expect.stringMatching(/the disk is full/) } })
      expect(readdirSync(drive.path)).toEqual(['what lies there'])
    } finally {
      drive.unmount()
    }
  })
})
