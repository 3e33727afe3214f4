// What we export, read by readers that forgive nothing: the rules of SubRip and of WebVTT (W3C), word by word.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noNames, renamedTranscript } from '../../../../main/engine/core/review/speaker-names.ts'
import { parseTranscriptJson } from '../../../../main/engine/core/transcript/parse-json.ts'
import { transcriptFile } from '../../../../main/engine/core/transcript/transcript-file.ts'
import type { TranscriptFormat } from '../../../../preload/contract/exports.ts'
import type { Transcript } from '../../../../preload/contract/review.ts'

type Cue = { readonly startMs: number; readonly endMs: number; readonly speaker: string | null; readonly text: string }

const time = (hours: string, minutes: string, seconds: string, ms: string) =>
  ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms)

function readSrt(file: string): Cue[] {
  return file
    .split(/\r\n\r\n/)
    .map((block) => block.replace(/\r\n$/, ''))
    .filter((block) => block !== '')
    .map((block, index) => {
      const [number, times, ...rest] = block.split('\r\n')
      expect(number).toBe(String(index + 1))
      const match = /^(\d{2,}):([0-5]\d):([0-5]\d),(\d{3}) --> (\d{2,}):([0-5]\d):([0-5]\d),(\d{3})$/.exec(times ?? '')
      const [, h = '', m = '', s = '', ms = '', h2 = '', m2 = '', s2 = '', ms2 = ''] = match ?? []
      expect(match).not.toBeNull()
      expect(rest).toHaveLength(1)
      expect(rest[0]).not.toMatch(/[\r\n]|-->/)
      return { startMs: time(h, m, s, ms), endMs: time(h2, m2, s2, ms2), speaker: null, text: rest[0] ?? '' }
    })
}

function readVtt(file: string): Cue[] {
  const [header, ...blocks] = file.split(/\n\n/)
  expect(header).toBe('WEBVTT')
  return blocks
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const [times, ...rest] = block.replace(/\n$/, '').split('\n')
      const match = /^(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})$/.exec(
        times ?? '',
      )
      const [, h = '', m = '', s = '', ms = '', h2 = '', m2 = '', s2 = '', ms2 = ''] = match ?? []
      expect(match).not.toBeNull()
      expect(rest).toHaveLength(1)
      const [, speaker, text = ''] = /^(?:<v ([^<>]+)>)?([^<>]*)$/.exec(rest[0] ?? '') ?? []
      return {
        startMs: time(h, m, s, ms),
        endMs: time(h2, m2, s2, ms2),
        speaker: speaker === undefined ? null : unescaped(speaker),
        text: unescaped(text),
      }
    })
}

const unescaped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** Names and words of every script, with what formats take for their own. */
const words = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      fc.constantFrom(
        '-->',
        '<i>',
        '&amp;',
        'שלום',
        'مرحبا',
        '👩‍👩‍👧',
        'Name:',
        '\u2028',
        '00:00:01,000',
        '*',
        'WEBVTT',
        'NOTE',
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(' '))

const sentence = fc.record({
  sentence: words,
  name: fc.oneof(fc.constantFrom('Ann', 'דנה', '👩‍🚀 Zoë', 'A & B', ''), words),
  start_time: fc.oneof(fc.nat(360_000_000), fc.nat(360_000_000).map(String)),
  // Before its start, too.
  end_time: fc.oneof(fc.nat(360_000_000), fc.nat(360_000_000).map(String)),
})
const spoken = fc.array(sentence, { minLength: 1, maxLength: 12 }).map((sentences) => {
  const read = parseTranscriptJson(JSON.stringify({ sentences }))
  if (!read.ok) throw new Error(read.error)
  return read.value
})

const made = (transcript: Transcript, format: TranscriptFormat): string => {
  const file = transcriptFile(transcript, format, { title: 'Show', date: '2026-11-20 14:03' })
  if (!file.ok) throw new Error(file.error)
  return file.value.text
}
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

test('whatever is said by whoever, subtitles say it at its time, in its order, by the name that is shown', () => {
  fc.assert(
    fc.property(spoken, fc.constantFrom('Tom <Okafor> & Co', 'Captain'), (transcript, name) => {
      const speaker = transcript.lines[0]?.speaker ?? 'Ann'
      const shown = renamedTranscript(transcript, { ...noNames, room: { [speaker]: name } })
      const expected = shown.lines.filter(({ startMs }) => startMs !== null)
      if (expected.length === 0) return
      const [srt, vtt] = [readSrt(made(shown, 'srt')), readVtt(made(shown, 'vtt'))]
      expect(srt.map(({ startMs }) => startMs)).toEqual(expected.map(({ startMs }) => startMs))
      expect(vtt.map(({ startMs }) => startMs)).toEqual(expected.map(({ startMs }) => startMs))
      for (const cue of [...srt, ...vtt]) expect(cue.endMs).toBeGreaterThan(cue.startMs)
      expect(srt.map(({ text }) => text)).toEqual(
        expected.map((line) => {
          const said = oneLine(line.speaker === null ? line.text : `${line.speaker}: ${line.text}`)
          return said.replaceAll('-->', '→').replace(/<([^<>]*)>/g, '‹$1›')
        }),
      )
      expect(vtt.map((cue) => [cue.speaker, cue.text])).toEqual(expected.map(({ speaker: who, text }) => [who, text]))
      expect(JSON.parse(made(shown, 'json')).lines).toEqual(shown.lines)
    }),
  )
})

test('a transcript without times is no subtitles, and says what it can be instead', () => {
  const untimed: Transcript = {
    source: 'txt',
    lines: [{ startMs: null, endMs: null, speaker: 'Ann', peerId: null, text: 'Hello.', words: [] }],
  }
  expect(transcriptFile(untimed, 'srt', { title: '', date: '' })).toMatchObject({ ok: false, error: /txt, md or json/ })
  expect(made(untimed, 'txt')).toBe('Ann: Hello.\n')
  const [line] = untimed.lines
  const mixed = { ...untimed, lines: line === undefined ? [] : [line, { ...line, startMs: 0, endMs: 900 }] }
  const note = (format: TranscriptFormat) => transcriptFile(mixed, format, { title: '', date: '' })
  expect(note('vtt')).toMatchObject({ value: { lineCount: 1, note: 'One line has no time and is left out.' } })
  expect(note('md')).toMatchObject({ value: { lineCount: 2, note: null } })
})
