// What a person sees while files arrive, and how its numbers are made.
import { expect, test } from 'vitest'
import { drawPull } from '../../../main/cli/pull-display.ts'
import { TransferMeter } from '../../../main/cli/transfer-meter.ts'

const nothing = { bytesPerS: 0, secondsLeft: null, waiting: null, running: [] }

test('One line for all, one for each file that runs', () => {
  const running = [
    { name: 'Morning show · Composite', bytesDone: 500e6, totalBytes: 2e9, bytesPerS: 21e6 },
    { name: 'Late desk · Track', bytesDone: 12e3, totalBytes: null, bytesPerS: 0 },
  ]
  const files = { done: 1200, total: 5000 }
  const bytes = { bytesHere: 1e12, left: { bytes: 3e12, files: 3800, unsized: 0 }, bytesPerS: 85e6 }
  const picture = { files, ...bytes, secondsLeft: 35_294, waiting: null, running }
  expect(drawPull(picture, 120)).toEqual([
    '██████░░░░░░░░░░░░░░░░░░ 1,200 of 5,000 files · 1.0 TB of 4.0 TB · 85.0 MB/s · 9:48:14 left',
    '   25 %  500 MB 21.0 MB/s  Morning show · Composite',
    '          12 kB 0 bytes/s  Late desk · Track',
  ])
  expect(drawPull(picture, 80)[0]).toBe('██░░░░░░ 1,200 of 5,000 files · 1.0 TB of 4.0 TB · 85.0 MB/s · 9:48:14 left')
  expect(drawPull(picture, 40)).toEqual([
    '1,200 of 5,000 files · 1.0 TB of 4.0 TB',
    '85.0 MB/s · 9:48:14 left',
    ' 25 %  Morning show · Composite',
    '       Late desk · Track',
  ])
})

test('Where nothing moves it says why, and where no size is known files are counted and no total is made up', () => {
  const files = { done: 6, total: 12 }
  const [line] = drawPull(
    {
      ...{ ...nothing, files, bytesHere: 3e9, left: { bytes: 0, files: 6, unsized: 6 } },
      waiting: 'waiting for the network',
    },
    120,
  )
  expect(line).toBe('████████████░░░░░░░░░░░░ 6 of 12 files · 3.0 GB · waiting for the network')
})

test('Where a few sizes aren’t known the bytes that are say how far it is, and that it is more', () => {
  const files = { done: 100, total: 201 }
  const picture = { ...nothing, files, bytesHere: 1e9, bytesPerS: 10e6, secondsLeft: 49_900 }
  const left = { bytes: 499e9, files: 101, unsized: 1 }
  expect(drawPull({ ...picture, left }, 120)).toEqual([
    '░░░░░░░░░░░░░░░░░░░░░░░░ 100 of 201 files · 1.0 GB of 500 GB+ · 10.0 MB/s · 13:51:40+ left',
  ])
  // Of most of them nobody knows: the bar is at neither more than the files nor more than the bytes.
  const drawn = (bytes: number) => drawPull({ ...picture, left: { bytes, files: 101, unsized: 80 } }, 120)[0]
  expect(drawn(499e9)).toMatch(/^░{24} 100 of 201 files · 1.0 GB · 10.0 MB/)
  expect(drawn(1e6)).toMatch(/^█{11}░{13} 100 of 201 files · 1.0 GB · 10.0 MB/)
})

test('The rate is that of the last while, and the slower of bytes and files says how long', () => {
  const meter = new TransferMeter()
  expect(meter.secondsLeft({ bytes: 1, files: 1, unsized: 0 })).toBe(null)
  for (let second = 0; second <= 60; second += 1) {
    // A minute of which the first half was ten times as fast.
    const bytes = second <= 30 ? second * 10e6 : 300e6 + (second - 30) * 1e6
    meter.add({ atMs: second * 1000, bytes, files: second * 4 })
  }
  expect(meter.bytesPerS).toBe(1e6)
  expect(meter.secondsLeft({ bytes: 100e6, files: 8, unsized: 0 })).toBe(100)
  expect(meter.secondsLeft({ bytes: 1e6, files: 4000, unsized: 0 })).toBe(1000)
})

test('A file that starts over makes the rate neither negative nor wild', () => {
  const meter = new TransferMeter()
  meter.add({ atMs: 0, bytes: 50e6, files: 0 })
  meter.add({ atMs: 1000, bytes: 60e6, files: 0 })
  meter.add({ atMs: 2000, bytes: 0, files: 0 })
  expect(meter.bytesPerS).toBe(0)
  meter.add({ atMs: 3000, bytes: 10e6, files: 0 })
  expect(meter.bytesPerS).toBe(10e6)
})
