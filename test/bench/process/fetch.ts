/**
 * What a sync can't do without: the same pages, one after the other, fetched and parsed, and nothing else. `--parse=json`
 * stops at JSON; `--parse=model` goes on to the checked objects without secrets that the engine writes.
 */
import { request } from 'undici'
import { z } from 'zod'
import { itemParsers, parsePage } from '../../../main/engine/adapters/api/recordings-api-page.ts'
import { type Stream, streams } from '../../../main/engine/core/model.ts'
import { signManagementToken } from '../../hms/token.ts'
import { argument, reply } from './talk.ts'

const pageSize = 100
const lists: Readonly<Record<Stream, string>> = {
  rooms: 'rooms?',
  'disabled-rooms': 'rooms?enabled=false&',
  recordings: 'recordings?',
  'live-streams': 'live-streams?',
  'external-streams': 'external-streams?',
  'recording-assets': 'recording-assets?',
  sessions: 'sessions?active=false&',
  'active-sessions': 'sessions?active=true&',
}
const page = z.object({ data: z.array(z.unknown()), last: z.string() })

const credentials = { accessKey: argument('key'), appSecret: argument('secret') }
const headers = { authorization: `Bearer ${signManagementToken({ ...credentials, nowMs: Date.now() })}` }
const isModel = argument('parse') === 'model'
const startedMs = performance.now()
const cpu = process.cpuUsage()
let pages = 0
let items = 0
for (const stream of streams) {
  for (let cursor = ''; ; ) {
    const url = `${argument('api')}/${lists[stream]}limit=${pageSize}&start=${cursor}`
    const body: unknown = JSON.parse(await (await request(url, { headers })).body.text())
    if (isModel) parsePage<unknown>(body, pageSize, itemParsers[stream])
    const { data, last } = page.parse(body)
    pages += 1
    items += data.length
    if (data.length < pageSize) break
    cursor = last
  }
}
const { user, system } = process.cpuUsage(cpu)
reply({ seconds: (performance.now() - startedMs) / 1000, cpuSeconds: (user + system) / 1e6, pages, items })
process.disconnect?.()
