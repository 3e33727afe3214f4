/**
 * What everything in a library folder is called. A name depends only on the item and the library's time zone, so that
 * two machines that archive the same workspace name everything alike, in whatever order it arrives; it is decided once
 * and recorded by whoever asks. Names and paths from the server only give words to it, never a place (docs/adr/0010).
 */
import type { AssetType } from '../../../../preload/contract/recording.ts'
import { type NameLimit, nameKey, safeName } from './safe-name.ts'

export const recordingSidecarName = 'recording.json'
export const roomSidecarName = 'room.json'
/** Where recordings lie whose room nobody knows. No room gets this name to itself. */
export const folderWithoutRoom = 'No room'

// Windows gives a whole path 260 characters, of which the library's own folder takes a part.
const roomLimit: NameLimit = { bytes: 110, characters: 60 }
const peerLimit: NameLimit = { bytes: 80, characters: 40 }
const typeLimit: NameLimit = { bytes: 60, characters: 40 }

const separator = ' · '

// ---- ids ----

/** What is left of an id for a name; ids come from outside too. Where nothing is left, a fingerprint of it. */
function idCharacters(id: string): string {
  const characters = id.replace(/[^0-9A-Za-z]/g, '').slice(-64)
  return characters.length >= 4 ? characters : fingerprint(id)
}

/** FNV-1a from two starting points; only to tell names apart, so being easy to collide costs a longer name. */
function fingerprint(text: string): string {
  return [0x811c9dc5, 0x01234567].map((start) => fnv1a(text, start).toString(16).padStart(8, '0')).join('')
}

function fnv1a(text: string, start: number): number {
  let hash = start
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** The last 8 of an id, then longer ones, then numbered ones: as many as it takes to find one that is free. */
function* idEndings(id: string): Generator<string> {
  const characters = idCharacters(id)
  for (let length = 8; length < characters.length; length += 4) yield characters.slice(-length)
  yield characters
  for (let number = 2; ; number += 1) yield `${characters} ${number}`
}

/** Same as above, for what has no id of its own: the end of a path would be its extension. */
const endingsFor = (upstreamId: string | null, identity: string): Generator<string> =>
  idEndings(upstreamId ?? fingerprint(identity))

function firstFree(names: Iterable<string>, taken: (name: string) => boolean): string {
  for (const name of names) if (!taken(name)) return name
  throw new Error('Ran out of names')
}

// ---- folders ----

/**
 * e.g. `Morning show`; ` · <last 8 of its id>` is added only where another room has that name. `isFirst`: no older room is
 * called so.
 */
export function roomFolderName(
  room: { readonly name: string | null; readonly upstreamId: string; readonly isFirst: boolean },
  taken: (name: string) => boolean,
): string {
  const name = safeName(room.name ?? '', `Room ${idCharacters(room.upstreamId).slice(-8)}`, roomLimit)
  function* names() {
    if (room.isFirst && nameKey(name) !== nameKey(folderWithoutRoom)) yield name
    for (const ending of idEndings(room.upstreamId)) yield `${name}${separator}${ending}`
  }
  return firstFree(names(), taken)
}

/**
 * e.g. `2026-11-20 14.03 · f784d26d`: when it began, in the library's time zone, and the last 8 of its id. `startMs` is
 * upstream's; null where it gave no time (when it was first seen here would differ between machines).
 */
export function recordingFolderName(
  recording: { readonly startMs: number | null; readonly upstreamId: string },
  timeZone: string,
  taken: (name: string) => boolean,
): string {
  const start = localMinute(recording.startMs, timeZone) ?? 'Undated'
  function* names() {
    for (const ending of idEndings(recording.upstreamId)) yield `${start}${separator}${ending}`
  }
  return firstFree(names(), taken)
}

/** Making one takes longer than all the rest of a name. */
const minuteFormats = new Map<string, Intl.DateTimeFormat>()

function minuteFormat(timeZone: string): Intl.DateTimeFormat {
  const known = minuteFormats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  minuteFormats.set(timeZone, format)
  return format
}

/** `2026-11-20 14.03`; Windows allows no colon. null outside of the years 1 to 9999. */
export function localMinute(ms: number | null, timeZone: string): string | null {
  if (ms === null || !(ms > -62_000_000_000_000 && ms < 253_000_000_000_000)) return null
  const parts = new Map(
    minuteFormat(timeZone)
      .formatToParts(ms)
      .map((part) => [part.type, part.value]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')} ${part('hour')}.${part('minute')}`
}

// ---- files ----

export type AssetToName = {
  readonly identity: string
  readonly upstreamId: string | null
  readonly type: AssetType
  readonly typeRaw: string
  readonly format: string | null
  readonly layer: string | null
  readonly height: number | null
  readonly peerId: string | null
  /** The participant's name, where it is known. */
  readonly peerName: string | null
  /** `audio` or `video` of a track, `regular`, `screen` or `audio` of a stream. */
  readonly mediaKind: string | null
  /** Upstream's path: only its extension is looked at, and only if it is one we know. */
  readonly path: string | null
  readonly createdMs: number | null
}

/**
 * Relative to the recording's folder, with `/`: `composite · 720p.mp4`, `tracks/Ann · audio.webm`, `vod`. Of several of a
 * kind the one made first has the plain name, the others ` · <last 8 of its id>`. `siblings` are the recording's other
 * assets; `taken` says which names are given already.
 */
export function assetFileName(
  asset: AssetToName,
  siblings: readonly AssetToName[],
  taken: (name: string) => boolean,
): string {
  const plain = plainName(asset)
  const whole = (ending: string): string => `${plain.stem}${ending}${plain.extension}`
  const key = nameKey(whole(''))
  const alike = siblings.filter((sibling) => {
    const other = plainName(sibling)
    return nameKey(`${other.stem}${other.extension}`) === key
  })
  const isFirst = plain.mayStandAlone && alike.every((sibling) => comesBefore(asset, sibling))
  function* names() {
    if (isFirst) yield whole('')
    for (const ending of endingsFor(asset.upstreamId, asset.identity)) yield whole(`${separator}${ending}`)
  }
  return firstFree(names(), taken)
}

function comesBefore(one: AssetToName, other: AssetToName): boolean {
  const difference = (one.createdMs ?? Number.MAX_VALUE) - (other.createdMs ?? Number.MAX_VALUE)
  return difference === 0 ? one.identity < other.identity : difference < 0
}

/** `extension` with its dot, empty for a folder. Kinds nobody knows always carry their id. */
type PlainName = { readonly stem: string; readonly extension: string; readonly mayStandAlone: boolean }

function plainName(asset: AssetToName): PlainName {
  const named = (stem: string, extension: string): PlainName => ({ stem, extension, mayStandAlone: true })
  switch (asset.type) {
    case 'room-composite':
      return named(`composite${layerEnding(asset)}`, extensionOf(asset, media) ?? '.mp4')
    case 'room-composite-legacy':
      return named(`legacy composite${layerEnding(asset)}`, extensionOf(asset, media) ?? '.mp4')
    case 'room-vod':
      // A folder, or one zip: only the link tells, so the name says neither.
      return named('vod', '')
    case 'chat':
      return named('chat', extensionOf(asset, texts) ?? '.csv')
    case 'transcript':
      return named('transcript', extensionOf(asset, texts) ?? '.txt')
    case 'summary':
      return named('summary', extensionOf(asset, texts) ?? '.json')
    case 'track':
      return named(
        `tracks/${peerOf(asset)}${separator}${mediaKindOf(asset, 'track')}`,
        extensionOf(asset, media) ?? '.webm',
      )
    case 'stream':
      return named(
        `streams/${peerOf(asset)}${separator}${mediaKindOf(asset, 'stream')}`,
        extensionOf(asset, media) ?? '.mp4',
      )
    case 'other': {
      const stem = `other/${safeName(asset.typeRaw, 'unknown', typeLimit)}`
      return { stem, extension: extensionOf(asset, [...media, ...texts, ...others]) ?? '', mayStandAlone: false }
    }
  }
}

const media: readonly string[] = ['mp4', 'webm', 'mkv', 'mov', 'm4v', 'm4a', 'mp3', 'ogg', 'opus', 'aac', 'wav', 'ts']
const texts: readonly string[] = ['json', 'srt', 'txt', 'vtt', 'csv']
const others: readonly string[] = ['zip', 'jpg', 'jpeg', 'png', 'webp', 'pdf', 'md']

/** The format first: upstream's samples show `.json` paths of subtitles. */
function extensionOf(asset: AssetToName, known: readonly string[]): string | null {
  const ofPath = /\.([0-9A-Za-z]{1,5})$/.exec(asset.path ?? '')?.[1]
  const candidates = [asset.format, ofPath].map((candidate) => candidate?.toLowerCase())
  const found = candidates.find((candidate) => candidate !== undefined && known.includes(candidate))
  return found === undefined ? null : `.${found}`
}

function layerEnding(asset: AssetToName): string {
  if (asset.layer === null) return ''
  const height = asset.height !== null && Number.isSafeInteger(asset.height) && asset.height > 0 ? asset.height : null
  return `${separator}${height === null ? `layer ${safeName(asset.layer, '0', typeLimit)}` : `${height}p`}`
}

function peerOf(asset: AssetToName): string {
  const unnamed = `peer ${idCharacters(asset.peerId ?? asset.identity).slice(-8)}`
  return safeName(asset.peerName ?? '', unnamed, peerLimit)
}

/** What a peer calls itself must not end up looking like the kind: only these words can follow it. */
function mediaKindOf(asset: AssetToName, fallback: string): string {
  const known = ['audio', 'video', 'screen']
  return asset.mediaKind !== null && known.includes(asset.mediaKind) ? asset.mediaKind : fallback
}
