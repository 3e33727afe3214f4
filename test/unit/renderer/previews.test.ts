// What pictures are made of, before anything is decoded: loudness, moments, places in the sheet.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mostPeaks, mostStripPictures } from '../../../preload/contract/preview-terms.ts'
import { inTime } from '../../../renderer/previews/in-time.ts'
import { PeakReducer, peaksFor } from '../../../renderer/previews/peaks.ts'
import {
  coarseToFine,
  nearestPicture,
  placeInStrip,
  stripColumns,
  stripPicture,
  stripTimes,
} from '../../../renderer/previews/strip-plan.ts'

describe('a waveform', () => {
  test('is the loudest of each step, whichever sign and whatever pieces it came in', () => {
    const whole = new PeakReducer({ perS: 10, count: 10 })
    const sound = Float32Array.from({ length: 1000 }, (_, index) => (index >= 300 && index < 400 ? -0.5 : 0.1))
    whole.add(sound, 0, 1000)
    expect([...whole.values]).toEqual([26, 26, 26, 128, 26, 26, 26, 26, 26, 26])

    const pieces = new PeakReducer({ perS: 10, count: 10 })
    for (let from = 0; from < 1000; from += 77) pieces.add(sound.subarray(from, from + 77), from / 1000, 1000)
    expect(pieces.values).toEqual(whole.values)
  })

  test('takes what lies before the start, beyond the end or over the limit without harm', () => {
    const reducer = new PeakReducer({ perS: 10, count: 2 })
    reducer.add(Float32Array.of(2, 2, 2, 2), -0.2, 10)
    reducer.add(Float32Array.of(-3, 0.5, 1), 0.1, 10)
    expect([...reducer.values]).toEqual([255, 255])
  })

  test('tells what is new, once', () => {
    const reducer = new PeakReducer({ perS: 10, count: 100 })
    expect(reducer.take()).toBeNull()
    reducer.add(new Float32Array(20).fill(1), 2, 10)
    expect(reducer.take()).toMatchObject({ from: 20, values: new Uint8Array(20).fill(255) })
    expect(reducer.take()).toBeNull()
  })

  test('stays as small for a day as for an hour', () => {
    for (const hours of [1, 3, 24, 1000]) {
      const { perS, count } = peaksFor(hours * 3600)
      expect(count).toBeLessThanOrEqual(mostPeaks)
      expect(perS).toBeLessThanOrEqual(50)
    }
    expect(peaksFor(0.001).count).toBe(1)
  })
})

describe('sound with pauses', () => {
  const packetS = 0.02

  /** As a file with sound at these seconds, and a decoder that counts on from the first packet that it is given. */
  const soundAt = (timesS: readonly number[]) => {
    const from = (startS: number | undefined) => {
      const first = startS === undefined ? 0 : timesS.findLastIndex((atS) => atS <= startS)
      return timesS.slice(Math.max(0, first))
    }
    return {
      packets: async function* (startS: number | undefined) {
        for (const timestamp of from(startS)) yield { timestamp }
      },
      samples: async function* (startS: number | undefined) {
        const given = from(startS)
        for (const [index, realS] of given.entries())
          yield { timestamp: (given[0] ?? 0) + index * packetS, realS, close: () => undefined }
      },
    }
  }
  const heard = async (timesS: readonly number[], startS?: number) => {
    const all: { readonly timestamp: number; readonly realS: number }[] = []
    for await (const { timestamp, realS } of inTime(soundAt(timesS), startS)) all.push({ timestamp, realS })
    return all
  }
  const run = (fromS: number, packets: number) => Array.from({ length: packets }, (_, index) => fromS + index * packetS)

  test('is all heard, each at its own time', async () => {
    const runs = fc.array(
      fc.record({ packets: fc.integer({ min: 1, max: 40 }), pauseS: fc.double({ min: 1, max: 900, noNaN: true }) }),
    )
    await fc.assert(
      fc.asyncProperty(runs, async (all) => {
        let atS = 0
        const certain: number[] = []
        const timesS = all.flatMap(({ packets, pauseS }, index) => {
          const times = run(atS, packets)
          // The first tenth of a second after a pause may be missed.
          certain.push(...(index === 0 ? times : times.slice(6)))
          atS += packets * packetS + pauseS
          return times
        })
        const samples = await heard(timesS)
        expect(samples.map(({ realS }) => realS)).toEqual(expect.arrayContaining(certain))
        for (const { timestamp, realS } of samples) expect(timestamp).toBeCloseTo(realS, 6)
      }),
    )
  })

  test('goes on from where it was left, in a pause too', async () => {
    const timesS = [...run(0, 10), ...run(100, 10)]
    expect((await heard(timesS, 0.1)).at(-1)?.timestamp).toBeCloseTo(100.18)
    for (const { timestamp, realS } of await heard(timesS, 50)) expect(timestamp).toBeCloseTo(realS, 6)
  })
})

describe('the pictures of a film', () => {
  test('come every five seconds, oftener in a short film, seldomer in a long one', () => {
    expect(stripTimes(60).slice(0, 3)).toEqual([0, 1.5, 3])
    expect(stripTimes(600).slice(0, 3)).toEqual([0, 5, 10])
    expect(stripTimes(3 * 3600).slice(0, 2)).toEqual([0, 54])
    expect(stripTimes(0.2)).toEqual([0])
  })

  test('are never too many, and all of the film', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e6, noNaN: true }), (durationS) => {
        const times = stripTimes(durationS)
        expect(times.length).toBeLessThanOrEqual(mostStripPictures)
        expect(times.every((timeS) => timeS < durationS)).toBe(true)
      }),
    )
  })

  test('lie in rows, upright ones too', () => {
    expect(stripPicture(1280, 720)).toEqual({ width: 160, height: 90 })
    expect(stripPicture(720, 1280)).toEqual({ width: 90, height: 160 })
    expect(placeInStrip({ width: 160, height: 90, columns: stripColumns(25) }, 23)).toEqual({ x: 480, y: 180 })
    expect(stripColumns(3)).toBe(3)
  })

  test('come a few over all of the film first, then between those, each once', () => {
    expect([...coarseToFine(9)]).toEqual([0, 8, 4, 2, 6, 1, 3, 5, 7])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (count) => {
        const places = [...coarseToFine(count)]
        expect(places.toSorted((a, b) => a - b)).toEqual([...new Array(count).keys()])
      }),
    )
  })

  test('are found by what is nearest', () => {
    const pictures = [0, 5, 10, 12].map((atS) => ({ atS }))
    const found = [0, 2, 3, 7.4, 7.6, 11.5, 99].map((atS) => nearestPicture(pictures, atS)?.atS)
    expect(found).toEqual([0, 0, 5, 5, 10, 12, 12])
    expect(nearestPicture([{ atS: 4 }], 0)).toEqual({ atS: 4 })
    expect(nearestPicture([], 0)).toBeUndefined()
  })
})
