/** Transcripts that lie in the folder taken into the search index: after a rebuild, and what a crash left out. */
import { join } from 'node:path'
import { z } from 'zod'
import type { Bench, Benchmark } from './benchmark.ts'
import { runChild } from './child.ts'

const imported = z.object({ lines: z.number(), seconds: z.number(), cpuSeconds: z.number(), p99Ms: z.number() })

/** Of a short call and of a long meeting. */
const lengths = [20, 500]

export const importing: Benchmark = {
  name: 'import',
  about: 'transcripts taken into the search index',
  run: async (bench: Bench) => {
    const sentences = Math.min(bench.sentences, 200_000)
    for (const each of lengths) {
      const library = join(bench.folder, `Imported ${each}`)
      const found = imported.parse(await runChild('import', { library, sentences, each }))
      const row = { benchmark: 'import', baseline: null } as const
      const what = `50,000 sentences of ${each} a recording`
      const share = 50_000 / found.lines
      const note = `engine's event loop meanwhile, p99 ${found.p99Ms.toFixed(0)} ms`
      bench.tell({
        ...row,
        measure: what,
        value: found.seconds * share,
        unit: 's',
        goal: { of: 'value', atMost: 1 },
        note,
      })
      bench.tell({ ...row, measure: `… processor time`, value: found.cpuSeconds * share, unit: 's', goal: null })
    }
  },
}
