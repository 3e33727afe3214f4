// The transcript beside the picture: what is being said, how lines become paragraphs, finding, quoting, captions.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TranscriptLine } from '../../../../../preload/contract/review.ts'
import { captionCues } from '../../../../../renderer/features/review/player/caption-cues.ts'
import {
  findMatches,
  firstMatchFrom,
  stepMatch,
} from '../../../../../renderer/features/review/transcript/find-matches.ts'
import { timeAtOffset } from '../../../../../renderer/features/review/transcript/line-text.ts'
import { paragraphOf, paragraphsOf } from '../../../../../renderer/features/review/transcript/paragraphs.ts'
import { excerptsOf, quoteOf } from '../../../../../renderer/features/review/transcript/quote.ts'
import { speakersOf } from '../../../../../renderer/features/review/transcript/speakers.ts'
import { indexSpoken, lastSpokenAt, spokenAt } from '../../../../../renderer/features/review/transcript/spoken-index.ts'

/** Each word takes 300 ms and begins 400 ms after the one before. */
function line(speaker: string | null, text: string, startMs: number | null, timedWords = true): TranscriptLine {
  const words =
    startMs === null || !timedWords
      ? []
      : text
          .split(' ')
          .map((word, at) => ({ text: word, startMs: startMs + at * 400, endMs: startMs + at * 400 + 300 }))
  const endMs = startMs === null ? null : (words.at(-1)?.endMs ?? startMs + 2000)
  return { speaker, peerId: null, text, startMs, endMs, words }
}

describe('what is being said', () => {
  const lines = [line('Maya', 'Good morning everyone', 1000), line('Tom', 'The bridge opens today', 5000)]
  const index = indexSpoken(lines)

  test('is the word that has begun last', () => {
    expect(spokenAt(index, 1000)).toEqual({ line: 0, word: 0 })
    expect(spokenAt(index, 1399)).toEqual({ line: 0, word: 0 })
    expect(spokenAt(index, 1400)).toEqual({ line: 0, word: 1 })
    expect(spokenAt(index, 6250)).toEqual({ line: 1, word: 3 })
  })

  test('stays through the gap between two words, and ends in a silence', () => {
    expect(spokenAt(index, 1350)).toEqual({ line: 0, word: 0 })
    expect(spokenAt(index, 4000)).toBeNull()
    expect(lastSpokenAt(index, 4000)).toEqual({ line: 0, word: 2 })
  })

  test('is nothing before the first word, and nothing at all without times', () => {
    expect(spokenAt(index, 999)).toBeNull()
    expect(lastSpokenAt(index, 999)).toBeNull()
    expect(lastSpokenAt(indexSpoken([line('Maya', 'No times here', null)]), 5000)).toBeNull()
  })

  test('is a whole line where words have no times', () => {
    const cues = indexSpoken([line('Maya', 'Good morning', 1000, false), line('Tom', 'Hello', 3000, false)])
    expect(spokenAt(cues, 2500)).toEqual({ line: 0, word: null })
    expect(spokenAt(cues, 3000)).toEqual({ line: 1, word: null })
  })

  test('agrees with looking at every word, whoever talks over whom', () => {
    const spoken = fc.array(fc.record({ startMs: fc.nat(5000), words: fc.integer({ min: 1, max: 5 }) }), {
      maxLength: 30,
    })
    fc.assert(
      fc.property(spoken, fc.nat(8000), (turns, ms) => {
        const some = turns.map(({ startMs, words }) => line('Someone', Array(words).fill('word').join(' '), startMs))
        const begun = some.flatMap(({ words }) => words.map((word) => word.startMs)).filter((startMs) => startMs <= ms)
        const spot = lastSpokenAt(indexSpoken(some), ms)
        const found = spot === null || spot.word === null ? undefined : some[spot.line]?.words[spot.word]?.startMs
        expect(found).toBe(begun.length === 0 ? undefined : Math.max(...begun))
      }),
    )
  })
})

describe('paragraphs', () => {
  test('open a turn with each new speaker and hold every line once', () => {
    const lines = [
      line('Maya', 'One', 0),
      line('Maya', 'Two', 500),
      line('Tom', 'Three', 1000),
      line('Maya', 'Four', 1500),
    ]
    expect(paragraphsOf(lines).map(({ speaker, opensTurn, from, to }) => [speaker, opensTurn, from, to])).toEqual([
      ['Maya', true, 0, 2],
      ['Tom', true, 2, 3],
      ['Maya', true, 3, 4],
    ])
  })

  test('end at a long silence and before they get too long to read, within the same turn', () => {
    const long = 'word '.repeat(60).trim()
    const lines = [
      line('Maya', 'Short', 0),
      line('Maya', 'After a silence', 9000),
      line('Maya', long, 11_000),
      line('Maya', long, 40_000),
    ]
    expect(paragraphsOf(lines).map(({ opensTurn, startMs }) => [opensTurn, startMs])).toEqual([
      [true, 0],
      [false, 9000],
      [false, 40_000],
    ])
  })

  test('are found by any of their lines', () => {
    const lines = Array.from({ length: 100 }, (_, index) => line(index % 7 < 3 ? 'Maya' : 'Tom', 'Words', index * 500))
    const paragraphs = paragraphsOf(lines)
    for (let index = 0; index < lines.length; index += 1) {
      const paragraph = paragraphs[paragraphOf(paragraphs, index)]
      expect(paragraph !== undefined && index >= paragraph.from && index < paragraph.to).toBe(true)
    }
    expect(paragraphOf(paragraphs, 100)).toBe(-1)
  })

  test('give each speaker a hue, in the order of their first word; a ninth shares the first’s', () => {
    const lines = Array.from('ABCDEFGHI', (name, index) => line(name, 'Hello', index * 1000))
    const { hues } = speakersOf(lines, ['Listener'])
    expect([hues.get('A'), hues.get('H'), hues.get('I'), hues.get('Listener')]).toEqual([1, 8, 1, 2])
  })
})

describe('finding', () => {
  const texts = ['The café on the pier', 'no such thing', 'THE  PIER, again; Straße']

  test('takes no notice of case, accents and kinds of space', () => {
    expect(findMatches(texts, 'cafe')).toEqual([{ line: 0, from: 4, to: 8 }])
    expect(findMatches(texts, ' pier ').map((match) => match.line)).toEqual([0, 2])
    expect(findMatches(['one\u00a0two'], 'one two')).toEqual([{ line: 0, from: 0, to: 7 }])
    expect(findMatches(['cafe\u0301 noir'], 'café n')).toEqual([{ line: 0, from: 0, to: 7 }])
  })

  test('points at the characters as they stand in the line', () => {
    const [match] = findMatches(['🎬 Straße'], 'STRASSE'.replace('SS', 'ß'))
    expect(match).toEqual({ line: 0, from: 3, to: 9 })
  })

  test('finds nothing for nothing', () => {
    expect(findMatches(texts, '  ')).toEqual([])
  })

  test('begins at the line that is being said, goes round at the ends', () => {
    const matches = findMatches(texts, 'the')
    expect(firstMatchFrom(matches, 1)).toBe(2)
    expect(firstMatchFrom(matches, 3)).toBe(0)
    expect(firstMatchFrom([], 0)).toBe(-1)
    expect([stepMatch(3, 2, 1), stepMatch(3, 0, -1), stepMatch(0, -1, 1)]).toEqual([0, 2, -1])
  })

  test('knows when the word at a character is said', () => {
    const spoken = line('Tom', 'The bridge opens today', 5000)
    expect(timeAtOffset(spoken, spoken.text.indexOf('opens'))).toBe(5800)
    expect(timeAtOffset(line('Tom', 'Only a cue', 700, false), 5)).toBe(700)
    const unspaced = { ...line('田中', '今日 は いい', 1000), text: '今日はいい' }
    expect([0, 1, 2, 3, 4].map((offset) => timeAtOffset(unspaced, offset))).toEqual([1000, 1000, 1400, 1800, 1800])
  })
})

describe('a quote', () => {
  const lines = [line('Maya', 'Good morning', 62_000), line('Maya', 'It is six', 63_000), line('Tom', 'It is', 65_000)]

  test('names speaker and time of every turn', () => {
    expect(quoteOf(lines)).toBe('Maya [1:02]: “Good morning It is six”\nTom [1:05]: “It is”')
  })

  test('of a part of one person’s words holds only these', () => {
    expect(quoteOf(excerptsOf(lines.slice(0, 2), 4, 3))).toBe('Maya [1:02]: “morning It”')
  })

  test('of a part has the times of its own words, whoever says them', () => {
    const long = line('Maya', 'one two three four', 60_000)
    expect(excerptsOf([long], 7, 14)).toEqual([{ speaker: 'Maya', startMs: 60_800, endMs: 61_100, text: 'three' }])
    expect(quoteOf(excerptsOf([line('Maya', 'so it goes', 59_900), ...lines], 2, 2))).toBe(
      'Maya [1:00]: “it goes Good morning It is six”\nTom [1:05]: “It”',
    )
    // Begun behind the last word of a line, ended before the first of another.
    expect(excerptsOf(lines, 12, 0).map(({ text, startMs }) => [text, startMs])).toEqual([['It is six', 63_000]])
  })

  test('says what it knows where there is no name and no time', () => {
    expect(quoteOf([line(null, 'Just words', null)])).toBe('“Just words”')
  })
})

describe('captions', () => {
  test('are cut at words, name whoever begins to speak, and cover all that is said', () => {
    const text = Array.from({ length: 30 }, (_, index) => `word${index}`).join(' ')
    const cues = captionCues([line('Maya', text, 1000), line('Maya', 'More', 20_000), line('Tom', 'Yes', 22_000)])
    expect(cues.map((cue) => cue.text.length <= 84 + 'Maya: '.length)).not.toContain(false)
    expect(cues[0]?.text).toMatch(/^Maya: word0 /)
    expect(cues.slice(-2).map((cue) => cue.text)).toEqual(['More', 'Tom: Yes'])
    const said = cues.map((cue) => cue.text).join(' ')
    expect(said.replace(/Maya: |Tom: /g, '')).toBe(`${text} More Yes`)
  })

  test('leave out what was said before a source that began late', () => {
    const cues = captionCues([
      line('Maya', 'Before it', -60_000),
      line('Tom', 'Across', -100),
      line('Tom', 'In it', 900),
    ])
    expect(cues.map(({ startMs, text }) => [startMs, text])).toEqual([
      [0, 'Tom: Across'],
      [900, 'In it'],
    ])
  })

  test('leave out what has no time', () => {
    expect(captionCues([line('Maya', 'Nobody knows when', null)])).toEqual([])
  })
})
