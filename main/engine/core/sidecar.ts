/**
 * The files beside the recordings that make the folder worth keeping alone: `recording.json` and `room.json`. Their shape,
 * how they are read and how they are written again without losing what another version put there. Text in, text out;
 * who reads and writes files is not here. Nothing secret has a place in them.
 */
import { z } from 'zod'
import { assetType, recordingKind, recordingStatus } from '../../../preload/contract/recording.ts'
import { sidecarMarkers, sidecarRemovedMarkers } from './markers/marker-record.ts'
import { isPlainRelativePath } from './names/safe-name.ts'

/** Raised when an older Dailies could misread what a newer one writes; fields that are only added don't raise it. */
export const sidecarVersion = 1

/** An hours-long call with hundreds of tracks stays far below; anything larger isn't ours. */
export const largestSidecarBytes = 64 * 1024 * 1024

const text = z.string().nullable().catch(null)
/** Beyond are neither bytes nor seconds, and a library's sum would overflow. */
const largest = 2 ** 44
const amount = z.number().min(0).max(largest).nullable().catch(null)
const whole = z.number().int().min(0).max(largest).nullable().catch(null)
/** Epoch milliseconds of the years 0 to 10,000: a date can be made of them and of what is added to them. */
const moment = z.number().int().min(-62_200_000_000_000).max(253_500_000_000_000)
const when = moment.nullable().catch(null)
const flag = z.boolean().catch(false)
const anything = z.unknown().transform((value): unknown => value ?? null)

const workspace = z.looseObject({
  apiUrl: z.string().min(1),
  /** What tells workspaces at one address apart: the customer's id, or the access key until that is known. */
  identity: z.string().min(1),
  customerId: text,
  accessKey: text,
  name: z.string().catch(''),
})

const room = z.looseObject({
  id: z.string().min(1),
  name: text,
  enabled: z.boolean().nullable().catch(null),
  customerBucket: text,
})

const participant = z.looseObject({
  peerId: z.string(),
  name: z.string().catch(''),
  role: text,
  userId: text,
  joinedMs: when,
  leftMs: when,
})

const session = z.looseObject({
  id: z.string().min(1),
  roomId: text,
  active: z.boolean().nullable().catch(null),
  createdAt: text,
  createdMs: when,
  participants: z.array(participant).catch([]),
})

const recording = z.looseObject({
  kind: recordingKind,
  id: z.string().min(1),
  sessionId: text,
  status: recordingStatus.catch('unknown'),
  statusRaw: text,
  createdAt: text,
  startedAt: text,
  stoppedAt: text,
  updatedAt: text,
  sortMs: moment,
  createdMs: when,
  startedMs: when,
  startedBy: text,
  stoppedBy: text,
  destination: text,
  meetingUrl: text,
  assetTypes: z.array(z.string()).nullable().catch(null),
  durationS: amount,
  sizeBytes: whole,
  onlyCopy: flag,
  raw: anything,
})

const file = z.looseObject({
  /** Relative to the folder of the sidecar, with `/`. */
  name: z.string().min(1),
  sizeBytes: z.number().int().nonnegative().max(largest),
  sha256: z.string(),
  verified: flag,
  differsFromRecord: flag,
  /** The person has looked at what is wrong with it, and keeps it. */
  accepted: flag,
  checkedAgainst: text,
  finishedMs: moment.catch(0),
})

const asset = z.looseObject({
  /** The upstream id; null where upstream gives none. */
  id: text,
  identity: z.string().min(1),
  jobId: text,
  roomId: text,
  sessionId: text,
  type: assetType.catch('other'),
  typeRaw: z.string(),
  format: text,
  layer: text,
  peerId: text,
  width: whole,
  height: whole,
  path: text,
  statusRaw: text,
  available: flag,
  sizeBytes: whole,
  durationS: amount,
  createdAt: text,
  createdMs: when,
  expiresMs: when,
  metadata: anything,
  thumbnails: z.array(z.string()).nullable().catch(null),
  onlyCopy: flag,
  raw: anything,
  fileName: z.string().refine(isPlainRelativePath).nullable().catch(null),
  /** `removed`: sent to the bin by the person, so that no policy brings it back. null: not here. */
  state: z.enum(['done', 'removed']).nullable().catch(null),
  files: z.array(file).catch([]),
})

/** What the person wrote about a recording; `revision` of the sidecar counts its changes. */
const recordingWritings = z.looseObject({
  title: text,
  starred: flag,
  reviewed: flag,
  tags: z.array(z.string()).catch([]),
  positionS: amount,
  /** From the transcript's name to the one that is shown; a newer Dailies may put more than names there. */
  speakers: z.record(z.string(), z.unknown()).catch({}),
  chatOffsetMs: z.number().int().min(-86_400_000).max(86_400_000).catch(0),
  /** From an asset's identity to milliseconds. */
  sourceOffsetsMs: z.record(z.string(), z.unknown()).catch({}),
  markers: sidecarMarkers,
  removedMarkers: sidecarRemovedMarkers,
})

const roomWritings = z.looseObject({ title: text, speakers: z.record(z.string(), z.unknown()).catch({}) })

/** What a revision counts as from which nobody could count on in exact numbers: far more than anyone changes, and far below that. */
export const restartedRevision = 2 ** 52
const highestRevision = 2 ** 53 - 2 ** 32
const revision = z
  .number()
  .nonnegative()
  .transform((value) => (value > highestRevision ? restartedRevision : Math.floor(value)))

export const recordingSidecar = z.looseObject({
  dailies: z.literal('recording'),
  version: z.literal(sidecarVersion),
  revision,
  workspace,
  room: room.nullable(),
  session: session.nullable(),
  recording,
  user: recordingWritings,
  assets: z.array(asset),
})
export type RecordingSidecar = z.infer<typeof recordingSidecar>
export type SidecarAsset = RecordingSidecar['assets'][number]
export type SidecarFile = SidecarAsset['files'][number]

const roomSidecar = z.looseObject({
  dailies: z.literal('room'),
  version: z.literal(sidecarVersion),
  revision,
  workspace,
  room,
  user: roomWritings,
})
export type RoomSidecar = z.infer<typeof roomSidecar>

export type SidecarReading<T> =
  | { readonly kind: 'read'; readonly sidecar: T }
  /** Of a newer Dailies: may be looked at, never written over. */
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'damaged'; readonly reason: string }

export const parseRecordingSidecar = (content: string): SidecarReading<RecordingSidecar> =>
  parse(content, recordingSidecar)
export const parseRoomSidecar = (content: string): SidecarReading<RoomSidecar> => parse(content, roomSidecar)

function parse<T>(content: string, schema: z.ZodType<T>): SidecarReading<T> {
  const value = parseJson(content)
  if (value === undefined) return { kind: 'damaged', reason: 'it is not JSON, or ends too early' }
  const newer = z.looseObject({ version: z.number().int().gt(sidecarVersion) }).safeParse(value)
  if (newer.success) return { kind: 'newer', version: newer.data.version }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { kind: 'read', sidecar: parsed.data }
  const issue = parsed.error.issues[0]
  return { kind: 'damaged', reason: `“${issue?.path.join('.') ?? ''}” is not what it should be` }
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

/**
 * The text to write. `previous` is what stands there: its fields that this version doesn't know are kept. Every field we
 * know is always written, so what is missing in ours is what we don't know.
 */
export function sidecarText(
  sidecar: RecordingSidecar | RoomSidecar,
  previous: RecordingSidecar | RoomSidecar | null,
): string {
  return `${JSON.stringify(previous === null ? sidecar : keepUnknown(sidecar, previous), null, 1)}\n`
}

function keepUnknown(ours: unknown, theirs: unknown): unknown {
  if (Array.isArray(ours)) return Array.isArray(theirs) ? keepUnknownItems(ours, theirs) : ours
  if (!isObject(ours) || !isObject(theirs) || isAllKnown(ours, theirs)) return ours
  const known = Object.entries(ours).map(([key, value]) => {
    // Upstream's own objects are replaced whole: a field that went away there is gone here.
    return [key, upstreamFields.has(key) ? value : keepUnknown(value, theirs[key])]
  })
  const unknown = Object.entries(theirs).filter(([key]) => !(key in ours))
  return Object.fromEntries([...known, ...unknown])
}

/** Nothing of theirs is lost: the usual case, and of thousands of markers the only quick one. */
function isAllKnown(ours: Readonly<Record<string, unknown>>, theirs: Readonly<Record<string, unknown>>): boolean {
  for (const key in theirs) {
    const value = theirs[key]
    if (!(key in ours) || (typeof value === 'object' && value !== null)) return false
  }
  return true
}

const upstreamFields: ReadonlySet<string> = new Set(['raw', 'metadata', 'speakers', 'sourceOffsetsMs'])

/** Items are the same by what names them; those that are gone stay gone. */
function keepUnknownItems(ours: readonly unknown[], theirs: readonly unknown[]): unknown[] {
  const byName = new Map(theirs.map((item) => [itemName(item), item]))
  return ours.map((item) => {
    const name = itemName(item)
    return name === null ? item : keepUnknown(item, byName.get(name))
  })
}

function itemName(item: unknown): unknown {
  return isObject(item) ? (item['identity'] ?? item['peerId'] ?? item['name'] ?? item['id'] ?? null) : null
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
