import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { startNginx } from './nginx.ts'
import { WorkerFetcher } from '../../main/engine/adapters/fetcher.ts'
import { silentLog } from '../fakes/log.ts'
rmSync('/tmp/sp/ar',{recursive:true,force:true}); mkdirSync('/tmp/sp/ar/objects',{recursive:true})
writeFileSync('/tmp/sp/ar/objects/f', Buffer.alloc(200_000_000, 5))
const n = await startNginx('/tmp/sp/ar', 20_000_000)
await new Promise(r=>setTimeout(r,62000*0))
const f = new WorkerFetcher({ worker: new URL('../../main/engine/adapters/transfer-worker.ts', import.meta.url), proxyFor: async () => null, certificates: [], log: { ...silentLog, error: (...a: any[]) => console.log(...a) } })
const t = performance.now()
const el = () => ((performance.now()-t)/1000).toFixed(2)
const r = f.fetch({ url: n.url + '/f', partPath: '/tmp/sp/ar/out.part', resume: null }, { head: (h) => console.log(el(), 'head', JSON.stringify(h)), progress: (b, c) => console.log(el(), (b/1e6).toFixed(1), c ? (c.bytes/1e6).toFixed(1) : '') })
const o = await r.outcome
console.log(el(), o.kind, JSON.stringify(o).slice(0,200))
await f.close(); n.stop(); rmSync('/tmp/sp/ar',{recursive:true,force:true})
