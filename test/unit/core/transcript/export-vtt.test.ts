// Captions made from a transcript.
import { expect, test } from 'vitest'
import { webVtt } from '../../../../main/engine/core/transcript/export-vtt.ts'

const line = { peerId: null, words: [] }

test('Captions carry the speaker and escape what WebVTT would take for markup', () => {
  const vtt = webVtt([
    { ...line, startMs: 3_661_005, endMs: 3_663_000, speaker: 'A <b>', text: '1 < 2 & 3 --> 4\nnext' },
    { ...line, startMs: null, endMs: null, speaker: null, text: 'no time' },
    { ...line, startMs: 3_700_000, endMs: null, speaker: null, text: 'open' },
  ])
  expect(vtt).toBe(
    'WEBVTT\n\n01:01:01.005 --> 01:01:03.000\n<v A &lt;b&gt;>1 &lt; 2 &amp; 3 --&gt; 4 next\n\n01:01:40.000 --> 01:01:44.000\nopen\n',
  )
})
