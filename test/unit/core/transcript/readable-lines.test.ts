// A sentence that goes on and on is cut for an eye to follow, and says what it said.
import { expect, test } from 'vitest'
import { transcriptFile } from '../../../../main/engine/core/transcript/transcript-file.ts'
import { readableLines } from '../../../../preload/contract/line-terms.ts'
import { askedMs } from '../../../../renderer/features/review/asked-moment.ts'
import { captionCues } from '../../../../renderer/features/review/player/caption-cues.ts'
import { json, said, word } from '../../../builders/transcript-json.ts'

/** A word each 100 ms, half of it silence. */
const spokenAs = (sentence: string, words: readonly string[], endMs: unknown = words.length * 100) =>
  json({
    words: words.map((text, at) => word(text, at * 100, at * 100 + 50)),
    sentences: [said(sentence, 0, endMs)],
  })
const numbered = (count: number) => Array.from({ length: count }, (_, at) => `w${at}`)

test('is cut behind a clause where it can be, in the order of all that is said', () => {
  const spoken = Array.from({ length: 150 }, (_, at) => (at === 49 ? 'word,' : 'word'))
  const words = spoken.map((text, at) => word(text, at * 100, at * 100 + 50))
  const short = said('Short.', 2000, 2500, {})
  const lines = readableLines(json({ words, sentences: [said(`${spoken.join(' ')}.`, 0, 15_500), short] }))
  expect(lines.map(({ startMs, endMs, words: timed }) => [startMs, endMs, timed.length])).toEqual([
    [0, 4950, 50],
    [2000, 2500, 0],
    [5000, 10_950, 60],
    [11_000, 15_500, 40],
  ])
})

test('keeps its own spaces and marks, and no others', () => {
  const spoken = [...numbered(70), 'well', 'known']
  const [, last] = readableLines(spokenAs(`${numbered(70).join(' ')} well-known.`, spoken))
  expect(last?.text).toMatch(/^w60 .* w69 well-known\.$/)
  const chinese = Array.from({ length: 80 }, (_, at) => (at % 20 === 10 ? 'React' : at % 20 === 15 ? '3' : '好'))
  const lines = spokenAs(chinese.join(''), chinese)
  const pieces = readableLines(lines)
  expect(pieces).toHaveLength(2)
  expect(pieces.map(({ text }) => text).join('')).toBe(chinese.join(''))
  expect(
    captionCues(lines)
      .map(({ text }) => text.replace(/^Ann: /, ''))
      .join(''),
  ).toBe(chinese.join(''))
})

test('no line of it ends before it begins', () => {
  for (const endMs of [5900, null]) {
    const lines = readableLines(spokenAs(numbered(61).join(' '), numbered(61), endMs))
    expect(lines.map(({ startMs, endMs: end }) => [startMs, end])).toEqual([
      [0, 5950],
      [6000, 6050],
    ])
  }
})

test('in Hindi a clause ends with its mark, not with a vowel’s sign; a word’s own hyphen ends none', () => {
  const hindi = Array.from({ length: 80 }, (_, at) => (at === 49 ? 'है।' : at === 57 ? 'की' : 'हम'))
  expect(readableLines(spokenAs(hindi.join(' '), hindi))[0]?.words).toHaveLength(50)
  const spoken = numbered(80)
  const hyphened = `${spoken.slice(0, 50).join(' ')}, ${spoken.slice(50, 58).join(' ')}-${spoken.slice(58).join(' ')}`
  expect(readableLines(spokenAs(hyphened, spoken))[0]?.words).toHaveLength(50)
})

test('is whole in a text and in JSON, and cut in subtitles', () => {
  const lines = spokenAs(numbered(80).join(' '), numbered(80))
  const made = (format: 'txt' | 'md' | 'json' | 'srt' | 'vtt') => {
    const file = transcriptFile({ source: 'json', lines }, format, { title: 'Show', date: '' })
    return file.ok ? file.value : null
  }
  for (const format of ['txt', 'md', 'json'] as const) expect(made(format)?.text).toContain(numbered(80).join(' '))
  for (const format of ['srt', 'vtt'] as const) {
    expect(made(format)).toMatchObject({ lineCount: 2, text: expect.not.stringContaining('w59 w60') })
  }
})

test('a hit in it opens at the line that says it, also where the hit goes over a cut', () => {
  const lines = spokenAs(numbered(200).join(' '), numbered(200))
  const openedAt = (around: string, found: string) => {
    const from = around.indexOf(found)
    const marks: [number, number][] = [[from, from + found.length]]
    const hit = { recordingId: 1, source: 'transcript' as const, atMs: 0, speaker: 'Ann', text: around, marks }
    return askedMs({ startMs: 0, hit }, { source: 'json', lines })
  }
  expect(openedAt('w0 w1 w2…', 'w1')).toBe(0)
  expect(openedAt('…w69 w70 w71 w72…', 'w71')).toBe(6000)
  expect(openedAt('…w118 w119 w120 w121…', 'w119 w120')).toBe(6000)
  expect(openedAt('…w198 w199', 'w199')).toBe(18_000)
  expect(openedAt('said by nobody', 'said')).toBe(0)
})
