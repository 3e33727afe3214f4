// A zipped vod is unpacked so that it plays, and whatever else an archive holds never gets out of its folder.
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeZip, master, playlist } from '../../../builders/hostile-zip.ts'
import { show, ZipFolder } from '../../../builders/zip-folder.ts'

let folder: ZipFolder

beforeEach(() => {
  folder = new ZipFolder()
})

afterEach(() => folder.remove())

test('comes out as its playlists say, under names of ours, and nothing else does', async () => {
  const unpacked = await folder.unpack(makeZip(show))
  const { 'vod.zip': _, ...files } = folder.tree()
  expect(files).toEqual({
    'vod/master.m3u8': master('1/index.m3u8'),
    'vod/1/index.m3u8': playlist('00001.ts', '00002.ts'),
    'vod/1/00001.ts': 'one',
    'vod/1/00002.ts': 'two',
  })
  expect('files' in unpacked && unpacked.files.map(({ name, bytes }) => [name, bytes])).toContainEqual([
    '1/00001.ts',
    3,
  ])
})

test('replaces what an earlier try has left, and nothing that somebody else put there', async () => {
  for (const name of ['vod', 'vod.part']) mkdirSync(folder.path(name))
  writeFileSync(folder.path('vod', 'mine.ts'), 'mine')
  writeFileSync(folder.path('vod', 'master.m3u8'), 'changed')
  writeFileSync(folder.path('vod.part', 'old.ts'), '')
  await folder.unpack(makeZip(show))
  const {
    'vod/mine.ts': mine,
    'vod/master (before).m3u8': before,
    'vod/master.m3u8': playlists,
    ...tree
  } = folder.tree()
  expect([mine, before, playlists]).toEqual(['mine', 'changed', master('1/index.m3u8')])
  expect(Object.keys(tree).filter((name) => name.startsWith('vod.part'))).toEqual([])
})

test('that is stopped leaves nothing behind, and an archive that turns out to be damaged what was there', async () => {
  await folder.unpack(makeZip(show))
  const before = folder.tree()
  expect(await folder.unpack(makeZip([...show.slice(0, -1), { name: 'show/common/2.ts', text: 'x' }]))).toHaveProperty(
    'refused',
  )
  folder.stopping.abort()
  expect(await folder.unpack(makeZip(show))).toEqual({ aborted: true })
  expect(folder.tree()).toEqual(before)
})

describe('stays packed, with nothing left beside it:', () => {
  const lead = { name: 'a.m3u8', text: playlist('a.ts') }
  const zeros = new Uint8Array(100 * 1024 * 1024)
  const hostile: readonly (readonly [string, RegExp, Uint8Array])[] = [
    ['a name that leads up', /damaged/, makeZip([lead, { name: '../a.ts', text: 'x' }])],
    ['a name from the root', /damaged/, makeZip([lead, { name: '/etc/a.ts', text: 'x' }])],
    ['a drive of Windows', /damaged/, makeZip([lead, { name: 'C:\\a.ts', text: 'x' }])],
    ['backslashes that lead up', /damaged/, makeZip([lead, { name: '..\\a.ts', text: 'x' }])],
    [
      'a playlist that leads up',
      /isn’t in it|outside/,
      makeZip([{ name: 'a.m3u8', text: playlist('../../etc/passwd') }]),
    ],
    [
      'a playlist that leads elsewhere',
      /outside/,
      makeZip([{ name: 'a.m3u8', text: playlist('https://elsewhere.example/x.ts') }]),
    ],
    ['a playlist that leads to a file', /outside/, makeZip([{ name: 'a.m3u8', text: playlist('file:///etc/passwd') }])],
    ['a link', /links/, makeZip([lead, { name: 'a.ts', text: '/etc/passwd', unixMode: 0o120777 }])],
    ['a device', /links/, makeZip([lead, { name: 'a.ts', text: '', unixMode: 0o020666 }])],
    ['encryption', /encrypted/, makeZip([lead, { name: 'a.ts', text: 'x'.repeat(13), saysBytes: 1, flags: 0x801 }])],
    ['an unknown method', /unknown way/, makeZip([lead, { name: 'a.ts', text: 'x', method: 14 }])],
    ['a bomb', /far larger/, makeZip([lead, { name: 'a.ts', text: zeros, deflated: true }])],
    [
      'a part that is longer than it says',
      /damaged/,
      makeZip([lead, { name: 'a.ts', text: 'xyz', deflated: true, saysBytes: 1 }]),
    ],
    ['a part with another checksum', /damaged/, makeZip([lead, { name: 'a.ts', text: 'x', saysCrc: 1 }])],
    [
      'a part whose own header is damaged',
      /damaged/,
      withoutHeaderOf('a.ts', makeZip([lead, { name: 'a.ts', text: 'x' }])),
    ],
    ['two of a name', /same name/, makeZip([lead, { name: 'a.ts', text: 'x' }, { name: 'a.ts', text: 'y' }])],
    [
      'parts over one another',
      /over one another/,
      makeZip([lead, { name: 'a.ts', text: 'x' }, { name: 'b.ts', text: 'x', sharesWith: 1 }]),
    ],
    ['a missing part', /isn’t in it/, makeZip([lead])],
    ['no playlist', /no playlist/, makeZip([{ name: 'a.ts', text: 'x' }])],
    ['an end that is missing', /damaged/, makeZip(show).subarray(0, -30)],
    ['nothing at all', /damaged/, Buffer.alloc(0)],
    ['a 64-bit directory that is nowhere', /damaged/, zip64To(2n ** 60n)],
  ]

  test.each(hostile)('%s', async (_what, why, zip) => {
    expect(await folder.unpack(zip)).toEqual({ refused: expect.stringMatching(why) })
    expect(Object.keys(folder.tree())).toEqual(['vod.zip'])
  })
})

test('a link where the folder should be is not followed', async () => {
  mkdirSync(folder.path('elsewhere'))
  symlinkSync(folder.path('elsewhere'), folder.path('vod'))
  expect(await folder.unpack(makeZip(show))).toHaveProperty('files')
  expect(readdirSync(folder.path('elsewhere'))).toEqual([])
})

function withoutHeaderOf(name: string, zip: Buffer): Buffer {
  zip.write('XX', zip.indexOf(name, zip.indexOf('#EXT-X-ENDLIST')) - 30, 'latin1')
  return zip
}

/** An end record that points to a 64-bit one, which points to nowhere. */
function zip64To(offset: bigint): Buffer {
  const zip = makeZip(show)
  const end64 = Buffer.alloc(56)
  end64.write('PK\x06\x06', 0, 'latin1')
  end64.writeBigUInt64LE(44n, 4)
  end64.writeBigUInt64LE(5n, 24)
  end64.writeBigUInt64LE(5n, 32)
  end64.writeBigUInt64LE(100n, 40)
  end64.writeBigUInt64LE(offset, 48)
  const locator = Buffer.alloc(20)
  locator.write('PK\x06\x07', 0, 'latin1')
  locator.writeBigUInt64LE(BigInt(zip.length - 22), 8)
  const end = Buffer.from(zip.subarray(-22))
  end.fill(0xff, 8, 20)
  return Buffer.concat([zip.subarray(0, -22), end64, locator, end])
}
