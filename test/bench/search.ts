/** First results of a search: titles and rooms, and words in the sentences of all transcripts. */
import { z } from 'zod'
import type { Bench, Benchmark } from './benchmark.ts'
import { runChild } from './child.ts'
import { addressOf, startUpstream } from './upstream.ts'

const found = z.object({
  kinds: z.array(z.object({ kind: z.string(), firstMs: z.number(), listMs: z.number() })),
})

const foundSyncing = z.object({
  kinds: z.array(z.object({ kind: z.string(), firstMs: z.number(), asked: z.number() })),
  phaseAtEnd: z.string(),
})

export const search: Benchmark = {
  name: 'search',
  about: 'first results of a title search, and of words in all transcripts',
  run: async (bench: Bench) => {
    const { path } = await bench.said()
    const { kinds } = found.parse(await runChild('search', { library: path }))
    const row = { benchmark: 'search', unit: 'ms', baseline: null } as const
    for (const { kind, firstMs, listMs } of kinds) {
      const where = `${kind} among ${bench.sentences} sentences`
      bench.tell({
        ...row,
        measure: `first results of ${where}, p95`,
        value: firstMs,
        goal: { of: 'value', atMost: 30 },
      })
      bench.tell({ ...row, measure: `the list filtered by ${where}, p95`, value: listMs, goal: null })
    }
    await whileSyncing(bench)
  },
}

async function whileSyncing(bench: Bench): Promise<void> {
  const library = await (await bench.said()).copy('Searched')
  const upstream = await startUpstream(bench.recordings)
  try {
    const { kinds, phaseAtEnd } = foundSyncing.parse(
      await runChild('search-syncing', { library, ...addressOf(upstream) }),
    )
    bench.say(`at the end the sync is ${phaseAtEnd}`)
    for (const { kind, firstMs, asked } of kinds) {
      bench.tell({
        benchmark: 'search',
        unit: 'ms',
        baseline: null,
        measure: `the engine's first results of ${kind} being typed while ${bench.recordings} recordings sync, p95`,
        value: firstMs,
        goal: { of: 'value', atMost: 30 },
        note: `of ${asked}`,
      })
    }
  } finally {
    upstream.stop()
  }
}
