/** A first sync against fetching and parsing the same pages alone; then what a sync costs when nothing is new. */
import { join } from 'node:path'
import { z } from 'zod'
import type { Bench, Benchmark } from './benchmark.ts'
import { runChild } from './child.ts'
import { syncInto } from './library.ts'
import { addressOf, startUpstream } from './upstream.ts'

const fetched = z.object({ seconds: z.number(), cpuSeconds: z.number(), pages: z.number(), items: z.number() })

export const sync: Benchmark = {
  name: 'sync',
  about: 'a first sync, and a later one with nothing new',
  run: async (bench: Bench) => {
    const upstream = await bench.upstream()
    const address = addressOf(upstream)
    bench.say('fetching the pages alone')
    const bare = fetched.parse(await runChild('fetch', { ...address, parse: 'json' }))
    const parsed = fetched.parse(await runChild('fetch', { ...address, parse: 'model' }))
    bench.say(`first sync: ${bare.pages} pages, ${bare.items} items`)
    const { path, firstSync } = await bench.library()
    const first = {
      benchmark: 'sync',
      measure: `first sync of ${bench.recordings} recordings (${bare.items} items)`,
      value: firstSync.seconds,
      unit: 's',
      note: `${firstSync.cpuSeconds.toFixed(1)} s of processor time; pages alone ${bare.cpuSeconds.toFixed(1)} s`,
    } as const
    const goal = { of: 'ratio', atMost: 1.5 } as const
    bench.tell({ ...first, baseline: { what: 'the same pages read as JSON', value: bare.seconds }, goal })
    bench.tell({
      ...first,
      baseline: { what: 'the same pages, secrets out, checked', value: parsed.seconds },
      goal: null,
    })
    const loop = { benchmark: 'sync', unit: 'ms', baseline: null } as const
    bench.tell({ ...loop, measure: 'event-loop delay of a first sync, p99', value: firstSync.p99Ms, goal: null })
    bench.tell({
      ...loop,
      measure: 'event-loop delay of a first sync, longest',
      value: firstSync.maxMs,
      goal: { of: 'value', atMost: 100 },
    })

    await upstream.clear()
    const later = await syncInto(path, upstream)
    const nothingNew = { benchmark: 'sync', baseline: null } as const
    const requests = await upstream.requests()
    bench.tell({
      ...nothingNew,
      measure: 'requests of a later sync with nothing new',
      value: requests,
      unit: 'requests',
      goal: { of: 'value', atMost: 5 },
    })
    bench.tell({
      ...nothingNew,
      measure: 'a later sync with nothing new',
      value: later.seconds * 1000,
      unit: 'ms',
      goal: null,
    })
    await overNetwork(bench)
  },
}

/** A near data centre's answer. Of fewer recordings: it is the waiting that takes the time. */
const distanceMs = 40
const mostOverNetwork = 5000

async function overNetwork(bench: Bench): Promise<void> {
  const recordings = Math.min(bench.recordings, mostOverNetwork)
  bench.say(`first sync of ${recordings} recordings with ${distanceMs} ms of network a page`)
  const upstream = await startUpstream(recordings)
  try {
    await upstream.distant(distanceMs)
    const alone = fetched.parse(await runChild('fetch', { ...addressOf(upstream), parse: 'json' }))
    const { seconds } = await syncInto(join(bench.folder, 'Distant'), upstream)
    bench.tell({
      benchmark: 'sync',
      measure: `first sync of ${recordings} recordings, ${distanceMs} ms of network a page`,
      value: seconds,
      unit: 's',
      baseline: { what: 'the same pages read as JSON', value: alone.seconds },
      goal: { of: 'ratio', atMost: 1.5 },
    })
  } finally {
    upstream.stop()
  }
}
