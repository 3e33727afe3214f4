// node test/builders/ask-securely.ts URL
//
// Asks the URL as the app's engine does, for a list and for a file, trusting what the system trusts, and prints what came of
// both. A process of its own, for the system's certificates are read once.

import { HttpClient } from '../../main/engine/adapters/api/http-client.ts'
import { SystemDispatchers } from '../../main/engine/adapters/http/http-dispatchers.ts'
import { systemCertificates } from '../../main/engine/adapters/http/system-certificates.ts'
import { SystemClock } from '../../main/engine/adapters/system-clock.ts'
import { WorkerFetcher } from '../../main/engine/adapters/transfer/fetcher.ts'
import { silentLog } from '../fakes/log.ts'

const url = new URL(process.argv[2] ?? '')
const dispatchers = new SystemDispatchers(async () => null, systemCertificates)
const list = await new HttpClient(dispatchers.dispatcherFor, new SystemClock()).getJson(
  url,
  '',
  AbortSignal.timeout(20_000),
)
await dispatchers.close()
const worker = new URL('../../main/engine/adapters/transfer/transfer-worker.ts', import.meta.url)
const fetcher = new WorkerFetcher({
  ...{ worker, proxyFor: async () => null, certificates: systemCertificates, log: silentLog },
})
const file = await fetcher.text(url.href, 1000)
await fetcher.close()
console.log(JSON.stringify({ list, file }))
