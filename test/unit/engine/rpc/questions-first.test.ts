// What a window reads holds the background up while it is read; only what is typed does so for a moment longer.
import { expect, test } from 'vitest'
import { RightOfWay } from '../../../../main/engine/core/right-of-way.ts'
import type { Handlers } from '../../../../main/engine/rpc/handler.ts'
import { questionsFirst } from '../../../../main/engine/rpc/questions-first.ts'
import { wholeLibrary } from '../../../../preload/contract/library-terms.ts'
import { ok } from '../../../../preload/contract/result.ts'
import { FakeClock } from '../../../fakes/clock.ts'

const newest = { by: 'date', descending: true } as const
const empty = { seq: 0, ids: new Int32Array(), groupSizes: new Int32Array(), groupMinutes: new Int32Array(), rows: [] }

function window() {
  const clock = new FakeClock()
  const way = new RightOfWay(clock)
  const reads: Handlers<'library.query' | 'library.find' | 'library.rows'> = {
    'library.query': async () => ok(empty),
    'library.find': async () => ok({ list: empty, whole: true, hits: [] }),
    'library.rows': async () => ok([]),
  }
  const handlers = questionsFirst(reads, way)
  return {
    list: (text: string) => handlers['library.query']({ filter: { ...wholeLibrary, text }, sort: newest }),
    find: (text: string) => handlers['library.find']({ filter: { ...wholeLibrary, text }, sort: newest, limit: 10 }),
    rows: () => handlers['library.rows']({ ids: [] }),
    /** How long the background stands still from now on. */
    heldMs: async () => {
      let free = false
      void way.giveWay().then(() => {
        free = true
      })
      for (let ms = 0; ; ms += 50) {
        await Promise.resolve()
        if (free) return ms
        clock.advance(ms === 0 ? 0 : 50)
        await Promise.resolve()
        if (free) return ms
      }
    },
  }
}

test('each key holds the background up until the next', async () => {
  const { find, heldMs } = window()
  await find('ma')
  expect(await heldMs()).toBe(300)
  await find('may')
  expect(await heldMs()).toBe(300)
})

test('a list that is read again because a sync changed it holds nothing up once it is there', async () => {
  const { find, list, rows, heldMs } = window()
  await find('maya')
  expect(await heldMs()).toBe(300)
  await list('maya')
  expect(await heldMs()).toBe(0)
  await find('maya')
  expect(await heldMs()).toBe(0)
  await rows()
  expect(await heldMs()).toBe(0)
})
