// The workspaces that can be simulated: the six films, names that are traps, and any number of generated recordings.
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { readStrip, stripOf } from '../fixtures/time-strip.ts'
import { HOSTILE_NAMES } from '../hms/hostile-names.ts'
import type { Asset, Job } from '../hms/model.ts'
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../hms/workspace.ts'

let workspace: Workspace | undefined
afterEach(() => workspace?.stop())

async function start(options: WorkspaceOptions) {
  const started = await startWorkspace(options)
  workspace = started
  const get = async (path: string) => {
    const response = await fetch(started.apiUrl + path, { headers: { authorization: `Bearer ${started.token()}` } })
    return response.json()
  }
  const text = async (assetId: string): Promise<string> => {
    const { url } = await get(`/recording-assets/${assetId}/presigned-url`)
    return (await fetch(url)).text()
  }
  return { ...started, get, text }
}

const DAY = 86_400_000

describe('the fixtures', () => {
  it('are dated from now: one of yesterday, one that expires in two days, one whose files are gone', async () => {
    const now = Date.UTC(2026, 10, 22, 9)
    const { data, recording } = await start({ now })
    const age = (name: string) => (now - Date.parse(data.recordings.get(recording(name).id)?.created_at ?? '')) / DAY
    expect(age('morning-harbour')).toBeCloseTo(1.08, 1)
    expect(15 - age('morning-bees')).toBeCloseTo(2.08, 1)
    expect(age('gone')).toBeGreaterThan(15)
  })

  it('have words that lie in order within their sentences, spoken by peers of the session', async () => {
    const { text, assetId, data, recording } = await start({})
    for (const name of ['morning-harbour', 'morning-bees', 'late-desk', 'sound-check', 'field-notes']) {
      const transcript = JSON.parse(await text(assetId(name, 'transcript', 'json')))
      const times = transcript.words.flatMap((word: Record<string, string>) => [word['start_time'], word['end_time']])
      expect(times.every((time: unknown) => typeof time === 'string')).toBe(true)
      const numbers = times.map(Number)
      expect(numbers).toEqual([...numbers].sort((a: number, b: number) => a - b))
      const peers = data.sessions.get(recording(name).sessionId)?.peers ?? {}
      for (const { peer_id, name: who } of transcript.words) expect(peers[peer_id]?.name).toBe(who)
    }
  })

  it('have a chat whose times follow the recording’s start', async () => {
    const { text, assetId, data, recording } = await start({})
    const lines = (await text(assetId('morning-harbour', 'chat'))).split('\n')
    expect(lines[0]).toBe('SenderPeerID,SenderName,SenderUserID,Roles,SentAt,Type,Message')
    const started = Date.parse(data.recordings.get(recording('morning-harbour').id)?.started_at ?? '')
    expect(Date.parse(lines[1]?.split(',')[4] ?? '') - started).toBeCloseTo(4000, -1)
    expect(lines.join('\n')).toContain('"Band is called ""The Brass Tacks"", not ""Brass Tracks"""')
  })

  it('are all in the manifest, with the sizes that the API says', async () => {
    const { control, assetId } = await start({})
    const manifest = JSON.parse(readFileSync(new URL('../fixtures/media/manifest.json', import.meta.url), 'utf8'))
    for (const name of ['morning-harbour', 'late-desk', 'field-notes']) {
      const id = assetId(name, 'room-composite')
      const { bytes, sha256 } = manifest.shows[name].files['composite.mp4']
      expect([control.asset(id).size, control.sha256(id)]).toEqual([bytes, sha256])
    }
  })

  it('carry a strip that says which frame it is', () => {
    const [width, height] = [640, 360]
    for (const frame of [0, 1, 625, 1499, 4095]) {
      const data = new Uint8Array(width * height * 4)
      for (const block of stripOf(frame, width, height)) {
        for (let y = block.y; y < block.y + block.height; y += 1) {
          data.fill(block.white ? 235 : 16, (y * width + block.x) * 4, (y * width + block.x + block.width) * 4)
        }
      }
      expect(readStrip({ data, width, height })).toBe(frame)
    }
    expect(readStrip({ data: new Uint8Array(width * height * 4), width, height })).toBeUndefined()
  })
})

it('hostile names come through the API unchanged', async () => {
  const { get } = await start({ data: 'empty', hostileNames: true })
  const { data } = await get('/rooms?limit=100')
  expect(data.map((room: { name: string }) => room.name).sort()).toEqual([...HOSTILE_NAMES].sort())
})

describe('a generated workspace', () => {
  const scale = { recordings: 1000, seed: 7 }

  async function all<T extends { id: string }>(
    get: (path: string) => Promise<{ data: T[]; last: string }>,
    path: string,
  ) {
    const items: T[] = []
    for (let start = ''; ; ) {
      const page = await get(`${path}limit=100&start=${start}`)
      items.push(...page.data)
      if (page.data.length < 100) return items
      start = page.last
    }
  }

  it('is paged without gaps or repeats, newest first, and the same each time', async () => {
    const { get, apiUrl } = await start({ scale, now: 1.8e12 })
    for (const path of ['/recordings?', '/recording-assets?', '/sessions?active=false&', '/rooms?', '/live-streams?']) {
      const ids = (await all(get, path)).map((item) => item.id)
      expect(ids).toEqual([...new Set(ids)].sort().reverse())
      expect(await get(`${path.replace(/\?.*/, '')}/${ids.at(-1)}`)).toMatchObject({ id: ids.at(-1) })
    }
    expect(await all(get, '/recordings?')).toHaveLength(1000)
    const again = await startWorkspace({ scale, now: 1.8e12 })
    const headers = { authorization: `Bearer ${again.token()}` }
    const page = await (await fetch(`${again.apiUrl}/recordings?limit=100`, { headers })).json()
    expect(page).toEqual(await get('/recordings?limit=100'))
    expect(again.apiUrl).not.toBe(apiUrl)
    await again.stop()
  })

  it('has files of the sizes it says, and assets that belong to its jobs and sessions', async () => {
    const { get, control, data } = await start({ scale })
    const { data: assets }: { data: Asset[] } = await get('/recording-assets?limit=100')
    for (const asset of assets) {
      const job: Job | undefined = data.recordings.get(asset.job_id) ?? data.liveStreams.get(asset.job_id)
      expect(job?.session_id).toBe(asset.session_id)
      expect(data.sessions.get(asset.session_id)?.room_id).toBe(asset.room_id)
      if (asset.status !== 'completed') continue
      const { source } = control.object(asset.id)
      expect(source.size).toBe(asset.size)
      if (asset.metadata?.['output_mode'] !== 'json') continue
      expect(JSON.parse(Buffer.from(source.read(0, source.size)).toString('utf8'))).toBeTypeOf('object')
    }
  })

  it('can be added to and deleted from', async () => {
    const { get, control } = await start({ scale })
    const [first, second] = (await get('/recordings')).data
    const added = control.addRecording({ name: 'added', roomId: first.room_id })
    control.deleteRecording(second.id)
    const ids = (await get('/recordings')).data.map((job: Job) => job.id)
    expect(ids.slice(0, 2)).toEqual([added.id, first.id])
    expect(ids).not.toContain(second.id)
    expect((await get(`/recordings/${second.id}`)).code).toBe(404)
  })
})
