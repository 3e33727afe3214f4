import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AssetToName,
  assetFileName,
  recordingFolderName,
  roomFolderName,
} from '../../../../main/engine/core/names/file-name.ts'
import { nameKey } from '../../../../main/engine/core/names/safe-name.ts'
import { assetType } from '../../../../preload/contract/recording.ts'

const free = () => false
const takenIs =
  (...names: string[]) =>
  (name: string) =>
    names.map(nameKey).includes(nameKey(name))

function asset(fields: Partial<AssetToName>): AssetToName {
  return {
    identity: '6a1f00000000000012345678',
    upstreamId: fields.identity ?? '6a1f00000000000012345678',
    type: 'room-composite',
    typeRaw: 'room-composite',
    format: null,
    layer: null,
    height: null,
    peerId: null,
    peerName: null,
    mediaKind: null,
    path: null,
    createdMs: null,
    ...fields,
  }
}

describe('a room’s folder', () => {
  const room = { name: 'Morning show', upstreamId: '635fe195f5e1f4a0abb7d1ae', isFirst: true }

  test('has the room’s name', () => {
    expect(roomFolderName(room, free)).toBe('Morning show')
  })

  test('names the room’s id where another room has the name, in whatever case', () => {
    expect(roomFolderName(room, takenIs('MORNING SHOW'))).toBe('Morning show · abb7d1ae')
    expect(roomFolderName(room, takenIs('Morning show', 'Morning show · abb7d1ae'))).toBe('Morning show · f4a0abb7d1ae')
  })

  test('names the room’s id where an older room is called so, whichever needs a folder first', () => {
    expect(roomFolderName({ ...room, isFirst: false }, free)).toBe('Morning show · abb7d1ae')
  })

  test('is named by the id where there is no name', () => {
    expect(roomFolderName({ ...room, name: null }, free)).toBe('Room abb7d1ae')
    expect(roomFolderName({ ...room, name: '..', upstreamId: '../..' }, free)).toMatch(/^Room [0-9a-f]{8}$/)
  })

  test('is never the one that recordings without a room share', () => {
    expect(roomFolderName({ ...room, name: 'no room' }, free)).toBe('no room · abb7d1ae')
  })
})

describe('a recording’s folder', () => {
  const recording = { startMs: Date.UTC(2026, 10, 20, 14, 3), upstreamId: '6937f2a1b0c4d5e6f784d26d' }

  test('is its start in the library’s time zone and the end of its id', () => {
    expect(recordingFolderName(recording, 'UTC', free)).toBe('2026-11-20 14.03 · f784d26d')
    expect(recordingFolderName(recording, 'Asia/Kolkata', free)).toBe('2026-11-20 19.33 · f784d26d')
    expect(recordingFolderName({ ...recording, startMs: Date.UTC(2026, 10, 20) }, 'UTC', free)).toMatch(
      /^2026-11-20 00\.00/,
    )
  })

  test('takes more of the id where that is taken', () => {
    expect(recordingFolderName(recording, 'UTC', takenIs('2026-11-20 14.03 · f784d26d'))).toBe(
      '2026-11-20 14.03 · d5e6f784d26d',
    )
  })

  test('says so where upstream gave no time that is one', () => {
    expect(recordingFolderName({ ...recording, startMs: null }, 'UTC', free)).toBe('Undated · f784d26d')
    expect(recordingFolderName({ ...recording, startMs: 1e18 }, 'UTC', free)).toBe('Undated · f784d26d')
  })
})

describe('a file', () => {
  test.each([
    [{}, 'composite.mp4'],
    [{ layer: '1', height: 720 }, 'composite · 720p.mp4'],
    [{ layer: '1' }, 'composite · layer 1.mp4'],
    [{ type: 'room-composite-legacy' }, 'legacy composite.mp4'],
    [{ type: 'transcript', format: 'srt', path: 's3://b/x.json' }, 'transcript.srt'],
    [{ type: 'transcript', format: 'json' }, 'transcript.json'],
    [{ type: 'summary', format: 'json' }, 'summary.json'],
    [{ type: 'chat', path: 's3://b/Rec-1.csv' }, 'chat.csv'],
    [{ type: 'room-vod', path: 's3://b/vod/master.m3u8' }, 'vod'],
    [{ type: 'room-vod', path: 's3://b/vod/Rec-1.zip' }, 'vod'],
    [{ type: 'track', peerName: 'Ann', mediaKind: 'audio' }, 'tracks/Ann · audio.webm'],
    [{ type: 'track', peerId: 'cf348192-f1d5-4cdb', mediaKind: 'video' }, 'tracks/peer f1d54cdb · video.webm'],
    [{ type: 'track', peerName: '../../x', mediaKind: '../y' }, 'tracks/-.-x · track.webm'],
    [{ type: 'stream', peerName: 'Ann', mediaKind: 'screen' }, 'streams/Ann · screen.mp4'],
    [{ type: 'other', typeRaw: 'speaker-label' }, 'other/speaker-label · 12345678'],
    [{ type: 'other', typeRaw: '../../evil', path: 's3://b/a.exe' }, 'other/-.-evil · 12345678'],
  ] as const)('of %j is %j', (fields, name) => {
    expect(assetFileName(asset(fields), [], free)).toBe(name)
  })

  test('carries its id when another of its kind was made before it', () => {
    const first = asset({ identity: 'aaaaaaaa00000001', createdMs: 1 })
    const second = asset({ identity: 'aaaaaaaa00000002', createdMs: 2 })
    expect(assetFileName(first, [second], free)).toBe('composite.mp4')
    expect(assetFileName(second, [first], free)).toBe('composite · 00000002.mp4')
  })

  test('keeps clear of a name that was given before', () => {
    const late = asset({ identity: 'aaaaaaaa00000001', createdMs: 1 })
    expect(assetFileName(late, [], takenIs('Composite.MP4'))).toBe('composite · 00000001.mp4')
  })

  test('without an id of its own is told apart by a fingerprint, not by the end of its path', () => {
    const one = asset({ identity: 'rec:room-composite:s3://b/1.mp4', upstreamId: null, createdMs: 5 })
    const other = asset({ identity: 'rec:room-composite:s3://b/2.mp4', upstreamId: null, createdMs: 6 })
    expect(assetFileName(other, [one], free)).toMatch(/^composite · [0-9a-f]{8}\.mp4$/)
  })

  const anyAsset: fc.Arbitrary<AssetToName> = fc.record({
    identity: fc.uuid(),
    upstreamId: fc.option(fc.string({ unit: 'binary' })),
    type: fc.constantFrom(...assetType.options),
    typeRaw: fc.string({ unit: 'binary' }),
    format: fc.option(fc.constantFrom('json', 'srt', 'MP4', '../x', '')),
    layer: fc.option(fc.constantFrom('0', '1', '../', 'CON')),
    height: fc.option(fc.constantFrom(0, 720, 1080, -1, 1.5)),
    peerId: fc.option(fc.string()),
    peerName: fc.option(fc.constantFrom('Ann', 'ANN', 'CON', '../..', 'é', 'e\u0301', '')),
    mediaKind: fc.option(fc.constantFrom('audio', 'video', 'screen', '..')),
    path: fc.option(fc.constantFrom('s3://b/a.mp4', 's3://b/a.zip', '/etc/passwd', 'C:\\x.exe', '')),
    createdMs: fc.option(fc.nat(3)),
  })

  test('is named the same in whatever order a recording’s files are named', () => {
    const assets = fc.uniqueArray(anyAsset, { selector: ({ identity }) => identity, minLength: 2, maxLength: 8 })
    const withDistinctIds = assets.filter((all) => all.every(({ upstreamId }) => upstreamId === null))
    const orders = fc.oneof(
      withDistinctIds,
      assets.map((all) => all.map((one) => ({ ...one, upstreamId: one.identity }))),
    )
    fc.assert(
      fc.property(orders, (all) => {
        expect(nameAll([...all].reverse())).toEqual(nameAll(all))
      }),
    )
  })

  test('never takes the name of another, and stays in the recording’s folder', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyAsset, { selector: ({ identity }) => identity, maxLength: 8 }), (all) => {
        const names = [...nameAll(all).values()]
        expect(new Set(names.map(nameKey)).size).toBe(all.length)
        for (const name of names) {
          expect(name).toMatch(/^((tracks|streams|other)\/)?[^/\\]+$/)
          expect(name).not.toMatch(/\.\.|\.part$/)
          const last = name.split('/').at(-1) ?? ''
          expect(Buffer.byteLength(`${last} (unverified).part`)).toBeLessThanOrEqual(255)
        }
      }),
    )
  })
})

function nameAll(all: readonly AssetToName[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const one of all) {
    const taken = takenIs(...names.values())
    names.set(
      one.identity,
      assetFileName(
        one,
        all.filter((other) => other !== one),
        taken,
      ),
    )
  }
  return names
}
