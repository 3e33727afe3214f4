// Texts of others at everything that reads them: links, media addresses, searches, playlists, CSVs, transcripts, chats.
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseMarkers } from '../../main/engine/adapters/content/marker-csv.ts'
import { PreviewStore } from '../../main/engine/adapters/library/preview-store.ts'
import { fileKindOf } from '../../main/engine/core/download/asset-place.ts'
import { readPlaylist } from '../../main/engine/core/download/vod/playlist.ts'
import { planVod } from '../../main/engine/core/download/vod/vod-plan.ts'
import { chatMessages } from '../../main/engine/core/review/chat.ts'
import { parseSummary } from '../../main/engine/core/review/summary.ts'
import { parseTranscriptJson } from '../../main/engine/core/transcript/parse-json.ts'
import { parseSrt } from '../../main/engine/core/transcript/parse-srt.ts'
import { parseTxt } from '../../main/engine/core/transcript/parse-txt.ts'
import { Reader } from '../../main/engine/reader/reader.ts'
import { parseDeepLink } from '../../main/shell/deep-link.ts'
import { contentTypeOf } from '../../main/shell/media/content-type.ts'
import { answerMedia } from '../../main/shell/media/media-answer.ts'
import { MediaGrants } from '../../main/shell/media/media-grants.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import { readMarkers } from '../../preload/contract/markers.ts'
import { madePreview } from '../../preload/contract/preview.ts'
import { LibraryFolder } from '../builders/library-folder.ts'
import { foundFor } from '../builders/search-ask.ts'
import { canary, damaged, damageTo, inputOf, nastyPath, nastyText } from './arbitraries.ts'
import { fillLibrary, Surroundings, show } from './library.ts'
import { cases, patienceMs } from './runs.ts'

let surroundings: Surroundings
let folder: LibraryFolder
let reader: Reader

beforeAll(() => {
  surroundings = new Surroundings()
  fillLibrary(surroundings.library)
  folder = LibraryFolder.open(surroundings.library)
  reader = new Reader(folder.library.db, folder.files)
})
afterAll(() => {
  surroundings.check()
  folder.close()
  surroundings.remove()
})

describe('a media address', () => {
  test(
    'of any shape, with any range, gives bytes of what was granted, or nothing',
    async () => {
      const grants = new MediaGrants()
      const { library } = surroundings
      const granted = reader.review(1, 0)?.grants ?? []
      grants.add([...granted, { assetId: 900, library, path: join(library, 'Morning show'), contentType: null }])
      grants.add([{ assetId: 901, library, path: join(surroundings.root, 'private.txt'), contentType: 'video/mp4' }])
      grants.servePreviews({ library, folder: join(library, '.dailies/previews') })
      const id = fc.oneof(fc.constantFrom('1', '5', '900', '901', '0901', '9e2', '-1', '٩'), nastyText)
      const host = fc.constantFrom('asset', 'asset', 'asset', 'preview', 'ASSET', 'asset:80', 'x@asset', '')
      const url = fc.oneof(
        fc.tuple(host, id, nastyPath).map((parts) => `dailies-media://${parts.join('/')}`),
        nastyText.map((text) => `dailies-media:${text}`),
      )
      const number = fc.oneof(fc.nat(), fc.constantFrom('', '-1', '1e9', '9'.repeat(400), '0x10', '٣'))
      const range = fc.oneof(
        fc.tuple(number, number).map(([from, to]) => `bytes=${from}-${to}`),
        nastyText,
        fc.constant(null),
      )
      await fc.assert(
        fc.asyncProperty(url, range, fc.constantFrom('GET', 'HEAD', 'PUT', ''), async (address, asked, method) => {
          // Electron hands over nothing that isn't an address.
          if (!URL.canParse(address)) return
          const file = await grants.find(address)
          if (file === null) return
          expect(file.path.startsWith(`${library}/`), file.path).toBe(true)
          const answer = await answerMedia(file, method, asked)
          expect([200, 206, 404, 405, 416]).toContain(answer.status)
          expect(await answer.text()).not.toContain(canary)
        }),
        cases(),
      )
    },
    patienceMs,
  )
})

test('a name that every object has is no colour, kind or type', () => {
  const read = parseMarkers('Start,Text,Colour\n1,here,__proto__\n2,there,constructor')
  expect(read).toMatchObject({ ok: true, value: { markers: [{ colour: 'blue' }, { colour: 'blue' }] } })
  for (const name of ['film.constructor', 'film.__proto__', 'film.toString']) {
    expect(fileKindOf('other', name)).toBe('any')
    expect(contentTypeOf(name)).toBe('application/octet-stream')
  }
})

describe('a text of others never throws, and is bounded:', () => {
  test('a link', () => {
    const link = fc.tuple(nastyPath, nastyText).map(([path, query]) => `dailies://recording/${path}?t=${query}`)
    fc.assert(
      fc.property(fc.oneof(link, nastyText), (text) => {
        const read = parseDeepLink(text)
        if (read !== null) expect(read.upstreamId).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/)
      }),
      cases(),
    )
  })

  test(
    'a search',
    () => {
      const word = fc.constantFrom(
        ...[
          'sea',
          'speaker:',
          'room:',
          '-',
          '"',
          'after:2026-13',
          'before:',
          'type:chat',
          'is:',
          '*',
          'NEAR(',
          'AND',
          ':',
        ],
      )
      const query = fc
        .array(fc.oneof(word, nastyText), { maxLength: 8 })
        .chain((words) => fc.constantFrom(' ', '').map((space) => words.join(space)))
      fc.assert(
        fc.property(query, fc.constantFrom('newest' as const, 'relevance' as const), (text, order) => {
          for (const found of reader.search(foundFor(text, { order }), 0)) {
            reader.searchIn(found.recordingId, text, 10)
          }
          reader.query({ ...wholeLibrary, text }, { by: 'date', descending: true }, 0)
          reader.speakers(text, 10)
        }),
        cases(),
      )
    },
    patienceMs,
  )

  test('a playlist, and the plan of a mirror gives only names of ours', () => {
    const line = fc.oneof(
      fc.tuple(
        fc.constantFrom(
          '',
          '#EXTINF:4,',
          '#EXT-X-STREAM-INF:BANDWIDTH=1',
          '#EXT-X-MAP:URI="',
          '#EXT-X-KEY:METHOD=AES-128,URI="',
        ),
        nastyPath,
        fc.constantFrom('', '"'),
      ),
      fc.tuple(nastyText, fc.constant(''), fc.constant('')),
    )
    const text = fc
      .array(line, { maxLength: 10 })
      .map((lines) => ['#EXTM3U', ...lines.map((it) => it.join(''))].join('\n'))
    const base = 'https://cdn.example/show/master.m3u8'
    const follow = (from: string, reference: string) =>
      URL.canParse(reference, from) && new URL(reference, from).host === 'cdn.example'
        ? new URL(reference, from).href
        : null
    fc.assert(
      fc.property(text, (content) => {
        const playlist = readPlaylist(content)
        const plan = playlist === null ? null : planVod([{ url: base, playlist }], follow)
        if (plan === null || 'refused' in plan) return
        for (const { name } of plan.files) expect(name).toMatch(/^\d+\/[a-z-]*\d{5,}\.[a-z0-9]+$/)
        for (const { name } of plan.playlists) expect(name).toBe('master.m3u8')
      }),
      cases(),
    )
  })

  test('a list of markers', () => {
    const cell = fc.oneof(nastyText, fc.constantFrom('00:00:01:00', '1', '25', '#ff0000', 'Blue'))
    const header = fc.constantFrom('Start,End,Text,Colour', 'Marker Name\tDescription\tIn\tOut', 'Name;In', '')
    const file = fc.tuple(
      header,
      fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 }),
      fc.constantFrom(',', ';', '\t'),
    )
    fc.assert(
      fc.property(file, ([first, rows, comma]) => {
        const read = parseMarkers([first, ...rows.map((row) => row.join(comma))].join('\n'))
        if (read.ok) readMarkers.parse(read.value)
        else expect(read.error.message).toMatch(/[.…”]$/)
      }),
      cases(),
    )
  })

  test.each([
    ['transcript.json', (text: string) => parseTranscriptJson(text)],
    ['transcript.srt', (text: string) => parseSrt(text)],
    ['transcript.txt', (text: string) => parseTxt(text)],
    ['summary.json', (text: string) => parseSummary(text)],
  ])('%s', (name, parse) => {
    const whole = Buffer.from(show(name))
    const text = fc.oneof(
      damageTo(whole, 20).map((damage) => damaged(whole, damage).toString('utf8')),
      fc.array(nastyText, { maxLength: 10 }).map((lines) => lines.join('\n')),
    )
    fc.assert(
      fc.property(text, (content) => void expect(parse(content)).toHaveProperty('ok')),
      cases(2),
    )
  })

  test('a chat', () => {
    const cell = fc.oneof(nastyText, fc.constantFrom('SentAt', '2026-11-20T14:00:00Z', 'Message'))
    const rows = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 })
    const named = rows.map((all) => [['SentAt', 'SenderName', 'Message'], ...all])
    fc.assert(
      fc.property(fc.oneof(rows, named), (table) => void chatMessages(table, 0)),
      cases(),
    )
  })
})

test(
  'pictures that a page hands in are kept under their key, or refused',
  async () => {
    const store = new PreviewStore(folder.files)
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 30 })
    const webP = bytes.map((rest) => Uint8Array.from([...Buffer.from('RIFF....WEBP'), ...rest]))
    const handedIn = fc
      .tuple(inputOf(madePreview), fc.option(bytes), fc.option(webP), fc.option(webP), fc.boolean())
      .map(([made, peaks, poster, strip, honest]) => {
        if (!honest || typeof made !== 'object' || made === null) return made
        const strips = { width: 1, height: 1, columns: 1, timesS: [0] }
        const count = peaks?.length ?? 0
        const info = {
          ...{ version: 1, durationS: 1, peaks: peaks && { perS: 1, count }, poster: poster !== null },
          strip: strip && strips,
        }
        return { ...made, info, peaks, poster, strip }
      })
    let kept = 0
    await fc.assert(
      fc.asyncProperty(handedIn, async (input) => {
        const made = madePreview.safeParse(input)
        if (!made.success) return
        const written = await store.write(made.data)
        if (written.ok) kept += 1
        if (written.ok) expect(store.read(made.data.key)).toEqual(made.data.info)
      }),
      cases(4),
    )
    expect(kept).toBeGreaterThan(0)
  },
  patienceMs,
)
