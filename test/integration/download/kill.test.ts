// A real process, `dailies pull`, killed with SIGKILL at twenty random moments and started again each time. What lies in the
// folder is judged by hash after every death, and what is asked for again by the storage's own log.
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { FolderTruth, type Found } from '../../builders/folder-truth.ts'
import { type FoundPart, MadeVod } from '../../builders/made-vod.ts'
import type { AssetSpec } from '../../hms/asset-builder.ts'
import type { AddedRecording } from '../../hms/builder.ts'
import { mixer } from '../../hms/scale-numbers.ts'
import { startWorkspace, type Workspace } from '../../hms/workspace.ts'

const deaths = 20
const mebibyte = 1024 * 1024
const cli = join(import.meta.dirname, '../../../main/cli.ts')

let workspace: Workspace
let root: string
let child: ChildProcess | null = null

afterEach(async () => {
  child?.kill('SIGKILL')
  await workspace.stop()
  rmSync(root, { recursive: true, force: true })
})

const seed = Number(process.env['KILL_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

test(`twenty deaths of a pull cost a mebibyte each at most, and no file is ever wrong (KILL_SEED=${seed})`, async () => {
  const mix = mixer(seed)
  workspace = await startWorkspace({ data: 'empty' })
  root = mkdtempSync(join(tmpdir(), 'dailies-kill-'))
  const room = workspace.control.addRoom({ name: 'Morning show' })
  const recordings = Array.from({ length: 8 }, (_, index) =>
    workspace.control.addRecording({
      name: `show ${index}`,
      roomId: room.id,
      createdMs: Date.now() - (index + 1) * 3_600_000,
      assets: assetsOf(index),
    }),
  )
  const truth = new FolderTruth(root, workspace, recordings)
  const vod = makeVod(recordings, truth)
  const look = (): Found => withVod(truth.look(), vod)
  workspace.faults.add({ on: 'storage', kind: 'slow', bytesPerSecond: 4e6, match: /(mp4|ts)$/, times: Infinity })

  for (let death = 0; death < deaths; death += 1) {
    const before = look()
    workspace.requests.clear()
    const ended = start()
    // Most die while bytes come in; some while they start, read the lists or put things in order.
    const inStart = mix(death, 0) % 4 === 0
    const bytes = mix(death, 1) % (2.5 * mebibyte)
    const sinceMs = performance.now()
    const lateMs = mix(death, 2) % (inStart ? 1500 : 60)
    const sinceStartMs = () => performance.now() - sinceMs
    // A fast machine's start mustn't bring all there is before the twentieth death.
    if (inStart) while (sinceStartMs() < lateMs && served() < 2.5 * mebibyte) await delay(2)
    else {
      while (served() < bytes && sinceStartMs() < 10_000) await delay(2)
      await delay(lateMs)
    }
    child?.kill('SIGKILL')
    expect(await ended, 'it was killed before it was done').toBe(null)
    expectNothingLost(before)
    if (existsSync(join(root, '.dailies'))) expectSoundDatabase()
    expect(truth.look().wrong).toEqual([])
  }

  const before = look()
  workspace.requests.clear()
  expect(await start()).toBe(0)
  expectNothingLost(before)
  const { finished, parts, temporary, wrong } = truth.look()
  expect([...wrong, ...parts, ...temporary]).toEqual([])
  expect(finished).toHaveLength(recordings.reduce((sum, { assets }) => sum + assets.length, 0) - 1)
  expect(vod.made.judge(vodFolder(vod))).toEqual([])
  expectSoundDatabase()
}, 180_000)

type Vod = { readonly made: MadeVod; readonly recordingId: string }

/** An hour old; of segments, and of a file that is worth going on with. */
function makeVod([recording]: readonly AddedRecording[], truth: FolderTruth): Vod {
  const asset = recording?.assets.find(({ type }) => type === 'room-vod')
  if (recording === undefined || asset === undefined) throw new Error('There is no vod')
  const segmentBytes = Array.from({ length: 12 }, (_, index) => 100_000 + index * 120_000)
  const made = new MadeVod(workspace, asset.id, segmentBytes, 8_000_000)
  made.makeVersion(seed % 1000)
  truth.rememberSegments(made.hashes())
  return { made, recordingId: recording.id }
}

function vodFolder({ recordingId }: Vod): string {
  const names = existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : []
  return join(root, names.find((name) => name.endsWith(` · ${recordingId.slice(-8)}`)) ?? '', 'vod')
}

function withVod(found: Found, vod: Vod): Found {
  const { finished, parts } = vod.made.found(vodFolder(vod))
  const known = (part: FoundPart) => ({ ...part, assetId: '' })
  return {
    ...found,
    finished: [...found.finished, ...finished.map(known)],
    parts: [...found.parts, ...parts.map(known)],
  }
}

function assetsOf(index: number): AssetSpec[] {
  const vod: AssetSpec = { type: 'room-vod', vod: { folder: 'founders-hour/vod', hosting: 'cdn' } }
  return [
    ...(index === 0 ? [vod] : []),
    { type: 'room-composite', content: { mp4Bytes: 8_000_000, seed: index + 1 } },
    { type: 'transcript', outputMode: 'json', content: { text: `{"sentences":[],"number":${index}}` } },
    { type: 'transcript', outputMode: 'txt', content: { text: `Ana: number ${index}\n` } },
    { type: 'summary', outputMode: 'json', content: { text: `{"sections":[],"number":${index}}` } },
    {
      type: 'chat',
      content: { text: `SenderPeerID,SenderName,SenderUserID,Roles,SentAt,Type,Message\n${index},,,,,,\n` },
    },
  ]
}

/** Resolves with its exit status; null: killed. */
function start(): Promise<number | null> {
  const { apiUrl, accessKey, appSecret } = workspace
  const started = spawn(process.execPath, [cli, 'pull', '--quiet', '--library', root, '--api', apiUrl], {
    env: { ...process.env, DAILIES_ACCESS_KEY: accessKey, DAILIES_APP_SECRET: appSecret },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  child = started
  return new Promise((resolve) => started.once('close', (status) => resolve(status)))
}

function served(): number {
  return workspace.requests.all('storage').reduce((sum, request) => sum + request.bytes, 0)
}

/** By what the last life asked storage for, and what the one before had left. */
function expectNothingLost(before: Found): void {
  for (const { path, key } of before.finished) {
    expect(workspace.requests.count('storage', `/${key}`), `${path} was finished, and asked for again`).toBe(0)
  }
  for (const { path, key, bytes } of before.parts) {
    const [first] = workspace.requests.all('storage', `/${key}`)
    if (first === undefined) continue
    const from = Number(/^bytes=(\d+)-$/.exec(first.range ?? '')?.[1] ?? 0)
    expect(bytes - from, `${path}: ${bytes} bytes were there, asked for from ${from} on`).toBeLessThanOrEqual(mebibyte)
  }
}

/** Of a copy, so that it is Dailies that finds it as the death has left it. */
function expectSoundDatabase(): void {
  const copy = mkdtempSync(join(tmpdir(), 'dailies-kill-copy-'))
  try {
    cpSync(join(root, '.dailies'), copy, { recursive: true })
    if (!existsSync(join(copy, 'library.db'))) return
    const db = new Database(join(copy, 'library.db'))
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    db.close()
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
