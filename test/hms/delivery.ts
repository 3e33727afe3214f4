/** Sends a body, at once or as badly as the faults say: slowly, cut, short, stalled. */
import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { ByteSource } from './byte-source.ts'
import type { StorageFault } from './faults.ts'
import { resetConnection } from './http-host.ts'
import type { LoggedRequest } from './request-log.ts'

const CHUNK = 512 * 1024

export async function deliver(
  response: ServerResponse,
  source: ByteSource,
  start: number,
  length: number,
  faults: readonly StorageFault[],
  entry: LoggedRequest,
): Promise<void> {
  const pace = find(faults, 'slow')?.bytesPerSecond ?? Number.POSITIVE_INFINITY
  const stall = find(faults, 'stall')
  const cut = find(faults, 'cut')
  const short = find(faults, 'short')
  const ends = Math.min(length, cut?.at ?? length, short?.at ?? length)
  const chunk = Math.max(1, Math.min(CHUNK, Math.floor(pace / 20)))
  let stallAt = stall !== undefined && stall.at < length ? stall.at : undefined

  let sent = 0
  while (sent < ends) {
    const next = Math.min(sent + chunk, ends, stallAt ?? ends)
    response.write(source.read(start + sent, next - sent))
    entry.bytes += next - sent
    if (Number.isFinite(pace)) await delay(((next - sent) / pace) * 1000)
    // Asked now and not of `write`: while it was slow on purpose the socket may have drained already.
    if (response.writableNeedDrain && !response.destroyed) await drained(response)
    if (response.destroyed) return
    sent = next
    if (sent === stallAt) {
      stallAt = undefined
      if (stall?.ms === undefined) return
      await delay(stall.ms)
    }
  }
  if (cut !== undefined && cut.at < length) await afterFlush(response, () => resetConnection(response))
  else if (short !== undefined && short.at < length) await afterFlush(response, () => response.socket?.end())
  else response.end()
}

export function find<K extends StorageFault['kind']>(
  faults: readonly StorageFault[],
  kind: K,
): Extract<StorageFault, { kind: K }> | undefined {
  return faults.find((fault): fault is Extract<StorageFault, { kind: K }> => fault.kind === kind)
}

/** Resolves when there is room for more, or when the other side has gone. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.on('drain', done)
    response.on('close', done)
  })
}

/** Ends a broken body only when its bytes have left this process: a reset would otherwise take them along. */
async function afterFlush(response: ServerResponse, end: () => void): Promise<void> {
  response.flushHeaders()
  for (let turn = 0; turn < 200 && (response.socket?.writableLength ?? 0) > 0; turn += 1) await delay(5)
  await delay(20)
  end()
}
