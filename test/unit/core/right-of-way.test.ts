// Questions go first, and the background goes on all the same.
import { expect, test } from 'vitest'
import { RightOfWay } from '../../../main/engine/core/right-of-way.ts'
import { FakeClock } from '../../fakes/clock.ts'

function street() {
  const clock = new FakeClock()
  const way = new RightOfWay(clock)
  let pieces = 0
  let stopped = false
  /** A page of a sync after the other, until it is stopped. */
  const work = async () => {
    while (!stopped) {
      await way.giveWay()
      pieces += 1
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const ask = (typed: boolean) => {
    let answer = (_: string) => {}
    const heard = way.first(() => new Promise<string>((resolve) => (answer = resolve)), typed)
    return async () => {
      answer('found')
      expect(await heard).toBe('found')
    }
  }
  return {
    clock,
    way,
    ask,
    work,
    /** How many are done within that time, a second's work being many. */
    piecesIn: async (ms: number) => {
      await settled()
      const before = pieces
      clock.advance(ms)
      await settled()
      return pieces - before
    },
    stop: () => {
      stopped = true
    },
  }
}

async function settled() {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

test('nothing is held up while nobody asks', async () => {
  const { work, piecesIn, stop } = street()
  const over = work()
  expect(await piecesIn(0)).toBeGreaterThan(5)
  stop()
  await over
})

test('the background stops for a question, and goes on when it is answered', async () => {
  const { work, ask, piecesIn, stop } = street()
  const over = work()
  const answer = ask(false)
  expect(await piecesIn(100)).toBe(0)
  await answer()
  expect(await piecesIn(0)).toBeGreaterThan(5)
  stop()
  await over
})

test('after what a person types it waits for the next key, also when something else is answered meanwhile', async () => {
  const { work, ask, piecesIn, stop } = street()
  const over = work()
  await ask(true)()
  expect(await piecesIn(200)).toBe(0)
  await ask(false)()
  expect(await piecesIn(99)).toBe(0)
  expect(await piecesIn(1)).toBeGreaterThan(5)
  stop()
  await over
})

test('someone who types on and on never stops it altogether', async () => {
  const { work, ask, piecesIn, stop, way } = street()
  const over = work()
  let pieces = 0
  for (let key = 0; key < 100; key += 1) {
    await ask(true)()
    pieces += await piecesIn(100)
  }
  // Ten seconds of typing, a piece each half second.
  expect(pieces).toBeGreaterThanOrEqual(19)
  expect(pieces).toBeLessThanOrEqual(21)
  stop()
  way.end()
  await over
})

test('a question that is never answered holds nothing up for good', async () => {
  const { work, ask, piecesIn, stop, way } = street()
  const over = work()
  ask(false)
  expect(await piecesIn(5000)).toBeGreaterThan(0)
  stop()
  way.end()
  await over
})

test('closing waits for nobody', async () => {
  const { work, ask, piecesIn, stop, way } = street()
  const over = work()
  ask(true)
  expect(await piecesIn(0)).toBe(0)
  stop()
  way.end()
  await over
})

test('an answer that fails fails for whoever asked, and lets the background go', async () => {
  const { way } = street()
  await expect(way.first(() => Promise.reject(new Error('gone')), false)).rejects.toThrow('gone')
})
