/** One whole sync of a library as the engine does it, without a window, and how busy its event loop was. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { CliFeed } from '../../../main/cli/feed.ts'
import { SystemClock } from '../../../main/engine/adapters/system-clock.ts'
import { SystemRandom } from '../../../main/engine/adapters/system-random.ts'
import { Composer } from '../../../main/engine/container.ts'
import { workerFilesInSource } from '../../../main/engine/worker-files.ts'
import { silentLog } from '../../fakes/log.ts'
import { nothingByItself } from '../policy.ts'
import { argument, reply } from './talk.ts'

const feed = new CliFeed()
const composer = new Composer({
  clock: new SystemClock(),
  random: new SystemRandom(),
  log: silentLog,
  feed,
  workers: workerFilesInSource(new URL('../../../main/engine/', import.meta.url)),
  grantMedia: async () => undefined,
  grantPreviews: async () => undefined,
  trash: async () => ({ trashed: [], refusal: 'there is no desktop here' }),
  proxyFor: async () => null,
  certificates: () => [],
})
const opened = composer.open(argument('library'), 'write', 'cli')
if (!opened.ok) throw new Error(opened.error.message)
const services = opened.value
await services.prepare()
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
const connected = services.connect(
  { apiUrl: argument('api'), credentials: { kind: 'key', accessKey: argument('key'), appSecret: argument('secret') } },
  'Workspace',
)
if (!connected.ok) throw new Error(connected.error.message)
await ended
loop.disable()
const seconds = (performance.now() - startedMs) / 1000
const { user, system } = process.cpuUsage(cpu)
await services.stop()
await composer.close()
reply({ seconds, cpuSeconds: (user + system) / 1e6, p99Ms: loop.percentile(99) / 1e6, maxMs: loop.max / 1e6 })
process.disconnect?.()
