/** Which recordings, and which of their files, the filters of `list` and `pull` pass. */
import { assetType } from '../../preload/contract/recording.ts'
import { parseDate } from '../engine/core/dates.ts'
import { statusMatches, statusOfFilterWord } from '../engine/core/status.ts'
import type { ArchiveAsset, ArchiveRecording } from '../engine/db/library/archive-queries.ts'
import type { Archive } from '../engine/reader/archive.ts'
import type { Filters } from './arguments.ts'
import type { Output } from './output.ts'
import { isInShard } from './quantities.ts'

/** Newest first. */
export function selectRecordings(archive: Archive, filters: Filters): ArchiveRecording[] {
  const { sinceMs, untilMs } = spanOf(archive, filters)
  const rooms = new Set(filters.rooms.map(folded))
  const ids = new Set(filters.recordings.map(folded))
  const { statuses, shards } = filters
  return archive.recordings().filter((recording) => {
    if (recording.sortMs < sinceMs || recording.sortMs >= untilMs) return false
    if (ids.size > 0 && !ids.has(folded(recording.upstreamId))) return false
    if (rooms.size > 0 && !recording.roomNames.some((name) => rooms.has(folded(name)))) return false
    if (statuses.length > 0 && !statuses.some((word) => statusMatches(word, recording))) return false
    return shards.length === 0 || shards.some((shard) => isInShard(recording.upstreamId, shard))
  })
}

/** Any of the repeated, as with every filter: the earliest start and the latest end. */
function spanOf({ timeZone }: Pick<Archive, 'timeZone'>, { since, until }: Filters) {
  const ms = (dates: readonly string[]) => dates.map((date) => parseDate(date, timeZone) ?? 0)
  return {
    sinceMs: since.length === 0 ? Number.NEGATIVE_INFINITY : Math.min(...ms(since)),
    untilMs: until.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...ms(until)),
  }
}

export function selectAssets(
  archive: Archive,
  filters: Filters,
  recordings: readonly ArchiveRecording[],
): ArchiveAsset[] {
  const types = new Set(filters.types.map(folded))
  const assets = archive.assets(recordings.map(({ id }) => id))
  return types.size === 0 ? assets : assets.filter(({ type, typeRaw }) => types.has(type) || types.has(folded(typeRaw)))
}

/**
 * Says which words of the filters mean nothing in this library: a slip of the pen must not look like an archive that is
 * complete. Answers whether there were any.
 */
export function tellUnknownWords(output: Output, archive: Archive, filters: Filters): boolean {
  const unknown = unknownWords(archive, filters)
  for (const message of unknown) output.problem({ kind: 'not-found', message })
  return unknown.length > 0
}

function unknownWords(archive: Archive, filters: Filters): string[] {
  const { rooms, recordings, types, statuses } = filters
  const { sinceMs, untilMs } = spanOf(archive, filters)
  const known = archive.recordings()
  const hasRoom = within(rooms, () => archive.roomNames())
  const hasRecording = within(recordings, () => known.map(({ upstreamId }) => upstreamId))
  const hasType = within(types, () => [...assetType.options, ...archive.rawTypes()])
  const hasStatus = (word: string): boolean =>
    statusOfFilterWord(word) !== null || known.some((recording) => statusMatches(word, recording))
  return [
    ...(sinceMs < untilMs
      ? []
      : ['--since isn’t before --until, so no recording lies between them. The two may have changed places.']),
    ...rooms.filter((word) => !hasRoom(word)).map((word) => `There is no room “${word}” in this library.`),
    ...recordings.filter((id) => !hasRecording(id)).map((id) => `There is no recording “${id}” in this library.`),
    ...types
      .filter((word) => !hasType(word))
      .map((word) => `There is no file of the type “${word}”. Usual types are ${assetType.options.join(', ')}.`),
    ...statuses.filter((word) => !hasStatus(word)).map((word) => `No recording has the status “${word}”.`),
  ]
}

function within(wanted: readonly string[], all: () => readonly string[]): (word: string) => boolean {
  const words = new Set(wanted.length === 0 ? [] : all().map(folded))
  return (word) => words.has(folded(word))
}

const folded = (text: string): string => text.trim().normalize('NFC').toLowerCase()
