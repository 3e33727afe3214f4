/**
 * Downloading against aria2c and curl, from the same nginx on loopback. Ours resolves links, hashes, fsyncs, looks into the
 * file, writes rows and sidecars; they get ready links and do none of that.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Bench, Benchmark, Row } from './benchmark.ts'
import { answerOf, runChild, startChild } from './child.ts'
import { composite, mebibyte, openStorage, type Stored } from './download-storage.ts'
import { downloadsInWindow } from './download-window.ts'

const measured = z.object({
  seconds: z.number(),
  cpuSeconds: z.number(),
  p99Ms: z.number(),
  maxMs: z.number(),
  mostRssMiB: z.number(),
  /** When each file was done. */
  finishedMs: z.array(z.number()),
})
type Measured = z.infer<typeof measured>

type Case = Stored & {
  readonly concurrency: number
  /** Our limit. */
  readonly bytesPerSecond?: number
  /** Options of aria2c; the last word counts. */
  readonly aria2?: string
}
type Address = Readonly<Record<string, string | number>>
type Peer = { readonly seconds: number; readonly cpuSeconds: number }
/** Seconds that a loop takes which fetches links and bodies and drops them, and one that keeps them. */
type Bare = { readonly dropped: number; readonly kept: number }
type Taken = { readonly ours: Measured; readonly aria2: Peer; readonly curl: Peer; readonly bare: Bare | null }

const texts = [
  { type: 'transcript', outputMode: 'json' },
  { type: 'transcript', outputMode: 'srt' },
  { type: 'transcript', outputMode: 'txt' },
  { type: 'summary', outputMode: 'json' },
  { type: 'chat' },
]

export const download: Benchmark = {
  name: 'download',
  about: '64 files of 64 MiB, one of 2 GiB, 5,000 of 2 kB, against aria2c and curl (needs nginx, aria2, curl)',
  run: async (bench) => {
    await many(bench)
    await one(bench)
    await small(bench)
    await smallAndFar(bench)
    await limited(bench)
    await far(bench, 0)
    await far(bench, 50)
    await downloadsInWindow(bench)
  },
}

async function many(bench: Bench): Promise<void> {
  const taken = await take(bench, {
    name: 'many',
    recordings: 64,
    assets: composite,
    bytes: 64 * mebibyte,
    concurrency: 4,
  })
  const row = { benchmark: 'download', unit: 's', value: taken.ours.seconds } as const
  const measure = '64 files of 64 MiB, four at a time, sha256 and fsync'
  bench.tell({ ...row, measure, ...against('aria2c', taken.aria2.seconds, 1 / 1.3) })
  bench.tell({ ...row, measure, ...against('curl --parallel', taken.curl.seconds, 1 / 0.9) })
  bench.tell({ ...row, measure, baseline: { what: 'dd conv=fsync of as much', value: diskSeconds(bench) }, goal: null })
  tellProcess(bench, measure, taken.ours)
}

async function one(bench: Bench): Promise<void> {
  const taken = await take(bench, {
    name: 'one',
    recordings: 1,
    assets: composite,
    bytes: 2048 * mebibyte,
    concurrency: 4,
  })
  const measure = 'one file of 2 GiB with sha256 and fsync'
  const row = { benchmark: 'download', unit: 's' } as const
  bench.tell({ ...row, measure, value: taken.ours.seconds, ...against('aria2c', taken.aria2.seconds, 1) })
  bench.tell({
    ...row,
    measure: `${measure}: processor time`,
    value: taken.ours.cpuSeconds,
    ...against('curl', taken.curl.cpuSeconds, 1.5),
  })
  tellProcess(bench, measure, taken.ours)
}

async function small(bench: Bench): Promise<void> {
  const taken = await take(bench, { name: 'small', recordings: 1000, assets: texts, bytes: 2000, concurrency: 4 })
  const measure = '5,000 files of 2 kB, links, search index and sidecars included'
  const row = { benchmark: 'download', unit: 's', measure, value: taken.ours.seconds } as const
  bench.tell({ ...row, ...against('aria2c with ready links', taken.aria2.seconds, 1) })
  if (taken.bare !== null) {
    bench.tell({ ...row, ...against('links and bodies alone', taken.bare.dropped, 1 / 0.8) })
    bench.tell({ ...row, ...against('links and bodies, written, synced and named', taken.bare.kept, 1 / 0.8) })
  }
  tellProcess(bench, measure, taken.ours)
}

/** What a person has, whose servers aren't on the same computer. */
async function smallAndFar(bench: Bench): Promise<void> {
  const away = { roundTripMs: 50, apiRoundTripMs: 50 }
  const it = { name: 'small-50-ms-away', recordings: 200, assets: texts, bytes: 2000, concurrency: 4, ...away }
  const taken = await take(bench, it)
  const measure = '50 ms away: 1,000 files of 2 kB, links, search index and sidecars included'
  const row = { benchmark: 'download', unit: 's', measure, value: taken.ours.seconds } as const
  bench.tell({ ...row, ...against('aria2c with ready links', taken.aria2.seconds, 1) })
  if (taken.bare !== null) bench.tell({ ...row, ...against('links and bodies alone', taken.bare.dropped, 1 / 0.8) })
}

async function limited(bench: Bench): Promise<void> {
  const bytesPerSecond = 8_000_000
  const it = { name: 'limited', recordings: 24, assets: composite, bytes: 4_000_000, concurrency: 4 }
  const { ours } = await take(bench, { ...it, bytesPerSecond })
  // From the end of the first four to the end of the last: what begins and ends them is no part of the limit.
  const times = ours.finishedMs.slice(it.concurrency - 1)
  bench.tell({
    benchmark: 'download',
    measure: 'ten seconds of a limit of 8 MB/s, four files at a time',
    value: ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000,
    unit: 's',
    ...against('what the limit says', ((times.length - 1) * it.bytes) / bytesPerSecond, 1.05),
  })
}

/** A server that gives 20 MB/s to a connection, near or far: what several ranges at once of one file bring. */
async function far(bench: Bench, roundTripMs: number): Promise<void> {
  const serverBytesPerSecond = 20_000_000
  const it = { assets: composite, concurrency: 4, serverBytesPerSecond, roundTripMs, aria2: '-x4 -s4 -k1M' }
  const one = await take(bench, { ...it, name: `one-${roundTripMs}-ms-away`, recordings: 1, bytes: 200_000_000 })
  const row = { benchmark: 'download', unit: 's' } as const
  const measure = `20 MB/s a connection${roundTripMs > 0 ? `, ${roundTripMs} ms away` : ''}:`
  bench.tell({
    ...row,
    measure: `${measure} one file of 200 MB`,
    value: one.ours.seconds,
    ...against('aria2c -x4', one.aria2.seconds, 1),
  })
  const eight = await take(bench, {
    ...it,
    name: `eight-${roundTripMs}-ms-away`,
    recordings: 8,
    bytes: 50_000_000,
    aria2: '-x4 -s4 -k1M -j1',
  })
  bench.tell({
    ...row,
    measure: `${measure} eight files of 50 MB, four at a time`,
    value: eight.ours.seconds,
    ...against('aria2c -x4, one at a time', eight.aria2.seconds, 1),
  })
}

function against(what: string, value: number, atMost: number): Pick<Row, 'baseline' | 'goal'> {
  return { baseline: { what, value }, goal: { of: 'ratio', atMost: Math.round(atMost * 100) / 100 } }
}

function tellProcess(bench: Bench, measure: string, { maxMs, p99Ms, mostRssMiB }: Measured): void {
  const row = { benchmark: 'download', baseline: null, goal: null } as const
  bench.tell({ ...row, measure: `${measure}: event-loop delay, p99`, value: p99Ms, unit: 'ms' })
  bench.tell({ ...row, measure: `${measure}: event-loop delay, longest`, value: maxMs, unit: 'ms' })
  bench.tell({ ...row, measure: `${measure}: memory at most`, value: mostRssMiB, unit: 'MiB' })
}

async function take(bench: Bench, it: Case): Promise<Taken> {
  const { folder, workspace, assetIds, urls, close } = await openStorage(bench, it)
  const { apiUrl: api, accessKey: key, appSecret: secret } = workspace
  const address = { api, key, secret, concurrency: it.concurrency }
  try {
    bench.say(`${it.name}: aria2c, curl`)
    const aria2 = peer(folder, it.bytes, (out) =>
      aria2Command(out, urls, `-j${it.concurrency} ${it.aria2 ?? '-x1 -s1'}`),
    )
    const curl = peer(folder, it.bytes, (out) => curlCommand(out, urls, it.concurrency))
    const bare = it.bytes < mebibyte ? await bareLoops(address, assetIds, join(folder, 'kept')) : null
    bench.say(`${it.name}: Dailies`)
    const limit = it.bytesPerSecond ?? 0
    const ours = measured.parse(await runChild('download', { library: join(folder, 'Library'), ...address, limit }))
    return { ours, aria2, curl, bare }
  } finally {
    close()
  }
}

/** Kept ones wait for the disk as many at a time as ours. */
async function bareLoops(address: Address, assetIds: readonly string[], folder: string): Promise<Bare> {
  const dropped = await bareLoop({ ...address, folder: '' }, assetIds)
  return { dropped, kept: await bareLoop({ ...address, folder, concurrency: 64 }, assetIds) }
}

async function bareLoop(values: Address, assetIds: readonly string[]): Promise<number> {
  const child = startChild('links', values)
  await answerOf(child)
  child.send([...assetIds])
  return z.object({ seconds: z.number() }).parse(await answerOf(child)).seconds
}

/** What the disk takes for the 4 GiB of `many`, and whoever syncs with it. */
function diskSeconds(bench: Bench): number {
  const out = join(bench.folder, 'dd')
  const startedMs = performance.now()
  spawnSync('dd', ['if=/dev/zero', `of=${out}`, 'bs=1M', 'count=4096', 'conv=fsync'], { stdio: 'ignore' })
  const seconds = (performance.now() - startedMs) / 1000
  rmSync(out)
  return seconds
}

/**
 * Wall and processor time of a command that fills a folder with files of so many bytes. Large ones are thrown away at once, small
 * ones at the end: for minutes after thousands of files were deleted ext4 makes new ones slowly, past the inodes that it won't use
 * again yet, and whoever is measured next would pay for that.
 */
function peer(folder: string, bytes: number, command: (out: string) => string): Peer {
  const out = mkdtempSync(join(folder, 'peer-'))
  const startedMs = performance.now()
  const run = spawnSync('bash', ['-c', `${command(out)} >/dev/null 2>&1; echo $?; times`], { encoding: 'utf8' })
  const seconds = (performance.now() - startedMs) / 1000
  const [status, , children = ''] = run.stdout.split('\n')
  if (status !== '0') throw new Error(`the peer ended with ${status}`)
  const cpuSeconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  )
  if (bytes >= mebibyte) rmSync(out, { recursive: true })
  return { seconds, cpuSeconds }
}

function aria2Command(out: string, urls: readonly string[], options: string): string {
  writeFileSync(join(out, 'list'), urls.map((url, index) => `${url}\n  out=${index}`).join('\n'))
  // Without preallocation, which would only slow it down here.
  return `aria2c -q ${options} --file-allocation=none -d ${out} -i ${join(out, 'list')}`
}

function curlCommand(out: string, urls: readonly string[], concurrency: number): string {
  writeFileSync(
    join(out, 'list'),
    urls.map((url, index) => `url=${url}\noutput=${join(out, String(index))}`).join('\n'),
  )
  return `curl -s --parallel --parallel-max ${concurrency} -K ${join(out, 'list')}`
}
