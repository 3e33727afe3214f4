/** Files that need a look: what couldn't be had, what can't be read, what isn't as 100ms's record says. With the reason. */
import type { Trouble } from '../../../../preload/contract/library.ts'
import { nextStep } from '../../core/download/next-step.ts'
import { recordingTitle } from '../../core/names/recording-title.ts'
import { type LabelRow, labelColumns, labelOf } from '../asset-labels.ts'
import type { Db } from '../database.ts'
import { shownTitle } from '../writings/session-writings.ts'

type Row = LabelRow &
  Omit<Trouble, 'title' | 'label' | 'onlyCopy' | 'step'> & {
    readonly reasonKind: string | null
    readonly onlyCopy: 0 | 1
    readonly userTitle: string | null
    readonly roomUserTitle: string | null
    readonly roomName: string | null
    readonly roomUpstreamId: string | null
  }

// A file in doubt and a download in trouble may be the same asset: the file says more.
const troublesQuery = `
WITH troubled (asset_id, kind, reason) AS (
  SELECT asset_id, CASE WHEN verified = 0 THEN 'unverified' ELSE 'differs' END, NULL
  FROM files INDEXED BY files_in_doubt WHERE (verified = 0 OR differs_from_record = 1) AND accepted = 0 GROUP BY asset_id
  UNION ALL
  SELECT asset_id, CASE state WHEN 'done' THEN 'unreadable' ELSE state END, reason
  FROM downloads INDEXED BY downloads_in_trouble
  WHERE (state IN ('failed', 'unavailable') OR (state = 'done' AND reason_kind = 'unreadable'))
    AND asset_id NOT IN (SELECT asset_id FROM files INDEXED BY files_in_doubt
      WHERE (verified = 0 OR differs_from_record = 1) AND accepted = 0)
    AND (state <> 'done' OR asset_id NOT IN (SELECT asset_id FROM files INDEXED BY files_accepted WHERE accepted = 1))
)
SELECT t.asset_id AS assetId, t.kind, coalesce(t.reason, d.reason) AS reason, d.reason_kind AS reasonKind, a.recording_id AS recordingId,
  coalesce(r.started_ms, r.created_ms) AS startedMs, ${shownTitle('r')} AS userTitle, m.user_title AS roomUserTitle,
  m.name AS roomName, m.upstream_id AS roomUpstreamId, a.expires_ms AS expiresMs,
  (a.only_copy = 1 OR a.available = 0 OR coalesce(a.expires_ms <= $now, 0)) AS onlyCopy,
  ${labelColumns}
FROM troubled t CROSS JOIN assets a ON a.id = t.asset_id CROSS JOIN recordings r ON r.id = a.recording_id
LEFT JOIN downloads d ON d.asset_id = t.asset_id LEFT JOIN rooms m ON m.id = r.room_id
ORDER BY r.sort_ms DESC, r.id DESC, a.type, a.id LIMIT $limit`

/** Newest recordings first, a recording's together. */
export function troubles(db: Db, limit: number, nowMs: number): Trouble[] {
  return db
    .prepare<[{ limit: number; now: number }], Row>(troublesQuery)
    .all({ limit, now: nowMs })
    .map(({ assetId, recordingId, kind, reason, reasonKind, startedMs, expiresMs, onlyCopy, ...row }) => ({
      ...{ assetId, recordingId, kind, reason, startedMs, expiresMs },
      onlyCopy: onlyCopy === 1,
      step: kind === 'failed' || kind === 'unavailable' ? (nextStep(reasonKind) ?? 'retry') : null,
      title: recordingTitle(
        row.userTitle,
        row.roomUpstreamId === null
          ? null
          : { userTitle: row.roomUserTitle, name: row.roomName, upstreamId: row.roomUpstreamId },
      ),
      label: labelOf(row),
    }))
}
