/**
 * The engine as `pull` runs it, over a clock that jumps over every wait. Syncs, downloads everything, ends with 0 when all of
 * it is there and with 1 when something isn't. Made to be killed.
 */
import { statfs } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { CliFeed } from '../../../main/cli/feed.ts'
import { Composer } from '../../../main/engine/container.ts'
import type { Log } from '../../../main/engine/core/ports.ts'
import { workerFilesInSource } from '../../../main/engine/worker-files.ts'
import type { SyncStatus } from '../../../preload/contract/workspace.ts'
import { engineWorld } from '../../builders/engine-world.ts'
import { JumpingClock } from '../jumping-clock.ts'

const [root = '', apiUrl = '', accessKey = '', appSecret = ''] = process.argv.slice(2)
const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (message, fields) => console.error(message, fields),
}

const clock = new JumpingClock()
clock.start()
const feed = new CliFeed()
let phase: SyncStatus['phase'] | null = null
let running = 0
feed.onSyncStatus = (status) => {
  phase = status.phase
}
feed.onDownloads = (progress) => {
  running = progress.running.length
}
const inSource = workerFilesInSource(new URL('../../../main/engine/', import.meta.url))
const workers = { ...inSource, transfer: new URL('./transfer-worker.ts', import.meta.url) }
const composer = new Composer(engineWorld({ clock, log, feed, workers }))
const opened = composer.open(root, 'write', 'cli')
if (!opened.ok) throw new Error(opened.error.message)
const services = opened.value
await services.prepare()

services.connect({ apiUrl, credentials: { kind: 'key', accessKey, appSecret } }, 'Workspace')
const { db } = services.library
while (!isSynced()) {
  if (phaseIs('waiting')) clock.jump()
  await delay(5)
}
services.start()
const recordingIds = db.prepare<[], number>('SELECT id FROM recordings').pluck().all()
await services.handlers['downloads.start']({ target: { kind: 'recordings', recordingIds, types: null } })
const count = (states: string): number =>
  Number(db.prepare(`SELECT count(*) FROM downloads WHERE state IN (${states})`).pluck().get())
for (let quiet = 0; count(`'queued', 'running', 'waiting'`) > 0; ) {
  quiet = running === 0 && count(`'running'`) === 0 ? quiet + 1 : 0
  if (quiet > 4) {
    // What the queue has asked the disk is answered first: on a busy computer that takes longer than these looks, and a clock
    // that has jumped a day makes tokens that the workspace refuses.
    for (let turn = 0; turn < 3; turn += 1) await statfs(root)
    if (running === 0 && count(`'running'`) === 0) clock.jump()
  }
  await delay(5)
}
const missing = count(`'failed', 'unavailable'`)
await services.stop()
await composer.close()
process.exit(missing === 0 ? 0 : 1)

/** Idle once it has begun. */
function isSynced(): boolean {
  return phaseIs('idle') && services.parts.sync.status(workspaceId()).firstSyncDone
}

function phaseIs(kind: SyncStatus['phase']['kind']): boolean {
  return phase?.kind === kind
}

function workspaceId(): number {
  return Number(db.prepare('SELECT id FROM workspaces').pluck().get())
}
