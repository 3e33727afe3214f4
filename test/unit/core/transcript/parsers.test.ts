// Transcripts as 100ms writes them, as others do, and as nobody should.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseTranscriptJson } from '../../../../main/engine/core/transcript/parse-json.ts'
import { parseSrt } from '../../../../main/engine/core/transcript/parse-srt.ts'
import { parseTxt } from '../../../../main/engine/core/transcript/parse-txt.ts'
import type { Result } from '../../../../preload/contract/result.ts'
import { type Transcript, transcript } from '../../../../preload/contract/review.ts'
import { json, linesOf, said, word } from '../../../builders/transcript-json.ts'

const media = join(import.meta.dirname, '../../../fixtures/media')
const fixture = (show: string, file: string): string => readFileSync(join(media, show, file), 'utf8')

describe('the three formats of one recording', () => {
  test('say the same, with the same speakers', () => {
    for (const show of ['field-notes', 'founders-hour', 'morning-harbour']) {
      const fromJson = linesOf(parseTranscriptJson(fixture(show, 'transcript.json')))
      const fromSrt = linesOf(parseSrt(fixture(show, 'transcript.srt')))
      const fromTxt = linesOf(parseTxt(fixture(show, 'transcript.txt')))
      expect(fromSrt.map(({ text, speaker, startMs }) => [text, speaker, startMs])).toEqual(
        fromJson.map(({ text, speaker, startMs }) => [text, speaker, startMs]),
      )
      expect(fromTxt.map(({ text }) => text).join(' ')).toBe(fromJson.map(({ text }) => text).join(' '))
      expect(new Set(fromTxt.map(({ speaker }) => speaker))).toEqual(new Set(fromJson.map(({ speaker }) => speaker)))
      expect(fromTxt.every(({ startMs }) => startMs === null)).toBe(true)
    }
  })
})

describe('JSON', () => {
  test('gives every word of a sentence its time and, together, the sentence with its punctuation', () => {
    for (const { text, words } of linesOf(parseTranscriptJson(fixture('field-notes', 'transcript.json')))) {
      expect(words.length).toBeGreaterThan(0)
      expect(words.map((timed) => timed.text).join(' ')).toBe(text)
      expect(words.every(({ startMs, endMs }) => startMs <= endMs)).toBe(true)
    }
  })

  test('a time that is no place in a recording is none', () => {
    for (const time of [1e308, '999999999999999999999999', -1]) {
      expect(json({ sentences: [said('Hi.', time, time)] })).toMatchObject([{ text: 'Hi.', startMs: null }])
    }
  })

  test('takes times as strings or numbers', () => {
    expect(json({ sentences: [said('Hi.', '1010', '1500'), said('Ho.', 2000, 2500.5)] })).toMatchObject([
      { startMs: 1010, endMs: 1500 },
      { startMs: 2000, endMs: 2500.5 },
    ])
  })

  test('keeps what two people say at once apart', () => {
    const bo = { name: 'Bo', peer_id: 'p2' }
    const lines = json({
      words: [word('yes', '0', '500'), word('no', '100', '400', bo), word('sure', '600', '900')],
      sentences: [said('Yes, sure.', '0', '900'), said('No!', '100', '400', bo)],
    })
    expect(lines.map(({ speaker, words }) => [speaker, words.map(({ text }) => text)])).toEqual([
      ['Ann', ['Yes,', 'sure.']],
      ['Bo', ['No!']],
    ])
  })

  test('sorts what is out of order, and accepts missing names and times', () => {
    const lines = json({
      sentences: [said('Two.', '2000', '3000', {}), said('One.', '0', '900', { name: '' }), said('?', 'soon', null)],
    })
    expect(lines.map(({ text, speaker, peerId, startMs }) => [text, speaker, peerId, startMs])).toEqual([
      ['One.', null, null, 0],
      ['?', 'Ann', 'p1', null],
      ['Two.', null, null, 2000],
    ])
  })

  test('groups words that no sentence holds by speaker and pause', () => {
    const bo = { name: 'Bo', peer_id: 'p2' }
    const words = [word('so', 0, 200), word('well', 300, 500), word('later', 9000, 9200), word('hm', 9300, 9400, bo)]
    expect(json({ words }).map(({ text, startMs, endMs, speaker }) => [text, startMs, endMs, speaker])).toEqual([
      ['so well', 0, 500, 'Ann'],
      ['later', 9000, 9200, 'Ann'],
      ['hm', 9300, 9400, 'Bo'],
    ])
    const together = json({ words, sentences: [said('So, well.', 0, 500)] })
    expect(together.map(({ text }) => text)).toEqual(['So, well.', 'later', 'hm'])
  })

  test('keeps the words of a sentence that is said to end before it begins', () => {
    const backwards = json({
      words: [word('So', 5000, 4000), word('well', 5500, 900)],
      sentences: [said('So, well.', 5000, 3000)],
    })
    expect(backwards.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([['So, well.', 5000, 5500]])
  })

  test('places the words of Turkish, whose İ is two characters in lower case', () => {
    const [line] = json({
      words: [word('İstanbul', 0, 900), word('da', 900, 1000), word('İYİ', 1000, 1500)],
      sentences: [said('İstanbul’da, iyi.', 0, 1500)],
    })
    expect(line?.words.map(({ text, startMs }) => [text, startMs])).toEqual([
      ['İstanbul’', 0],
      ['da,', 900],
      ['iyi.', 1000],
    ])
  })

  test('places the words of a language that has no spaces, and shows none', () => {
    const spoken = ['今日', 'は', 'いい', '天気', 'です', 'ね'].map((text, at) => word(text, at * 200, at * 200 + 200))
    const [line] = json({ words: spoken, sentences: [said('今日は、いい天気ですね。', 0, 1200)] })
    expect(line?.words.map(({ text }) => text)).toEqual(['今日', 'は、', 'いい', '天気', 'です', 'ね。'])
    expect(json({ words: spoken }).map(({ text }) => text)).toEqual(['今日はいい天気ですね'])
    const thai = json({ words: [word('สวัสดี', 0, 1), word('ครับ', 1, 2)], sentences: [said('สวัสดีครับ Maya', 0, 2)] })
    expect(thai.map(({ words }) => words.map(({ text }) => text))).toEqual([['สวัสดี', 'ครับ Maya']])
    const onlyWords = (...texts: string[]) => json({ words: texts.map((text, at) => word(text, at, at + 1)) })
    expect(onlyWords('サーバー', 'を', '見る')[0]?.text).toBe('サーバーを見る')
    expect(onlyWords('3', '月', '5', '日')[0]?.text).toBe('3月5日')
  })

  test('leaves a sentence that goes on and on as it is written', () => {
    const spoken = [...Array.from({ length: 70 }, (_, at) => `w${at}`), 'well', 'known']
    const words = spoken.map((text, at) => word(text, at * 100, at * 100 + 50))
    const sentence = `${spoken.slice(0, 70).join(' ')} well-known.`
    expect(json({ words, sentences: [said(sentence, 0, 7300)] }).map(({ text }) => text)).toEqual([sentence])
  })

  test('shows no words where they and the sentence disagree', () => {
    const [line] = json({
      words: [word('alpha', 0, 10), word('beta', 20, 30)],
      sentences: [said('Something else.', 0, 50)],
    })
    expect(line).toMatchObject({ text: 'Something else.', words: [] })
  })

  test('reads statements with other keys', () => {
    expect(json({ statements: [{ text: 'Hello', speaker: 'Cy', start: 5, end: 9 }] })).toMatchObject([
      { text: 'Hello', speaker: 'Cy', startMs: 5, endMs: 9 },
    ])
  })

  test('says in words why a file can’t be read', () => {
    expect(parseTranscriptJson('{"words":[')).toMatchObject({ ok: false, error: expect.stringMatching(/cut off/) })
    expect(parseTranscriptJson('<Error>')).toMatchObject({ ok: false })
    for (const other of ['[]', '{}', 'null', '1', '{"words":"x"}']) {
      expect(parseTranscriptJson(other)).toMatchObject({ ok: false, error: expect.stringMatching(/neither/) })
    }
    expect(json({ words: [], sentences: [] })).toEqual([])
    expect(parseTranscriptJson('{"sentences":[{"s":"foo"}]}')).toMatchObject({
      ok: false,
      error: expect.stringMatching(/no text under a name that is known/),
    })
    expect(json({ sentences: [said('')] })).toEqual([])
  })
})

describe('SRT', () => {
  test('is read with a byte order mark, Windows line ends, dots, tags, no numbers and no blank lines', () => {
    const file =
      '\uFEFF1\r\n00:00:01.5 --> 00:00:02,000\r\n<i>Ann: Hi</i>\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nAnn: Ho\r\n{\\an8}there\r\n\r\n01:05 --> 01:06\r\nBo: Short\r\n'
    expect(linesOf(parseSrt(file)).map(({ startMs, endMs, speaker, text }) => [startMs, endMs, speaker, text])).toEqual(
      [
        [1500, 2000, 'Ann', 'Hi'],
        [3000, 4000, 'Ann', 'Ho there'],
        [65_000, 66_000, 'Bo', 'Short'],
      ],
    )
  })

  test('finds the words behind an empty line, and takes no number for them', () => {
    const file =
      '1\n00:00:01,000 --> 00:00:02,000\n\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\n\n3\n00:00:05,000 --> 00:00:06,000\nthere\n'
    expect(linesOf(parseSrt(file)).map(({ text, startMs }) => [text, startMs])).toEqual([
      ['Hello', 1000],
      ['there', 5000],
    ])
  })

  test('skips a cue that can’t be read, not the file', () => {
    const file =
      '1\n00:00:0x,000 --> 00:00:02,000\nlost\n\n2\n00:00:03,000 --> 00:00:04,000\nkept\n\nstray text\n\n3\n00:00:09,000 --> 00:00:05,000\nbackwards\n'
    expect(linesOf(parseSrt(file)).map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['kept', 3000, 4000],
      ['backwards', 9000, 9000],
    ])
  })

  test('takes a name before a colon for a speaker only where it is one', () => {
    const cue = (at: number, text: string) => `00:00:0${at},000 --> 00:00:0${at},900\n${text}\n\n`
    const file =
      cue(1, 'It is as follows: nothing') +
      cue(2, 'At 10:30 we go') +
      cue(3, 'See http://x.y') +
      cue(4, 'Plain') +
      cue(5, 'Still plain')
    expect(linesOf(parseSrt(file)).every(({ speaker }) => speaker === null)).toBe(true)
  })

  test('takes a name that begins with an emoji for one', () => {
    const file = '00:00:01,000 --> 00:00:02,000\n🎤 Anna: Hi\n\n00:00:03,000 --> 00:00:04,000\n👩‍🚀 Bo: Ho\n'
    expect(linesOf(parseSrt(file)).map(({ speaker, text }) => [speaker, text])).toEqual([
      ['🎤 Anna', 'Hi'],
      ['👩‍🚀 Bo', 'Ho'],
    ])
  })

  test('says so when nothing in it is a subtitle', () => {
    expect(parseSrt('just some text')).toMatchObject({ ok: false })
    expect(linesOf(parseSrt(''))).toEqual([])
  })
})

describe('TXT', () => {
  test('joins the lines of a turn and begins another at a name', () => {
    const file = 'Ann: One\nstill one.\n\nno name here\n\nBo: Two\nAnn: Three\n'
    expect(linesOf(parseTxt(file)).map(({ speaker, text }) => [speaker, text])).toEqual([
      ['Ann', 'One still one.'],
      [null, 'no name here'],
      ['Bo', 'Two'],
      ['Ann', 'Three'],
    ])
  })

  test('refuses what isn’t text', () => {
    expect(parseTxt('\0\0\0')).toMatchObject({ ok: false })
  })
})

describe('whatever the file holds', () => {
  const fits = (result: Result<Transcript, string>): void => {
    if (result.ok) expect(transcript.safeParse(result.value).error).toBeUndefined()
    else expect(result.error).toMatch(/^[A-Z].*\.$/)
  }
  const loose = fc.object({
    key: fc.constantFrom('words', 'sentences', 'word', 'sentence', 'name', 'start_time', 'end_time'),
  })
  const item = fc.record(
    {
      word: fc.oneof(fc.string(), fc.constant('well')),
      sentence: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('Well, well.')),
      name: fc.oneof(fc.string(), fc.constant(null), fc.constant('Ann')),
      start_time: fc.oneof(fc.nat(9000).map(String), fc.anything(), fc.nat(9000)),
      end_time: fc.oneof(fc.nat(9000).map(String), fc.anything(), fc.nat(9000)),
    },
    { requiredKeys: [] },
  )

  test('JSON never throws, and what comes out is in the order of time', () => {
    fc.assert(
      fc.property(fc.oneof(loose, fc.record({ words: fc.array(item), sentences: fc.array(item) })), (value) => {
        const result = parseTranscriptJson(JSON.stringify(value))
        fits(result)
        const starts = result.ok ? result.value.lines.flatMap(({ startMs }) => startMs ?? []) : []
        expect(starts).toEqual([...starts].sort((a, b) => a - b))
      }),
    )
    fc.assert(fc.property(fc.string(), (text) => fits(parseTranscriptJson(text))))
  })

  test('times that contradict each other become times that can be played', () => {
    const span = fc.tuple(fc.nat(9000), fc.nat(9000), fc.constantFrom('Ann', 'Bo', 'דנה', '👩‍🚀', '', '\u202egpj'))
    const spans = fc.array(span, { maxLength: 20 })
    fc.assert(
      fc.property(spans, spans, (sentences, words) => {
        const lines = json({
          sentences: sentences.map(([start, end, name]) => said('שלום 👩‍👩‍👧 there.', String(start), end, { name })),
          words: words.map(([start, end, name]) => word('there', start, String(end), { name })),
        })
        expect(lines.filter(({ text }) => text === 'שלום 👩‍👩‍👧 there.')).toHaveLength(sentences.length)
        for (const { startMs, endMs, speaker, words: timed } of lines) {
          for (const each of [{ startMs: startMs ?? 0, endMs: endMs ?? startMs ?? 0 }, ...timed]) {
            expect(Number.isFinite(each.startMs) && each.startMs <= each.endMs).toBe(true)
          }
          expect(speaker).not.toBe('')
        }
      }),
    )
  })

  test('SRT and TXT never throw', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('\n', '\r\n', '-->', '00:00:01,000 --> 00:00:02,000', '1', 'Ann: hi', ': ', '\uFEFF', '<b>'),
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        fits(parseSrt(pieces.join('\n')))
        fits(parseTxt(pieces.join('\n')))
      }),
    )
  })

  test('a file made to be slow is not', () => {
    const long = 'a '.repeat(200_000)
    fits(
      parseTranscriptJson(
        JSON.stringify({ words: Array.from({ length: 20_000 }, () => word('a', 0, 1)), sentences: [said(long, 0, 1)] }),
      ),
    )
    const words = Array.from({ length: 150_000 }, (_, at) => word('a', at, at, {}))
    for (const times of [[], [0, 1e9]]) {
      const sentences = Array.from({ length: 2000 }, (_, at) =>
        said(`a b c ${at}`, times[0], times[1], { name: `Ann ${at % 3}` }),
      )
      fits(parseTranscriptJson(JSON.stringify({ words, sentences })))
    }
    fits(parseTranscriptJson(`{"words":${'['.repeat(100_000)}`))
    fits(parseSrt(`00:00:01,000 --> 00:00:02,000\n${'<'.repeat(200_000)}`))
    fits(parseTxt(`${'A'.repeat(100_000)}: ${' '.repeat(100_000)}`))
  })
})
