/** What the engine is given where there is neither a desktop nor a proxy, and nobody reads its log. */
import { CliFeed } from '../../main/cli/feed.ts'
import { SystemClock } from '../../main/engine/adapters/system-clock.ts'
import { SystemRandom } from '../../main/engine/adapters/system-random.ts'
import type { EngineWorld } from '../../main/engine/engine.ts'
import { workerFilesInSource } from '../../main/engine/worker-files.ts'
import { silentLog } from '../fakes/log.ts'

export const engineWorld = (own: Partial<EngineWorld> = {}): EngineWorld => ({
  clock: new SystemClock(),
  random: new SystemRandom(),
  log: silentLog,
  feed: new CliFeed(),
  workers: workerFilesInSource(new URL('../../main/engine/', import.meta.url)),
  grantMedia: async () => undefined,
  grantPreviews: async () => undefined,
  trash: async () => ({ trashed: [], refusal: 'there is no desktop here' }),
  proxyFor: async () => null,
  certificates: () => [],
  ...own,
})
