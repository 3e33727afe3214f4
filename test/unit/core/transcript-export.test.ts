// A transcript as others read it: subtitles that players take, texts that people read.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markdownTranscript, plainTranscript, subRip } from '../../../main/engine/core/transcript/export-text.ts'
import { webVtt } from '../../../main/engine/core/transcript/export-vtt.ts'
import { parseSrt } from '../../../main/engine/core/transcript/parse-srt.ts'
import type { TranscriptLine } from '../../../preload/contract/review.ts'

const line = (startMs: number | null, speaker: string | null, text: string): TranscriptLine => ({
  ...{ startMs, endMs: startMs === null ? null : startMs + 2000, speaker, text },
  ...{ peerId: null, words: [] },
})

const talk = [
  line(0, 'Maya', 'Good morning.'),
  line(2500, 'Maya', 'Rain until ten.'),
  line(3_723_004, 'Tom', 'Back to 1 < 2 & *you*.'),
]

test('SubRip: numbered cues with speakers', () => {
  expect(subRip(talk).split('\r\n').slice(-4)).toEqual([
    '3',
    '01:02:03,004 --> 01:02:05,004',
    'Tom: Back to 1 < 2 & *you*.',
    '',
  ])
})

test('Texts have a paragraph a turn, and Markdown takes nothing of what was said for its own', () => {
  expect(plainTranscript(talk)).toBe('Maya: Good morning. Rain until ten.\n\nTom: Back to 1 < 2 & *you*.\n')
  expect(markdownTranscript(talk, { title: 'Show #1 ~~live~~', date: '2026-11-20 14:03' })).toBe(
    '# Show \\#1 \\~\\~live\\~\\~\n\n2026-11-20 14:03\n\n**Maya** `00:00:00`  \nGood morning. Rain until ten.\n\n**Tom** `01:02:03`  \nBack to 1 \\< 2 & \\*you\\*.\n',
  )
})

test('Whatever is said, subtitles are read again as the same cues', () => {
  const said = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => /\p{L}/u.test(text))
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(36_000_000), said), { minLength: 1, maxLength: 20 }), (cues) => {
      const lines = cues.map(([at, text]) => line(at, null, text))
      const read = parseSrt(subRip(lines))
      expect(read.ok && read.value.lines.length).toBe(lines.length)
    }),
  )
})

const nasty = [
  ...talk,
  line(3_800_000, 'Ann & <Co>', 'a --> b <i>c</i>\n\n4\n00:00:01,000 --> 00:00:02,000 שלום 👩‍👩‍👧'),
]

test.each([
  ['srt', subRip(nasty)],
  ['vtt', webVtt(nasty)],
])('ffmpeg reads our %s whole', (format, content) => {
  const folder = mkdtempSync(join(tmpdir(), 'dailies-export-'))
  try {
    writeFileSync(join(folder, `x.${format}`), content)
    const read = execFileSync('ffmpeg', ['-v', 'error', '-i', join(folder, `x.${format}`), '-f', 'srt', '-'])
    expect(read.toString().match(/^\d+:\d\d:\d\d,\d{3} --> /gm)).toHaveLength(nasty.length)
    expect(read.toString()).toContain('01:02:03,004 --> 01:02:05,004')
    expect(read.toString()).toContain('שלום 👩‍👩‍👧')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
