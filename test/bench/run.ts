/**
 * `npm run bench [name…] [--recordings N] [--sentences N] [--repeats N]`: a table, and a JSON line for each row. Ratios are
 * against a baseline of the same run; absolute figures say as much about the machine. Nothing here gates a check.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDisplay } from '../../build/display.ts'
import { prepareOrExit } from '../../build/prepare.ts'
import { runCommand } from '../../build/run-command.ts'
import { repositoryRoot } from '../../build/runtime-paths.ts'
import type { Bench, Benchmark, Row } from './benchmark.ts'
import { busy } from './busy.ts'
import { download } from './download.ts'
import { importing } from './import.ts'
import { type Library, makeLibrary, makeSaid, type SyncedLibrary } from './library.ts'
import { packed } from './packed.ts'
import { scroll } from './scroll.ts'
import { search } from './search.ts'
import { start } from './start.ts'
import { sync } from './sync.ts'
import { table } from './table.ts'
import { transcript } from './transcript.ts'
import { typing } from './typing.ts'
import { startUpstream, type Upstream } from './upstream.ts'
import { verify } from './verify.ts'

const benchmarks: readonly Benchmark[] = [
  sync,
  search,
  importing,
  download,
  verify,
  start,
  packed,
  scroll,
  transcript,
  busy,
  typing,
]
/** Those that open a window. */
const windowed = new Set([start, packed, download, scroll, transcript, busy, typing])

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    recordings: { type: 'string', default: '100000' },
    sentences: { type: 'string', default: '2000000' },
    repeats: { type: 'string', default: '5' },
  },
})
const unknown = positionals.filter((name) => benchmarks.every((benchmark) => benchmark.name !== name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are:`)
  for (const { name, about } of benchmarks) console.error(`  ${name.padEnd(8)} ${about}`)
  process.exit(2)
}
const wanted = benchmarks.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const folder = await mkdtemp(join(tmpdir(), 'dailies-bench-'))
const rows: (Row & { readonly load: number })[] = []
const say = (line: string) => console.error(`[bench] ${line}`)
const shared: { upstream?: Promise<Upstream>; library?: Promise<SyncedLibrary>; said?: Promise<Library> } = {}
const bench: Bench = {
  recordings: Number(values.recordings),
  sentences: Number(values.sentences),
  repeats: Number(values.repeats),
  folder,
  upstream: () => (shared.upstream ??= startUpstream(bench.recordings)),
  library: () => (shared.library ??= bench.upstream().then((upstream) => makeLibrary(folder, upstream))),
  said: () => (shared.said ??= sayInto()),
  // How many programs wanted the processors: a ratio of a busy machine is still one, an absolute figure is not.
  tell: (row) => rows.push({ ...row, load: Math.round((loadavg()[0] ?? 0) * 10) / 10 }),
  say,
}

const machine = {
  cpu: cpus()[0]?.model ?? '',
  cores: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 2 ** 30),
}
say(`${machine.cores} × ${machine.cpu}, ${machine.memoryGiB} GiB`)
await prepareOrExit()
let failed = 0
try {
  const display = wanted.some((benchmark) => windowed.has(benchmark)) ? await openWindows() : undefined
  for (const { name, run } of wanted) {
    say(`${name} (load ${loadavg()[0]?.toFixed(1)})`)
    await run(bench).catch((error: unknown) => {
      failed += 1
      console.error(error)
    })
  }
  await display?.stop()
} finally {
  const upstream = await shared.upstream?.catch(() => undefined)
  upstream?.stop()
  await rm(folder, { recursive: true, force: true })
}
console.log(table(rows))
for (const row of rows) console.log(JSON.stringify(row))
process.exit(failed > 0 ? 1 : 0)

async function sayInto(): Promise<Library> {
  const library = await bench.library()
  say(`writing ${bench.sentences} sentences`)
  const said = await makeSaid(library, bench.sentences)
  say(`written in ${said.seconds.toFixed(0)} s`)
  return said
}

async function openWindows() {
  say('building the app')
  const electronVite = join(repositoryRoot, 'node_modules/electron-vite/bin/electron-vite.js')
  await runCommand(process.execPath, [electronVite, 'build', '--logLevel', 'warn'], { cwd: repositoryRoot })
  return openDisplay()
}
