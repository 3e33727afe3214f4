/** One whole sync of a library as the engine does it, without a window, and how busy its event loop was. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { workerFilesInSource } from '../../../main/engine/worker-files.ts'
import { nothingByItself } from '../policy.ts'
import { connect, openEngine } from './engine.ts'
import { reply } from './talk.ts'

const { services, feed, close } = await openEngine(
  workerFilesInSource(new URL('../../../main/engine/', import.meta.url)),
)
// As after the first run: without an answer to its question the window shows that instead of the list.
const settings = await services.handlers['settings.get']({})
if (settings.ok && settings.value.policy === null) await services.handlers['settings.set']({ policy: nothingByItself })

const ended = new Promise<void>((resolve, reject) => {
  let isRunning = false
  feed.onSyncStatus = ({ phase }) => {
    if (phase.kind === 'running') isRunning = true
    else if (phase.kind !== 'idle') reject(new Error(phase.error.message))
    else if (isRunning) resolve()
  }
})
const loop = monitorEventLoopDelay({ resolution: 5 })
const startedMs = performance.now()
const cpu = process.cpuUsage()
loop.enable()
connect(services)
await ended
loop.disable()
const seconds = (performance.now() - startedMs) / 1000
const { user, system } = process.cpuUsage(cpu)
await close()
reply({ seconds, cpuSeconds: (user + system) / 1e6, p99Ms: loop.percentile(99) / 1e6, maxMs: loop.max / 1e6 })
process.disconnect?.()
