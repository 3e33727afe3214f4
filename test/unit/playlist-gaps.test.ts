// A playlist with gaps, told to readers that know of none: what is there keeps its place and its time.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withoutGaps } from '../../preload/contract/playlist-gaps.ts'

type Part = { readonly lengthS: number; readonly isGap: boolean }

const parts = fc.array(fc.record({ lengthS: fc.integer({ min: 1, max: 600 }), isGap: fc.boolean() }), { maxLength: 12 })

const playlist = (all: readonly Part[]) =>
  [
    ...['#EXTM3U', '#EXT-X-TARGETDURATION:600', '#EXT-X-MAP:URI="init.mp4"'],
    ...all.flatMap(({ lengthS, isGap }, index) => [
      `#EXTINF:${lengthS},`,
      ...(isGap ? ['#EXT-X-GAP'] : []),
      `${index}.m4s`,
    ]),
    ...['#EXT-X-ENDLIST', ''],
  ].join('\n')

/** As mediabunny counts: each begins where the lengths before it end. */
function startsOf(text: string): Map<string, number> {
  const starts = new Map<string, number>()
  let [atS, lengthS] = [0, 0]
  for (const line of text.split('\n')) {
    if (line.startsWith('#EXTINF:')) lengthS = Number.parseFloat(line.slice('#EXTINF:'.length))
    if (line === '' || line.startsWith('#')) continue
    starts.set(line, atS)
    atS += lengthS
  }
  return starts
}

describe('a playlist without its gaps', () => {
  test('names the segments that there are, each at its time', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const whole = startsOf(playlist(all))
        const { text, leadingS } = withoutGaps(playlist(all))
        const there = all.flatMap(({ isGap }, index) => (isGap ? [] : [`${index}.m4s`]))
        const starts = startsOf(text)
        expect([...starts.keys()]).toEqual(there)
        for (const name of there) expect((starts.get(name) ?? 0) + leadingS).toBe(whole.get(name))
      }),
    )
  })

  test('is the same text where there are none', () => {
    const text = '#EXTM3U\r\n#EXTINF:4.5,a title\r\na.ts\r\n'
    expect(withoutGaps(text)).toEqual({ text, leadingS: 0 })
  })

  test('keeps what holds for all that follows', () => {
    const text = [
      '#EXTINF:4,',
      'a.ts',
      '#EXT-X-DISCONTINUITY',
      '#EXT-X-GAP',
      '#EXTINF:2,',
      '#EXT-X-MAP:URI="b"',
      'b.ts',
    ]
    expect(withoutGaps(text.join('\n')).text.split('\n')).toEqual([
      ...['#EXTINF:6,', 'a.ts', '#EXT-X-DISCONTINUITY', '#EXT-X-MAP:URI="b"'],
    ])
  })
})
