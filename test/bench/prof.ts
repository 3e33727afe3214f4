import { linkSync } from 'node:fs'
import { fork } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answerOf, startChild } from './child.ts'
import { putObject, startNginx } from './nginx.ts'
import { paddedMp4 } from '../hms/byte-source.ts'
import { shortFilm } from '../hms/content.ts'
const kind = process.argv[2] ?? 'small'
const prof = process.argv[3] === 'prof'
const texts = [
  { type: 'transcript', outputMode: 'json' }, { type: 'transcript', outputMode: 'srt' }, { type: 'transcript', outputMode: 'txt' },
  { type: 'summary', outputMode: 'json' }, { type: 'chat' } ]
const M = 2 ** 20
const cases: any = {
  small: { recordings: 1000, assets: texts, bytes: 2000 },
  many: { recordings: 64, assets: [{ type: 'room-composite' }], bytes: 64 * M },
  one: { recordings: 1, assets: [{ type: 'room-composite' }], bytes: 2048 * M },
  far: { recordings: 1, assets: [{ type: 'room-composite' }], bytes: 200_000_000, rate: 20_000_000 },
  far8: { recordings: 8, assets: [{ type: 'room-composite' }], bytes: 50_000_000, rate: 20_000_000 },
}
const it = cases[kind]
const folder = join('/tmp/sp', kind); rmSync(folder, { recursive: true, force: true }); mkdirSync(folder)
const content = join(folder, 'content')
if (it.bytes < M) writeFileSync(content, `${`{"sentences":[],"text":"${'word '.repeat(it.bytes / 5)}`.slice(0, it.bytes - 2)}"}`)
else { const s = paddedMp4(shortFilm(), it.bytes, 1); writeFileSync(content, ''); for (let at = 0; at < it.bytes; at += 8 * M) writeFileSync(content, s.read(at, Math.min(8 * M, it.bytes - at)), { flag: 'a' }) }
const nginx = await startNginx(folder, it.rate ?? null)
const host = startChild('workspace', { storage: nginx.url, recordings: it.recordings, bytes: it.bytes, assets: JSON.stringify(it.assets) })
const { apiUrl, accessKey, appSecret, keys } = (await answerOf(host)) as any
for (const key of keys) putObject(folder, key, content)
const args = { library: join(folder, 'Library'), api: apiUrl, key: accessKey, secret: appSecret, concurrency: 4, limit: 0 }
const child = fork(new URL('./process/download.ts', import.meta.url), Object.entries(args).map(([a, b]) => `--${a}=${b}`), { execArgv: prof ? ['--cpu-prof', '--cpu-prof-dir=/tmp/sp/prof'] : [] })
const ours = (await answerOf(child)) as any
await new Promise((r) => child.once('exit', r))
delete ours.finishedMs
console.log(kind, JSON.stringify(ours))
host.disconnect(); nginx.stop(); rmSync(folder, { recursive: true, force: true })
