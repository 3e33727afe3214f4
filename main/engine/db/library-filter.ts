/** Which recordings a filter passes, as conditions over `recordings`. What the search box says is elsewhere (search-scope.ts). */
import type { LibraryFilter, SmartList } from '../../../preload/contract/library.ts'
import { expiringSoonMs } from '../../../preload/contract/recording-terms.ts'

export type Parameters = Record<string, string | number>

/** All of `where` must hold; its columns are those of `recordings`. */
export type Conditions = { readonly where: readonly string[]; readonly parameters: Readonly<Parameters> }

export const expiringSoon = `(expires_ms > $now AND expires_ms <= $soon AND assets_done < assets_total)`
export const soon = (nowMs: number): { now: number; soon: number } => ({ now: nowMs, soon: nowMs + expiringSoonMs })

/** Recordings with a file that failed, can't be had, can't be read or isn't what 100ms's record says. */
const troubledDownloads = `SELECT recording_id FROM downloads INDEXED BY downloads_in_trouble
  WHERE (state IN ('failed', 'unavailable') OR (state = 'done' AND reason_kind = 'unreadable'))
  AND (state <> 'done' OR asset_id NOT IN (SELECT asset_id FROM files INDEXED BY files_accepted WHERE accepted = 1))`
const doubtfulFiles = `SELECT assets.recording_id FROM files INDEXED BY files_in_doubt
  CROSS JOIN assets ON assets.id = files.asset_id
  WHERE (files.verified = 0 OR files.differs_from_record = 1) AND files.accepted = 0`
export const inTrouble = `${troubledDownloads} UNION ${doubtfulFiles}`

export const failed = `(status = 'failed' OR assets_failed > 0)`
const notDownloaded = `(assets_done = 0 AND assets_total > 0)`

const listConditions: Record<SmartList, string | null> = {
  all: null,
  expiring: expiringSoon,
  'not-downloaded': notDownloaded,
  'only-copy': 'only_copy = 1',
  failed,
  attention: `(id IN (${troubledDownloads}) OR id IN (${doubtfulFiles}))`,
  unreviewed: 'reviewed = 0',
  starred: 'starred = 1',
}

const downloadedConditions: Record<LibraryFilter['downloaded'], string | null> = {
  any: null,
  yes: '(assets_done > 0 AND assets_done >= assets_total)',
  partly: '(assets_done > 0 AND assets_done < assets_total)',
  no: 'assets_done = 0',
}

export function filterConditions(filter: LibraryFilter, nowMs: number): Conditions {
  const conditions: (string | null)[] = [listConditions[filter.list], downloadedConditions[filter.downloaded]]
  const parameters: Parameters = {}
  if (filter.list === 'expiring') Object.assign(parameters, soon(nowMs))
  if (filter.workspaceId !== null) {
    conditions.push(
      'id IN (SELECT id FROM recordings INDEXED BY recordings_by_session WHERE workspace_id = $workspace)',
    )
    parameters['workspace'] = filter.workspaceId
  }
  if (filter.roomIds.length > 0) {
    conditions.push('room_id IN (SELECT value FROM json_each($rooms))')
    parameters['rooms'] = JSON.stringify(filter.roomIds)
  }
  if (filter.statuses.length > 0) {
    conditions.push('status IN (SELECT value FROM json_each($statuses))')
    parameters['statuses'] = JSON.stringify(filter.statuses)
  }
  if (filter.sinceMs !== null) {
    conditions.push('sort_ms >= $since')
    parameters['since'] = filter.sinceMs
  }
  if (filter.untilMs !== null) {
    conditions.push('sort_ms < $until')
    parameters['until'] = filter.untilMs
  }
  if (filter.hasTranscript !== null) conditions.push(`has_transcript = ${filter.hasTranscript ? 1 : 0}`)
  if (filter.fromS !== null) {
    conditions.push('total_duration_s >= $from')
    parameters['from'] = filter.fromS
  }
  if (filter.belowS !== null) {
    conditions.push('total_duration_s < $below')
    parameters['below'] = filter.belowS
  }
  if (filter.speaker !== null) {
    conditions.push('id IN (SELECT recording_id FROM recording_speakers WHERE name = $speaker)')
    parameters['speaker'] = filter.speaker
  }
  return { where: conditions.filter((condition) => condition !== null), parameters }
}
