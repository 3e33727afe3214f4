import { describe, expect, test } from 'vitest'
import { readPlaylist } from '../../../../../main/engine/core/download/vod/playlist.ts'
import { planVod, type SourcePlaylist, vodFingerprint } from '../../../../../main/engine/core/download/vod/vod-plan.ts'

const base = 'https://cdn.example/a/b/'

function follow(from: string, reference: string): string | null {
  const url = new URL(reference, from)
  return url.host === 'cdn.example' && url.protocol === 'https:' ? url.href : null
}

function source(name: string, text: string): SourcePlaylist {
  const playlist = readPlaylist(text)
  if (playlist === null) throw new Error('not a playlist')
  return { url: base + name, playlist }
}

const master = source(
  'master.m3u8',
  `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Sound",DEFAULT=YES,URI="sound/list.m3u8?token=1"
#EXT-X-STREAM-INF:BANDWIDTH=2000000,AUDIO="a",CODECS="avc1.64001f"
../up/video.m3u8
`,
)
const sound = source(
  'sound/list.m3u8?token=1',
  `#EXTM3U
#EXT-X-TARGETDURATION:4
#EXT-X-KEY:METHOD=AES-128,URI="key.bin",IV=0x01
#EXT-X-MAP:URI="all.mp4",BYTERANGE="600@0"
#EXTINF:4,
#EXT-X-BYTERANGE:1000@600
all.mp4
#EXTINF:4,
#EXT-X-BYTERANGE:1000@1600
all.mp4
#EXT-X-ENDLIST
`,
)
const video: SourcePlaylist = {
  ...source(
    '',
    '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-CUSTOM:keep\n#EXTINF:4,\nx/CON.ts\n#EXTINF:4,\n/y/..%2f..%2fescape.exe\n',
  ),
  url: 'https://cdn.example/a/up/video.m3u8',
}

function planned(...sources: SourcePlaylist[]) {
  const plan = planVod(sources, follow)
  if ('refused' in plan) throw new Error(plan.refused)
  return plan
}

describe('a vod of several playlists', () => {
  const plan = planned(master, sound, video)

  test('every file once, under a name of ours, whatever it is called upstream', () => {
    expect(plan.files).toEqual([
      { url: `${base}sound/key.bin`, name: '1/key-00001.bin' },
      { url: `${base}sound/all.mp4`, name: '1/init-00002.mp4' },
      { url: 'https://cdn.example/a/up/x/CON.ts', name: '2/00001.ts' },
      { url: 'https://cdn.example/y/..%2f..%2fescape.exe', name: '2/00002.bin' },
    ])
  })

  test('playlists refer to those names, keep their byte ranges and what nobody knows, and end; the master comes last', () => {
    expect(plan.playlists.map((playlist) => playlist.name)).toEqual(['1/index.m3u8', '2/index.m3u8', 'master.m3u8'])
    const [first, second, last] = plan.playlists.map((playlist) => playlist.text)
    expect(first).toContain('#EXT-X-KEY:METHOD=AES-128,URI="key-00001.bin",IV=0x01')
    expect(first).toContain('#EXT-X-MAP:URI="init-00002.mp4",BYTERANGE="600@0"')
    expect(first).toContain('#EXT-X-BYTERANGE:1000@1600\ninit-00002.mp4')
    expect(second).toBe(
      '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-CUSTOM:keep\n#EXTINF:4,\n00001.ts\n#EXTINF:4,\n00002.bin\n\n#EXT-X-ENDLIST\n',
    )
    expect(last).toContain('NAME="Sound",DEFAULT=YES,URI="1/index.m3u8"')
    expect(last).toContain('CODECS="avc1.64001f"\n2/index.m3u8')
  })
})

test('one media playlist alone is the master', () => {
  const plan = planned({ ...video, url: `${base}master.m3u8` })
  expect(plan.playlists).toHaveLength(1)
  expect(plan.playlists[0]).toMatchObject({ name: 'master.m3u8', text: expect.stringContaining('0/00001.ts') })
})

test.each(['https://elsewhere.example/a.ts', 'http://cdn.example/a.ts', 'file:///etc/passwd', '//127.0.0.1/x.ts'])(
  'a reference to %s is refused, and its query is never repeated',
  (uri) => {
    const evil = source('m.m3u8', `#EXTM3U\n#EXTINF:4,\n${uri}?secret=1\n`)
    const plan = planVod([evil], follow)
    expect('refused' in plan && plan.refused).toMatch(/where it doesn’t come from/)
    expect(JSON.stringify(plan)).not.toContain('secret')
  },
)

test('what isn’t a playlist, or has variables in its addresses, is none', () => {
  expect(readPlaylist('<html>')).toBeNull()
  expect(readPlaylist('')).toBeNull()
  expect(readPlaylist('#EXTM3U\n#EXT-X-DEFINE:NAME="a",VALUE="b"\n#EXTINF:1,\n{$a}.ts\n')).toBeNull()
})

test('a key in an address that nobody follows is not written down', () => {
  const odd = source(
    'm.m3u8',
    `#EXTM3U
#EXT-X-IMAGE-STREAM-INF:BANDWIDTH=1,URI="thumbs.m3u8?X-Amz-Signature=secret&a=1",NAME="a?b"
# https://cdn.example/x?token=secret
#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://key?Policy=secret"
#EXTINF:4,
a.ts?Signature=secret
`,
  )
  const text = planned(odd).playlists[0]?.text
  expect(text).not.toContain('secret')
  expect(text).toContain('URI="thumbs.m3u8",NAME="a?b"')
  expect(text).toContain('00001.ts')
})

test('another link to the same vod has the same fingerprint, another version another', () => {
  const signed = (token: string) => source('m.m3u8', `#EXTM3U\n#EXTINF:4,\na.ts?sig=${token}\n#EXT-X-ENDLIST\n`)
  expect(vodFingerprint([signed('1')])).toBe(vodFingerprint([signed('2')]))
  expect(vodFingerprint([signed('1')])).not.toBe(vodFingerprint([sound]))
})
