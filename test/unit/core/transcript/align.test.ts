// Words and sentences of one transcript that don't say alike who speaks, or when.
import { describe, expect, test } from 'vitest'
import { json, said, word } from '../../../builders/transcript-json.ts'

describe('JSON whose two lists say differently', () => {
  const both = { name: 'John', peer_id: 'p1' }
  const identities = [both, { name: 'John' }, { peer_id: 'p1' }, {}, { name: '', peer_id: 'p1' }]
  const spoken = ['hello', 'there', 'my', 'friend', 'how', 'are', 'you']
  const words = (who: object) => spoken.map((text, at) => word(text, 1000 + at * 200, 1150 + at * 200, who))

  test('who speaks: each sentence stands there once, with its words, and who can be known', () => {
    for (const inWords of identities) {
      for (const inSentences of identities) {
        const lines = json({
          words: words(inWords),
          sentences: [
            said('Hello there, my friend.', 1000, 1800, inSentences),
            said('How are you?', 1800, 2400, inSentences),
          ],
        })
        expect(lines.map(({ text, words: timed }) => [text, timed.length])).toEqual([
          ['Hello there, my friend.', 4],
          ['How are you?', 3],
        ])
        const isNamed = [inWords, inSentences].some((who) => 'name' in who && who.name !== '')
        expect(lines.map(({ speaker }) => speaker)).toEqual(Array(2).fill(isNamed ? 'John' : null))
      }
    }
  })

  test('who of two speaks at once: words go where they are said', () => {
    const bo = { peer_id: 'p2' }
    const lines = json({
      words: [...words({ peer_id: 'p1' }), word('not', 1100, 1200, bo), word('now', 1300, 1400, bo)],
      sentences: [
        said('Hello there, my friend, how are you?', 1000, 2400, { name: 'John' }),
        said('Not now!', 1100, 1400, { name: 'Bo' }),
      ],
    })
    expect(lines.map(({ speaker, peerId, words: timed }) => [speaker, peerId, timed.map(({ text }) => text)])).toEqual([
      ['John', 'p1', ['Hello', 'there,', 'my', 'friend,', 'how', 'are', 'you?']],
      ['Bo', 'p2', ['Not', 'now!']],
    ])
  })

  test('when: a sentence without times, or without an end, takes those of its words', () => {
    for (const inSentences of identities) {
      for (const [start, end] of [
        [undefined, undefined],
        ['', null],
        [1000, undefined],
      ]) {
        const lines = json({
          words: words(both),
          sentences: [
            said('Hello there, my friend.', start, end, inSentences),
            said('How are you?', start === 1000 ? 1800 : start, end, inSentences),
          ],
        })
        expect(lines.map(({ text, startMs, endMs, words: timed }) => [text, startMs, endMs, timed.length])).toEqual([
          ['Hello there, my friend.', 1000, 1750, 4],
          ['How are you?', 1800, 2350, 3],
        ])
      }
    }
  })

  test('what is said: words that no sentence holds are kept', () => {
    const lines = json({
      words: [...words({ peer_id: 'p1' }), word('entirely', 5000, 5200, { peer_id: 'p3' })],
      sentences: [said('Hello there, my friend.', undefined, undefined, {}), said('Something else.', 4900, 5300, {})],
    })
    expect(lines.map(({ text }) => text)).toEqual([
      'Hello there, my friend.',
      'how are you',
      'Something else.',
      'entirely',
    ])
  })
})
