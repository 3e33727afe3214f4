// npm run soak -- --runs 1000 [--seed S] [--jobs N]
//
// Downloads under faults, kills and changed objects, all of it thrown from a seed. Every file of every run is compared by hash.
// A run that goes wrong keeps its library, and its seed alone repeats it: `npm run soak -- --runs 1 --seed S`.
import { parseArgs } from 'node:util'
import { type SoakResult, soakOnce } from './soak-run.ts'

const { values } = parseArgs({
  options: { runs: { type: 'string' }, seed: { type: 'string' }, jobs: { type: 'string' } },
})
const runs = Number(values.runs ?? 10)
const firstSeed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const sum = { runs: 0, failed: 0, files: 0, bytes: 0, kills: 0, changes: 0, faults: 0, pieces: 0 }
const startedMs = performance.now()
console.log(`${runs} runs from seed ${firstSeed}`)

let next = 0
async function lane(): Promise<void> {
  while (next < runs) {
    const seed = firstSeed + next++
    add(await soakOnce(seed))
  }
}
await Promise.all(Array.from({ length: Number(values.jobs ?? 1) }, lane))
console.log(line())
process.exitCode = sum.failed > 0 ? 1 : 0

function add({ seed, files, bytes, kills, changes, faults, pieces, problems }: SoakResult): void {
  sum.runs += 1
  sum.files += files
  sum.bytes += bytes
  sum.kills += kills
  sum.changes += changes
  sum.faults += faults
  sum.pieces += pieces
  if (problems.length > 0) {
    sum.failed += 1
    console.error(`seed ${seed}:\n  ${problems.join('\n  ')}`)
  }
  if (sum.runs % 25 === 0) console.log(line())
}

function line(): string {
  const { runs: done, failed, files, bytes, kills, changes, faults, pieces } = sum
  const seconds = Math.round((performance.now() - startedMs) / 1000)
  return `${done} runs, ${failed} wrong: ${files} files (${(bytes / 1e9).toFixed(1)} GB) by hash, ${kills} kills (${pieces} pieces gone on with), ${faults} faults, ${changes} changed objects, ${seconds} s`
}
