// Markers as other programs read them: what each format promises, for any markers.
import { DOMParser, type Element } from '@xmldom/xmldom'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { vttChapters } from '../../../../main/engine/core/markers/chapters.ts'
import { edl } from '../../../../main/engine/core/markers/edl.ts'
import { fcpxml } from '../../../../main/engine/core/markers/fcpxml.ts'
import { frameRate } from '../../../../main/engine/core/markers/frame-rate.ts'
import { markersMarkdown } from '../../../../main/engine/core/markers/markdown.ts'
import { byTime } from '../../../../main/engine/core/markers/marker-record.ts'
import { frameRateNames } from '../../../../preload/contract/marker-terms.ts'
import type { FrameRateName, Marker } from '../../../../preload/contract/markers.ts'
import { anyMarkers } from './marker-arbitrary.ts'

const marker = (startMs: number, text: string, more: Partial<Marker> = {}): Marker => ({
  ...{ id: `m${startMs}`, startMs, endMs: null, text, colour: 'blue', createdMs: 0 },
  ...more,
})
const anyRate = fc.constantFrom(...frameRateNames).map(frameRate)
const sorted = anyMarkers.map((markers) => [...markers].sort(byTime))

describe('an EDL', () => {
  const clip = { title: 'Morning show', fileName: 'composite.mp4', lengthMs: 40_000, note: null }

  test('is one event and a locator a marker, with the time codes of its rate', () => {
    const markers = [marker(3480, 'Ferry', { colour: 'red' }), marker(60_060, '', { endMs: 61_060, colour: 'magenta' })]
    expect(edl(markers, clip, frameRate('25')).split('\r\n')).toEqual([
      'TITLE: Morning show',
      'FCM: NON-DROP FRAME',
      '',
      '001  AX       B     C        00:00:00:00 00:01:01:02 01:00:00:00 01:01:01:02',
      '* FROM CLIP NAME: composite.mp4',
      '* FRAME RATE: 25',
      '* LOC: 01:00:03:12 RED     Ferry',
      '* LOC: 01:01:00:01 MAGENTA Marker 2 [to 01:01:01:01]',
      '',
    ])
    expect(edl(markers, clip, frameRate('29.97'))).toContain('FCM: DROP FRAME')
    expect(edl([marker(60_060, 'A')], clip, frameRate('29.97'))).toContain('* LOC: 01:01:00;02 BLUE    A')
  })

  test('is as long as the film, to the frame', () => {
    const [, , , event] = edl([marker(3480, 'Ferry')], clip, frameRate('25')).split('\r\n')
    expect(event).toContain(' 00:00:00:00 00:00:40:00 01:00:00:00 01:00:40:00')
  })

  test('has no line that isn’t one of its own, whatever markers say', () => {
    const line =
      /^(TITLE: .*|FCM: (NON-)?DROP FRAME||001 {2}AX {7}B {5}C {8}(\d\d:\d\d:\d\d[:;]\d\d ?){4}|\* (FROM CLIP NAME|FRAME RATE): .*|\* LOC: \d\d:\d\d:\d\d[:;]\d\d [A-Z]+ +\S.*)$/u
    fc.assert(
      fc.property(sorted, anyRate, fc.string({ unit: 'binary' }), (markers, rate, title) => {
        const lines = edl(markers, { ...clip, title }, rate).split('\r\n')
        expect(lines.filter((each) => !line.test(each))).toEqual([])
        expect(lines.filter((each) => each.startsWith('* LOC'))).toHaveLength(markers.length)
      }),
    )
  })
})

/** Which elements FCPXML 1.10 lets stand where, with the attributes that each must and may have (Apple's DTD). */
const dtd: Record<string, { children: string[]; must: string[]; may: string[] }> = {
  fcpxml: { children: ['resources', 'library'], must: ['version'], may: [] },
  resources: { children: ['format', 'asset'], must: [], may: [] },
  format: { children: [], must: ['id'], may: ['name', 'frameDuration', 'width', 'height'] },
  asset: {
    children: ['media-rep'],
    must: ['id'],
    may: 'name start duration hasVideo format hasAudio videoSources audioSources audioChannels audioRate'.split(' '),
  },
  'media-rep': { children: [], must: ['src'], may: ['kind'] },
  library: { children: ['event'], must: [], may: ['location'] },
  event: { children: ['project'], must: [], may: ['name'] },
  project: { children: ['sequence'], must: [], may: ['name'] },
  sequence: { children: ['spine'], must: ['format'], may: ['duration', 'tcStart', 'tcFormat'] },
  spine: { children: ['asset-clip'], must: [], may: [] },
  'asset-clip': { children: ['marker'], must: ['ref'], may: ['name', 'offset', 'start', 'duration', 'tcFormat'] },
  marker: { children: [], must: ['start', 'value'], may: ['duration', 'note', 'completed'] },
}
const timeAttributes = ['start', 'duration', 'offset', 'tcStart', 'frameDuration']

describe('FCPXML', () => {
  const clip = {
    title: 'Morning & <show>',
    source: 'file:///lib/a%20b/composite.mp4',
    lengthMs: 40_000,
    size: null,
    holds: { picture: true, sound: true },
  }
  const read = (markers: readonly Marker[], rate: FrameRateName, more: Partial<typeof clip> = {}) => {
    const document = new DOMParser({ onError: (level, message) => fail(level, message) }).parseFromString(
      fcpxml(markers, { ...clip, ...more }, frameRate(rate)),
      'text/xml',
    )
    const root = document.documentElement
    if (root === null) throw new Error('empty')
    return { root, all: [root, ...root.getElementsByTagName('*')] }
  }
  const fail = (level: string, message: string): never => {
    throw new Error(`${level}: ${message}`)
  }
  const attributes = (element: Element) => [...element.attributes].map(({ name, value }) => [name, value] as const)

  test('promises the picture and the sound that are there, and no more', () => {
    const promised = (picture: boolean, sound: boolean) => {
      const { all } = read([], '25', { holds: { picture, sound } })
      return all.find(({ tagName }) => tagName === 'asset')
    }
    expect(['hasVideo', 'hasAudio'].map((name) => promised(true, true)?.getAttribute(name))).toEqual(['1', '1'])
    const onlySound = promised(false, true)
    expect(['hasAudio', 'hasVideo', 'videoSources', 'format'].map((name) => onlySound?.hasAttribute(name))).toEqual([
      ...[true, false, false, false],
    ])
    expect(promised(true, false)?.hasAttribute('audioSources')).toBe(false)
  })

  test('is well formed and of the published shape, whatever markers say, with every time on a frame', () => {
    fc.assert(
      fc.property(sorted, fc.constantFrom(...frameRateNames), fc.string({ unit: 'binary' }), (markers, name, title) => {
        const { all } = read(markers, name, { title })
        const rate = frameRate(name)
        for (const element of all) {
          const rule = dtd[element.tagName]
          const given = attributes(element)
          const names = given.map(([attribute]) => attribute)
          expect(rule, element.tagName).toBeDefined()
          expect(rule?.must.filter((attribute) => !names.includes(attribute))).toEqual([])
          expect(
            names.filter((attribute) => !rule?.must.includes(attribute) && !rule?.may.includes(attribute)),
          ).toEqual([])
          const parent = element.parentNode
          if (element.tagName !== 'fcpxml') expect(dtd[parent?.nodeName ?? '']?.children).toContain(element.tagName)
          for (const [attribute, value] of given.filter(([each]) => timeAttributes.includes(each))) {
            const [, over = '', under = '1'] = /^(\d+)(?:\/(\d+))?s$/.exec(value) ?? []
            const frames = (Number(over) * rate.numerator) / (Number(under) * rate.denominator)
            expect(frames, `${attribute}="${value}"`).toBe(Math.floor(frames))
          }
        }
        expect(all.filter(({ tagName }) => tagName === 'marker')).toHaveLength(markers.length)
      }),
      { numRuns: 60 },
    )
  })

  test('points at the video, counts in its frames, and keeps what markers say', () => {
    const markers = [marker(1001, 'a "b" & <c>\nd'), marker(2002, '', { endMs: 3003, colour: 'green' })]
    const { all } = read(markers, '29.97')
    const only = (name: string) =>
      Object.fromEntries(attributes(all.find(({ tagName }) => tagName === name) ?? fail('', name)))
    expect(only('media-rep')['src']).toBe('file:///lib/a%20b/composite.mp4')
    expect(only('format')).toMatchObject({ frameDuration: '1001/30000s' })
    expect(only('sequence')).toMatchObject({ tcFormat: 'DF', format: 'r1' })
    expect(only('asset-clip')).toMatchObject({ ref: 'r2', name: 'Morning & <show>' })
    expect(
      all.filter(({ tagName }) => tagName === 'marker').map((each) => Object.fromEntries(attributes(each))),
    ).toEqual([
      { start: '30030/30000s', duration: '1001/30000s', value: 'a "b" & <c>\nd', note: 'blue' },
      { start: '60060/30000s', duration: '30030/30000s', value: 'Marker 2', note: 'green' },
    ])
  })
})

describe('WebVTT chapters', () => {
  test('last until the next, a range until its end, the last to the recording’s', () => {
    const markers = [
      marker(0, 'Intro'),
      marker(5000, 'A <b> --> c', { endMs: 6000 }),
      marker(5000, ''),
      marker(9000, 'End'),
    ]
    expect(vttChapters(markers, 40_000)).toBe(
      [
        'WEBVTT\n\n1\n00:00:00.000 --> 00:00:05.000\nIntro\n',
        '2\n00:00:05.000 --> 00:00:06.000\nA &lt;b&gt; --&gt; c\n',
        '3\n00:00:05.000 --> 00:00:09.000\nMarker 3\n',
        '4\n00:00:09.000 --> 00:00:40.000\nEnd\n',
      ].join('\n'),
    )
  })

  test('are cues that end after they begin, each of one line, whatever markers say', () => {
    fc.assert(
      fc.property(sorted, fc.nat(100_000), (markers, lengthMs) => {
        const [head, ...cues] = vttChapters(markers, lengthMs).split('\n\n')
        expect(head?.trim()).toBe('WEBVTT')
        expect(cues).toHaveLength(markers.length)
        for (const cue of cues) {
          const [, times = '', text, ...rest] = cue.trimEnd().split('\n')
          const [start = '', end = ''] = times.split(' --> ')
          expect(start.padStart(20) < end.padStart(20)).toBe(true)
          expect(text).not.toContain('-->')
          expect(rest).toEqual([])
        }
      }),
    )
  })
})

test('Markdown is a list under the title, and takes no text for its own', () => {
  const markers = [marker(62_000, '*Great* [line]\nnext'), marker(3_600_000, '', { endMs: 3_660_000, colour: 'red' })]
  expect(markersMarkdown(markers, { title: 'Show #1', date: '2026-11-20 14:03' })).toBe(
    '# Show \\#1\n\n2026-11-20 14:03\n\n- `00:01:02` \\*Great\\* \\[line\\]  \n  next\n- `01:00:00–01:01:00` *(red)*\n',
  )
})
