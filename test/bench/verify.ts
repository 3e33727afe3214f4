/**
 * Verifying a library against the system's own `sha256sum` over the same files: large ones, and many small ones. Both read
 * from the system's cache, so what is compared is hashing and bookkeeping, not the drive.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { LibraryVerify } from '../../main/engine/adapters/library/library-verify.ts'
import { HashPool } from '../../main/engine/adapters/transfer/hash-pool.ts'
import { VerifyQueries } from '../../main/engine/db/download/verify-queries.ts'
import { LibraryFolder, valueIn } from '../builders/library-folder.ts'
import { workerFetcher } from '../builders/worker-fetcher.ts'
import { type Bench, type Benchmark, median } from './benchmark.ts'

const threads = Math.min(4, availableParallelism())

export const verify: Benchmark = {
  name: 'verify',
  about: 're-hashing a library, against sha256sum',
  run: async (bench) => {
    await measure(bench, 'verify, 16 files of 64 MiB', 16, 64 * 1024 * 1024)
    await measure(bench, 'verify, 2000 files of 16 KiB', 2000, 16 * 1024)
  },
}

async function measure(bench: Bench, what: string, files: number, bytes: number): Promise<void> {
  const { library, paths } = filled(mkdtempSync(join(bench.folder, 'verify-')), files, bytes)
  const makeFetcher = () => workerFetcher()
  const pool = new HashPool(makeFetcher, threads)
  const verifying = new LibraryVerify(library.library.files, new VerifyQueries(library.library.db), pool)
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let repeat = 0; repeat <= bench.repeats; repeat += 1) {
    const own = await seconds(() => run(verifying, files))
    const system = await seconds(async () => void sha256sum(paths))
    // The first starts the threads and fills the cache.
    if (repeat === 0) continue
    ours.push(own)
    theirs.push(system)
  }
  await pool.close()
  library.close()
  const baseline = { what: `sha256sum, ${threads} at a time`, value: median(theirs) }
  bench.tell({
    ...{ benchmark: 'verify', measure: what, value: median(ours), unit: 's', baseline },
    goal: { of: 'ratio', atMost: 1.2 },
  })
}

function filled(folder: string, count: number, bytes: number): { library: LibraryFolder; paths: string[] } {
  const library = LibraryFolder.open(folder)
  const room = library.room('room', 'Show')
  const paths: string[] = []
  let recording = 0
  for (let file = 0; file < count; file += 1) {
    // As many as a composite, transcripts, a chat and tracks make.
    if (file % 10 === 0) recording = library.recording(`recording${file}`, room)
    const asset = library.asset(recording, { id: `asset${file}`, type: 'other' })
    const line = `${file}`.padEnd(16)
    paths.push(join(folder, library.finish(asset, line.repeat(bytes / line.length))))
  }
  return { library, paths }
}

async function run(verifying: LibraryVerify, expected: number): Promise<void> {
  let right = 0
  const events = {
    finding: () => {
      throw new Error('A file that was just written is wrong')
    },
    checked: () => {
      right += 1
    },
  }
  valueIn(await verifying.run(events, new AbortController().signal))
  if (right !== expected) throw new Error(`${right} of ${expected} files were verified`)
}

function sha256sum(paths: readonly string[]): void {
  const ran = spawnSync('xargs', ['-0', '-P', String(threads), '-n', '64', 'sha256sum'], { input: paths.join('\0') })
  if (ran.status !== 0) throw new Error(`sha256sum: ${ran.stderr}`)
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}
