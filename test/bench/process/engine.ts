/** The engine of a library as the app has it, without a window. */
import { CliFeed } from '../../../main/cli/feed.ts'
import { Composer } from '../../../main/engine/container.ts'
import type { LibraryServices } from '../../../main/engine/library-services.ts'
import type { WorkerFiles } from '../../../main/engine/worker-files.ts'
import { engineWorld } from '../../builders/engine-world.ts'
import { argument } from './talk.ts'

export type Engine = { readonly services: LibraryServices; readonly feed: CliFeed; close(): Promise<void> }

export async function openEngine(workers: WorkerFiles): Promise<Engine> {
  const feed = new CliFeed()
  const composer = new Composer(engineWorld({ feed, workers }))
  const opened = composer.open(argument('library'), 'write', 'cli')
  if (!opened.ok) throw new Error(opened.error.message)
  const services = opened.value
  await services.prepare()
  const close = async () => {
    await services.stop()
    await composer.close()
  }
  return { services, feed, close }
}

/** Syncs from now on. */
export function connect(services: LibraryServices): void {
  const credentials = { kind: 'key' as const, accessKey: argument('key'), appSecret: argument('secret') }
  const connected = services.connect({ apiUrl: argument('api'), credentials }, 'Workspace')
  if (!connected.ok) throw new Error(connected.error.message)
}
