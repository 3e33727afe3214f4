import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { startNginx, putObject } from './nginx.ts'
rmSync('/tmp/sp/ar',{recursive:true,force:true}); mkdirSync('/tmp/sp/ar/objects',{recursive:true})
writeFileSync('/tmp/sp/ar/objects/f', Buffer.alloc(200_000_000, 5))
const n = await startNginx('/tmp/sp/ar', 20_000_000)
const t = performance.now()
spawnSync('bash',['-c',`aria2c -q -x4 -s4 -k1M --file-allocation=none -d /tmp/sp/ar/out ${n.url}/f`])
console.log('aria2', (performance.now()-t)/1000)
n.stop(); rmSync('/tmp/sp/ar',{recursive:true,force:true})
