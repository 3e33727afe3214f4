/** Everything of a synced library downloaded by the engine: rows, search texts and sidecars included. Its threads are those of the built app. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { workerFilesInBundle } from '../../../main/engine/worker-files.ts'
import { connect, openEngine } from './engine.ts'
import { argument, reply } from './talk.ts'

const { services, close } = await openEngine(workerFilesInBundle(new URL('../../../out/main/', import.meta.url)))
const { db } = services.library
connect(services)
const workspaceId = Number(db.prepare('SELECT id FROM workspaces').pluck().get())
const { sync } = services.parts
while (!sync.status(workspaceId).firstSyncDone || sync.status(workspaceId).phase.kind !== 'idle') await delay(20)
const limitBytesPerS = Number(argument('limit')) || null
await services.handlers['settings.set']({ concurrency: Number(argument('concurrency')), limitBytesPerS })

const recordingIds = db.prepare<[], number>('SELECT id FROM recordings').pluck().all()
/** Two looks into an index: who waits mustn't cost what is measured anything. */
const isLeft = db
  .prepare(
    `SELECT EXISTS (SELECT 1 FROM downloads WHERE state < 'done') OR EXISTS (SELECT 1 FROM downloads WHERE state > 'done')`,
  )
  .pluck()
const loop = monitorEventLoopDelay({ resolution: 5 })
loop.enable()
const startedMs = performance.now()
const cpu = process.cpuUsage()
let mostRss = 0
services.start()
await services.handlers['downloads.start']({ target: { kind: 'recordings', recordingIds, types: null } })
for (let look = 0; isLeft.get() === 1; look += 1) {
  if (look % 5 === 0) mostRss = Math.max(mostRss, process.memoryUsage.rss())
  await delay(20)
}
const seconds = (performance.now() - startedMs) / 1000
const { user, system } = process.cpuUsage(cpu)
loop.disable()
const finishedMs = db.prepare<[], number>('SELECT finished_ms FROM downloads ORDER BY finished_ms').pluck().all()
await close()
reply({
  finishedMs,
  seconds,
  cpuSeconds: (user + system) / 1e6,
  p99Ms: loop.percentile(99) / 1e6,
  maxMs: loop.max / 1e6,
  mostRssMiB: mostRss / 2 ** 20,
})
process.disconnect?.()
