/** A fetcher with its thread, which goes straight to the storage and trusts what Node trusts, unless a test says otherwise. */
import { WorkerFetcher } from '../../main/engine/adapters/transfer/fetcher.ts'
import { silentLog } from '../fakes/log.ts'

type Options = ConstructorParameters<typeof WorkerFetcher>[0]

export const workerFetcher = (own: Partial<Options> = {}): WorkerFetcher =>
  new WorkerFetcher({
    worker: new URL('../../main/engine/adapters/transfer/transfer-worker.ts', import.meta.url),
    proxyFor: async () => null,
    certificates: () => [],
    log: silentLog,
    ...own,
  })
