/** Which recordings, and which of their files, the filters of `list` and `pull` pass. */
import { statusMatches } from '../engine/core/status.ts'
import type { ArchiveAsset, ArchiveRecording } from '../engine/db/archive-queries.ts'
import type { Archive } from '../engine/reader/archive.ts'
import type { Filters } from './arguments.ts'
import { parseDate } from './dates.ts'
import { isInShard } from './quantities.ts'

/** Newest first. */
export function selectRecordings(archive: Archive, filters: Filters): ArchiveRecording[] {
  const { timeZone } = archive
  const sinceMs = filters.since === null ? Number.NEGATIVE_INFINITY : (parseDate(filters.since, timeZone) ?? 0)
  const untilMs = filters.until === null ? Number.POSITIVE_INFINITY : (parseDate(filters.until, timeZone) ?? 0)
  const rooms = new Set(filters.rooms.map(folded))
  const ids = new Set(filters.recordings)
  const { statuses, shard } = filters
  return archive.recordings().filter((recording) => {
    if (recording.sortMs < sinceMs || recording.sortMs >= untilMs) return false
    if (ids.size > 0 && !ids.has(recording.upstreamId)) return false
    if (rooms.size > 0 && !recording.roomNames.some((name) => rooms.has(folded(name)))) return false
    if (statuses.length > 0 && !statuses.some((word) => statusMatches(word, recording))) return false
    return shard === null || isInShard(recording.upstreamId, shard)
  })
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

const folded = (text: string): string => text.trim().normalize('NFC').toLowerCase()
