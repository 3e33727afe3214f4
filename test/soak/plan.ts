/** What a soak run is made of, thrown from its seed: the files of a workspace, what goes wrong, and when. */
import type { AssetSpec } from '../hms/asset-builder.ts'
import type { Fault } from '../hms/faults.ts'
import type { Dice } from './dice.ts'

export type Deed =
  /** SIGKILL, so many milliseconds after `servedBytes` have left storage since the start of the run. */
  | { readonly kind: 'kill'; readonly servedBytes: number; readonly lateMs: number }
  /** An object is replaced by another version: of the same length or not. */
  | { readonly kind: 'change'; readonly servedBytes: number; readonly lateMs: number; readonly sameSize: boolean }

export type Plan = {
  /** The assets of each recording. */
  readonly recordings: readonly (readonly AssetSpec[])[]
  readonly faults: readonly Fault[]
  /** In the order in which they come. */
  readonly deeds: readonly Deed[]
  /** Lengths of an unzipped room-vod's segments, and of the one file that its other layer is; null: there is none. */
  readonly vod: { readonly segmentBytes: readonly number[]; readonly fileBytes: number } | null
}

export function throwPlan(dice: Dice): Plan {
  const vod = dice.chance(0.5) ? vodOf(dice) : null
  const long = dice.chance(0.08)
  const recordings = Array.from({ length: dice.whole(1, 3) }, (_, index) => {
    return assets(dice, vod !== null && index === 0, long && index === 0)
  })
  const vodBytes = vod === null ? 0 : vod.segmentBytes.reduce((sum, bytes) => sum + bytes, vod.fileBytes)
  const bytes = recordings.flat().reduce((sum, { content }) => sum + sizeOf(content), vodBytes)
  const deeds = Array.from({ length: dice.whole(0, 5) }, () => deed(dice, bytes))
  return {
    recordings,
    faults: [...Array.from({ length: dice.whole(1, 7) }, () => fault(dice)), ...(long ? [slowStorage(dice)] : [])],
    deeds: deeds.sort((a, b) => a.servedBytes - b.servedBytes),
    vod,
  }
}

/** Up to 8 MiB: of what is larger storage has no checksum, and nothing else tells a body that isn't the object's. */
function vodOf(dice: Dice): Plan['vod'] {
  const segmentBytes = Array.from({ length: dice.whole(3, 14) }, () => dice.whole(1000, dice.one([90_000, 2_500_000])))
  return { segmentBytes, fileBytes: dice.whole(500_000, 8_000_000) }
}

/** `long`: worth several connections at once, where storage is slow. */
function assets(dice: Dice, vod: boolean, long: boolean): AssetSpec[] {
  const seed = () => dice.whole(1, 2 ** 30)
  const mp4Bytes = long ? dice.whole(40_000_000, 50_000_000) : filmBytes(dice)
  const texts: AssetSpec[] = [
    { type: 'transcript', outputMode: 'json', content: { text: `{"sentences":[],"number":${seed()}}` } },
    { type: 'transcript', outputMode: 'txt', content: { text: `Ana: ${'number '.repeat(dice.whole(1, 900))}\n` } },
    { type: 'summary', outputMode: 'json', content: { text: `{"sections":[],"number":${seed()}}` } },
    {
      type: 'chat',
      content: { text: `SenderPeerID,SenderName,SenderUserID,Roles,SentAt,Type,Message\n${seed()},,,,,,\n` },
    },
  ]
  return [
    {
      type: 'room-composite',
      content: { mp4Bytes, seed: seed() },
      // Now and then the API's record of the length is wrong.
      ...(dice.chance(0.1) ? { apiSize: mp4Bytes + dice.whole(-20, 20) } : {}),
    },
    ...texts.filter(() => dice.chance(0.7)),
    ...(vod ? [{ type: 'room-vod', vod: { folder: 'founders-hour/vod', hosting: 'cdn' as const } }] : []),
  ]
}

/** Above 8 MiB an ETag is no hash of anything: only the validator tells versions apart. */
function filmBytes(dice: Dice): number {
  return dice.chance(0.15) ? dice.whole(8_500_000, 10_000_000) : dice.whole(100_000, 5_000_000)
}

function slowStorage(dice: Dice): Fault {
  return { on: 'storage', kind: 'slow', bytesPerSecond: dice.whole(8_000_000, 20_000_000), times: 60 }
}

function sizeOf(content: AssetSpec['content']): number {
  return content !== undefined && 'mp4Bytes' in content ? content.mp4Bytes : 1000
}

function deed(dice: Dice, bytes: number): Deed {
  const when = { servedBytes: dice.whole(0, bytes), lateMs: dice.whole(0, 60) }
  return dice.chance(0.65) ? { kind: 'kill', ...when } : { kind: 'change', ...when, sameSize: dice.chance(0.7) }
}

function fault(dice: Dice): Fault {
  const reach = { after: dice.whole(0, 8), times: dice.whole(1, 3) }
  const at = dice.whole(0, 4_000_000)
  const shift = dice.whole(1, 200_000)
  const files = { on: 'storage' as const, ...reach }
  const links = { on: 'api' as const, match: /presigned-url$/, ...reach }
  return dice.one<Fault>([
    { ...files, kind: 'cut', at },
    { ...files, kind: 'cut', at },
    { ...files, kind: 'short', at },
    { ...files, kind: 'short', at },
    { ...files, kind: 'stall', at, times: 1 },
    { ...files, kind: 'slow', bytesPerSecond: dice.whole(2_000_000, 20_000_000) },
    { ...files, kind: 'hang', times: 1 },
    { ...files, kind: 'reset' },
    { ...files, kind: 'late', ms: dice.whole(1, 200) },
    { ...files, kind: 'expired' },
    { ...files, kind: 'status', status: dice.one([400, 403, 408, 416, 500, 502, 503]) },
    { ...files, kind: 'status', status: dice.one([429, 503]), retryAfter: dice.whole(1, 90) },
    { ...files, kind: 'status', status: 404, times: 1 },
    { ...files, kind: 'html', status: dice.one([200, 403, 511]) },
    { ...files, kind: 'gzip' },
    { ...files, kind: 'no-length' },
    { ...files, kind: 'redirect', status: dice.one([301, 302, 303, 307, 308]) },
    { ...files, kind: 'ignores-range' },
    { ...files, kind: 'other-range', shift },
    { ...files, kind: 'wrong-bytes', shift },
    { ...files, kind: 'if-range-by-date-only' },
    { ...files, kind: 'validators', etag: 'changing', lastModified: 'changing' },
    { ...files, kind: 'validators', etag: 'weak' },
    { ...files, kind: 'validators', etag: 'none', lastModified: 'none' },
    // Said twice with the same length, it would rightly be kept as what storage has.
    { ...files, kind: 'body', body: Buffer.alloc(dice.whole(1, 5000), 'x'), times: 1 },
    { ...links, kind: 'status', status: dice.one([429, 500, 502, 503]) },
    { ...links, kind: 'reset' },
    { ...links, kind: 'html' },
    { ...links, kind: 'truncated-json' },
    { ...links, kind: 'slow', ms: dice.whole(1, 300) },
  ])
}
