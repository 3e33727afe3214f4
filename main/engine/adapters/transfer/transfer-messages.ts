/** What the engine and its transfer worker say to each other. `id` is a call's; its answer carries the same. */
import { z } from 'zod'
import { dailiesError } from '../../../../preload/contract/errors.ts'
import { resumeRecord } from '../../core/download/resume-record.ts'

const id = z.number().int()
const hex = z.string()
const nullableInt = z.number().int().nullable()
const validator = z.object({ etag: z.string().nullable(), lastModified: z.string().nullable() })
const checkpoint = z.object({ bytes: z.number().int(), sha256: hex })
const checksumKind = z.enum(['md5', 'crc32c'])

const fileKind = z.enum(['media', 'json', 'chat-csv', 'srt', 'text', 'zip', 'any'])
const finishOrder = z.object({ partPath: z.string(), finalPath: z.string(), doubtfulPath: z.string(), kind: fileKind })
const link = z.object({ url: z.string(), proxy: z.string().nullable() })

/** Engine → worker. */
const workerCall = z.discriminatedUnion('kind', [
  link.extend({
    ...{ kind: z.literal('fetch'), id, partPath: z.string(), resume: resumeRecord.nullable() },
    smallAtATime: nullableInt,
    mayBePage: z.object({ recordedBytes: nullableInt }).nullable(),
  }),
  /** The version is stored: its bytes may be written. */
  z.object({ kind: z.literal('go'), id }),
  z.object({ kind: z.literal('abort'), id }),
  /** To `proxy-wanted`. */
  z.object({ kind: z.literal('proxy'), id, proxy: z.string().nullable() }),
  link.extend({ kind: z.literal('measure'), id }),
  link.extend({ kind: z.literal('vouch'), id, path: z.string() }),
  link.extend({ kind: z.literal('text'), id, maxBytes: z.number().int() }),
  z.object({ kind: z.literal('finish'), id, order: finishOrder }),
  z.object({ kind: z.literal('hash'), id, path: z.string() }),
  z.object({ kind: z.literal('hash-small'), id, paths: z.array(z.string()) }),
  z.object({ kind: z.literal('size'), id, path: z.string() }),
  z.object({ kind: z.literal('write'), id, path: z.string(), text: z.string() }),
  z.object({ kind: z.literal('stage'), id, path: z.string(), text: z.string() }),
  z.object({ kind: z.literal('make-folder'), id, path: z.string(), levels: z.number().int() }),
  z.object({ kind: z.literal('sync-folder'), id, path: z.string() }),
  z.object({ kind: z.literal('discard'), id, path: z.string() }),
  /** `path`: the archive of a room-vod. */
  z.object({ kind: z.literal('unpacked-bytes'), id, path: z.string() }),
  z.object({ kind: z.literal('unpack'), id, path: z.string(), folder: z.string() }),
  /** Of all transfers together; `share` of it is this worker's. */
  z.object({ kind: z.literal('limit'), bytesPerS: z.number().nullable(), share: z.number() }),
])
export const workerCalls = z.array(workerCall)
export type WorkerCall = z.infer<typeof workerCall>
/** What is answered with one word. */
export type WorkerQuestion = Exclude<WorkerCall, { kind: 'fetch' | 'go' | 'abort' | 'limit' | 'proxy' }>
/** Keeps each member of a union a type of its own; a plain Omit would merge them. */
export type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

export const workerSetup = z.object({
  /** Of all threads, in memory that they share; `place` is this one's. */
  connectionCounts: z.custom<Int32Array>((value) => value instanceof Int32Array),
  place: z.number().int(),
  certificates: z.array(z.string()),
  timeouts: z.object({ connectMs: z.number(), headMs: z.number(), stallMs: z.number() }),
})
export type WorkerSetup = z.infer<typeof workerSetup>

const fetchOutcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('complete'),
    bytes: z.number().int(),
    sha256: hex,
    totalBytes: nullableInt,
    validator: validator.nullable(),
    boot: z.string(),
    seenMs: nullableInt,
    checked: z.object({ kind: checksumKind, agrees: z.boolean(), certain: z.boolean() }).nullable(),
    isPlaylist: z.boolean(),
  }),
  z.object({ kind: z.literal('failed'), error: dailiesError, newBytes: z.number().int() }),
  z.object({ kind: z.literal('aborted') }),
])

const sighting = z.object({ validator: validator.nullable(), seenMs: nullableInt })
const hashed = z.object({ bytes: z.number().int(), sha256: hex })
const unpacked = z.union([
  z.object({ aborted: z.literal(true) }),
  z.object({ files: z.array(hashed.extend({ name: z.string() })) }),
  z.object({ refused: z.string() }),
])

/** Worker → engine. */
const workerWord = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('head'),
    id,
    head: z.object({ totalBytes: nullableInt, validator: validator.nullable(), boot: z.string(), seenMs: nullableInt }),
  }),
  /** One batch for all transfers, a few times a second. */
  z.object({
    kind: z.literal('progress'),
    items: z.array(z.object({ id, bytes: z.number().int(), checkpoint: checkpoint.nullable() })),
  }),
  z.object({ kind: z.literal('fetched'), id, outcome: fetchOutcome }),
  /** A redirect of that call leads to another host, which may lie behind another proxy. */
  z.object({ kind: z.literal('proxy-wanted'), id, origin: z.string() }),
  sighting.extend({ kind: z.literal('measured'), id, totalBytes: nullableInt }),
  z.object({
    kind: z.literal('vouched'),
    id,
    file: hashed.extend({ ...sighting.shape, boot: z.string(), checkedAgainst: checksumKind }).nullable(),
  }),
  sighting.extend({ kind: z.literal('read'), id, text: z.string(), url: z.string() }),
  z.object({ kind: z.literal('finished'), id, doubt: z.string().nullable() }),
  z.object({ kind: z.literal('hashed'), id, file: hashed.nullable() }),
  z.object({ kind: z.literal('hashed-small'), id, files: z.array(hashed.nullable()) }),
  z.object({ kind: z.literal('sized'), id, bytes: nullableInt }),
  z.object({ kind: z.literal('written'), id, file: hashed }),
  /** Of calls that have nothing to tell. */
  z.object({ kind: z.literal('done'), id }),
  z.object({ kind: z.literal('unpacked'), id, unpacked }),
  z.object({ kind: z.literal('unpacked-bytes'), id, bytes: z.number().int() }),
  z.object({ kind: z.literal('refused'), id, error: dailiesError }),
  /** A bug, for the log; the call it met is answered as failed. */
  z.object({ kind: z.literal('fault'), stack: z.string() }),
])
export const workerWords = z.array(workerWord)
export type WorkerWord = z.infer<typeof workerWord>

const betweenBatchesMs = 8

/**
 * Waking the other side costs more than the words: what is said in one turn of the event loop travels together, and where
 * there is much to say, what is said in a few milliseconds. Whoever speaks after a silence is heard at once.
 */
export function inBatches<T>(post: (batch: readonly T[]) => void): (one: T) => void {
  let batch: T[] = []
  let postedMs = Number.NEGATIVE_INFINITY
  const postAll = () => {
    const all = batch
    batch = []
    postedMs = performance.now()
    post(all)
  }
  return (one) => {
    if (batch.push(one) > 1) return
    const waitMs = postedMs + betweenBatchesMs - performance.now()
    if (waitMs <= 0) setImmediate(postAll)
    else setTimeout(postAll, waitMs)
  }
}
