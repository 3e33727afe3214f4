/**
 * Entry of the transfer worker, a thread of the engine: sockets, hashing, writing and fsync happen here, synchronously, so
 * that neither a fast line nor a slow disk delays an answer to the window. It knows links and paths, and nothing of
 * recordings or the database.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { FetchHead, FetchOutcome } from '../../core/download/download-ports.ts'
import { Turnstile } from '../../core/turnstile.ts'
import { bootId } from '../boot-id.ts'
import { DiskTurns } from './disk-turns.ts'
import { Pace } from './pace.ts'
import { SpareConnections } from './spare-connections.ts'
import { Transfer } from './transfer.ts'
import { Dispatchers } from './transfer-dispatchers.ts'
import { diskError, readingError } from './transfer-errors.ts'
import {
  discard,
  finishFile,
  hashFile,
  hashSmall,
  makeDurably,
  sizeOf,
  stageFile,
  writeFile,
} from './transfer-finish.ts'
import {
  inBatches,
  type WorkerCall,
  type WorkerQuestion,
  type WorkerWord,
  workerCalls,
  workerSetup,
} from './transfer-messages.ts'
import { measure, readText } from './transfer-small.ts'
import { vouch } from './transfer-vouch.ts'
import type { TransferOrder } from './transfer-world.ts'
import { unpackedBytes, unpackVod } from './zip-vod-unpack.ts'

const progressEveryMs = 200

if (parentPort === null) throw new Error('The transfer worker is started by the engine, as a thread')
const port = parentPort
const setup = workerSetup.parse(workerData)
const dispatchers = new Dispatchers(setup.certificates, setup.timeouts)
const pace = new Pace()
const disk = new DiskTurns()
const boot = bootId()
const connections = new SpareConnections(setup.connectionCounts, setup.place)
const smallOnes = new Turnstile()
const unpackings = new Map<number, AbortController>()
const transfers = new Map<number, { transfer: Transfer; go: () => void }>()

const say = inBatches<WorkerWord>((words) => port.postMessage(words))

port.on('message', (message: unknown) => {
  for (const call of workerCalls.parse(message)) hear(call)
})

function hear(call: WorkerCall): void {
  switch (call.kind) {
    case 'fetch':
      void fetch(call.id, call)
      break
    case 'go':
      transfers.get(call.id)?.go()
      break
    case 'abort':
      stop(call.id)
      break
    case 'limit':
      pace.limit(call.bytesPerS, call.share)
      break
    case 'proxy':
      proxiesWanted.get(call.id)?.(call.proxy)
      break
    default:
      void answer(call)
  }
}

const proxiesWanted = new Map<number, (proxy: string | null) => void>()
/** Only the host crosses: the rest of a link may be a key. */
const askProxyFor =
  (id: number) =>
  (url: URL): Promise<string | null> => {
    say({ kind: 'proxy-wanted', id, origin: url.origin })
    return new Promise((resolve) => {
      proxiesWanted.set(id, (proxy) => {
        proxiesWanted.delete(id)
        resolve(proxy)
      })
    })
  }

setInterval(() => {
  const nowMs = Date.now()
  const items = [...transfers].flatMap(([id, { transfer }]) => {
    const report = transfer.report(nowMs, false)
    return report === null ? [] : [{ id, ...report }]
  })
  if (items.length > 0) say({ kind: 'progress', items })
}, progressEveryMs)

async function fetch(id: number, order: TransferOrder): Promise<void> {
  const world = { dispatchers, pace, boot, connections, smallOnes, disk, proxyFor: askProxyFor(id) }
  const entry = { transfer: new Transfer(order, world, onHead), go: () => {} }
  function onHead(head: FetchHead): Promise<void> {
    say({ kind: 'head', id, head })
    return new Promise((resolve) => {
      entry.go = resolve
    })
  }
  transfers.set(id, entry)
  const outcome = await entry.transfer.run().catch((error: unknown): FetchOutcome => {
    const known = diskError(error, order.partPath)
    if (known === null) tellFault(error)
    return { kind: 'failed', error: known ?? fault, newBytes: 0 }
  })
  transfers.delete(id)
  // Of what is complete, the outcome says more.
  const report = outcome.kind === 'complete' ? null : entry.transfer.report(Date.now(), true)
  if (report !== null) say({ kind: 'progress', items: [{ id, ...report }] })
  say({ kind: 'fetched', id, outcome })
}

const fault: DailiesError = {
  kind: 'internal',
  message: 'Something went wrong in Dailies itself. The details are in its log.',
}

function tellFault(error: unknown): void {
  say({ kind: 'fault', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}

function stop(id: number): void {
  const entry = transfers.get(id)
  entry?.transfer.abort()
  entry?.go()
  unpackings.get(id)?.abort()
}

async function answer(call: WorkerQuestion): Promise<void> {
  const path = pathOf(call)
  try {
    say(await answerTo(call))
  } catch (error) {
    const explain = call.kind === 'hash' ? readingError : diskError
    const known = path === null ? null : explain(error, path)
    if (known === null) tellFault(error)
    say({ kind: 'refused', id: call.id, error: known ?? fault })
  }
}

async function answerTo(call: WorkerQuestion): Promise<WorkerWord> {
  const { id } = call
  const refused = (error: DailiesError): WorkerWord => ({ kind: 'refused', id, error })
  switch (call.kind) {
    case 'measure': {
      const total = await measure({ dispatchers, proxyFor: askProxyFor(id) }, call)
      return total.ok ? { kind: 'measured', id, ...total.value } : refused(total.error)
    }
    case 'vouch': {
      const vouched = await vouch({ dispatchers, proxyFor: askProxyFor(id) }, call, boot)
      return vouched.ok ? { kind: 'vouched', id, file: vouched.value } : refused(vouched.error)
    }
    case 'text': {
      const read = await readText({ dispatchers, proxyFor: askProxyFor(id) }, call, call.maxBytes)
      return read.ok ? { kind: 'read', id, ...read.value } : refused(read.error)
    }
    case 'finish':
      return { kind: 'finished', id, doubt: await finishFile(call.order, disk) }
    case 'hash':
      return { kind: 'hashed', id, file: await hashFile(call.path) }
    case 'hash-small':
      return { kind: 'hashed-small', id, files: call.paths.map(hashSmall) }
    case 'size':
      return { kind: 'sized', id, bytes: sizeOf(call.path) }
    case 'write':
      return { kind: 'written', id, file: await writeFile(call.path, call.text, disk) }
    case 'stage':
      await stageFile(call.path, call.text, disk)
      return { kind: 'done', id }
    case 'make-folder':
      await makeDurably(call, disk)
      return { kind: 'done', id }
    case 'sync-folder':
      await disk.names([call.path])
      return { kind: 'done', id }
    case 'discard':
      discard(call.path)
      return { kind: 'done', id }
    case 'unpacked-bytes':
      return { kind: 'unpacked-bytes', id, bytes: await unpackedBytes(call.path) }
    case 'unpack':
      return unpack(call)
  }
}

async function unpack({ id, path, folder }: Extract<WorkerCall, { kind: 'unpack' }>): Promise<WorkerWord> {
  const stopping = new AbortController()
  unpackings.set(id, stopping)
  try {
    return { kind: 'unpacked', id, unpacked: await unpackVod(path, folder, disk, stopping.signal) }
  } finally {
    unpackings.delete(id)
  }
}

function pathOf(call: WorkerQuestion): string | null {
  if (call.kind === 'measure' || call.kind === 'text' || call.kind === 'hash-small') return null
  return call.kind === 'finish' ? call.order.partPath : call.path
}
