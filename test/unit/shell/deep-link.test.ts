import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linkOnCommandLine, parseDeepLink } from '../../../main/shell/deep-link.ts'

const id = '6639f1c2a3b4c5d6e7f80912'
const upstreamId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/)

describe('a link to a recording', () => {
  test.each([
    [`dailies://recording/${id}`, { upstreamId: id, startMs: null }],
    [`dailies://recording/${id}?t=62`, { upstreamId: id, startMs: 62_000 }],
    [`dailies://recording/${id}?t=62.25`, { upstreamId: id, startMs: 62_250 }],
    // As browsers and desktops write it.
    [`dailies://recording/${id}/?t=0`, { upstreamId: id, startMs: 0 }],
    [`DAILIES://recording/${id}`, { upstreamId: id, startMs: null }],
  ])('%s', (text, link) => expect(parseDeepLink(text)).toEqual(link))

  test('says what it was made of, whatever that is', () => {
    fc.assert(
      fc.property(upstreamId, fc.integer({ min: 0, max: 999_999_999 }), (recording, startMs) => {
        const link = `dailies://recording/${recording}?t=${startMs / 1000}`
        expect(parseDeepLink(link)).toEqual({ upstreamId: recording, startMs })
      }),
      { numRuns: 1000 },
    )
  })
})

describe('anything else', () => {
  test.each([
    '',
    'dailies://recording/',
    'dailies://recording//',
    'dailies://recording/..',
    'dailies://recording/%2e%2e%2fetc',
    `dailies://recording/${id}/more`,
    `dailies://recording/${id}#x`,
    `dailies://recording/${id}?t=-1`,
    `dailies://recording/${id}?t=1e9`,
    `dailies://recording/${id}?t=1&t=2`,
    `dailies://recording/${id}?x=1`,
    `dailies://user@recording/${id}`,
    `dailies://recording:1/${id}`,
    `dailies://settings/${id}`,
    `https://recording/${id}`,
    `dailies://recording/${id}\n--inspect`,
    ` dailies://recording/${id}`,
  ])('%j is refused', (text) => expect(parseDeepLink(text)).toBeNull())

  test('never throws, and what passes holds an id and a time and nothing more', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.tuple(fc.string(), fc.string()).map(([path, query]) => `dailies://recording/${path}?${query}`),
      fc.tuple(upstreamId, fc.string()).map(([recording, rest]) => `dailies://recording/${recording}${rest}`),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        const link = parseDeepLink(text)
        if (link === null) return
        expect(link.upstreamId).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]*$/)
        expect(link.startMs === null || (link.startMs >= 0 && Number.isSafeInteger(link.startMs))).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

test('the link is found among what a browser and Chromium put on the command line', () => {
  const link = `dailies://recording/${id}`
  expect(linkOnCommandLine(['/opt/Dailies/dailies', '--allow-file-access', link])).toBe(link)
  expect(linkOnCommandLine(['dailies', '/home/ada/dailies', '--log-level=3'])).toBeNull()
  expect(linkOnCommandLine([link])).toBeNull()
})
