/** What rows of `downloads` and `files` mean: the state machine's union, a job, what may be resumed. */
import { type DailiesErrorKind, dailiesError } from '../../../../preload/contract/errors.ts'
import type { AssetType, RecordingKind } from '../../../../preload/contract/recording.ts'
import type { Download, Reason, StoredState } from '../../core/download/download.ts'
import type { DownloadJob, FinishedFile } from '../../core/download/download-ports.ts'
import type { ResumeRecord } from '../../core/download/resume.ts'
import { resumeRecord } from '../../core/download/resume-record.ts'
import { type Db, prepared } from '../database.ts'

export type StoredDownload = { readonly recordingId: number; readonly download: Download }

type Row = {
  readonly recordingId: number
  readonly state: StoredState
  readonly attempts: number
  readonly retryAtMs: number | null
  readonly reasonKind: string | null
  readonly reason: string | null
  readonly finishedMs: number | null
}

export function storedDownload(db: Db, assetId: number): StoredDownload | null {
  const row = prepared<[number], Row>(
    db,
    `SELECT recording_id AS recordingId, state, attempts, retry_at_ms AS retryAtMs, reason_kind AS reasonKind, reason,
         finished_ms AS finishedMs FROM downloads WHERE asset_id = ?`,
  ).get(assetId)
  return row ? { recordingId: row.recordingId, download: downloadOf(row) } : null
}

function downloadOf(row: Row): Download {
  const { state, attempts } = row
  switch (state) {
    case 'queued':
    case 'running':
    case 'paused':
      return { state, attempts }
    case 'waiting':
      return { state, attempts, retryAtMs: row.retryAtMs ?? 0, reason: reasonOf(row) ?? unknownReason }
    case 'done':
      return { state, finishedMs: row.finishedMs ?? 0, doubt: reasonOf(row) }
    case 'failed':
      return { state, attempts, reason: reasonOf(row) ?? unknownReason }
    case 'unavailable':
      return { state, reason: reasonOf(row) ?? unknownReason }
    case 'cancelled':
    case 'removed':
      return { state }
  }
}

const unknownReason: Reason = { kind: 'internal', text: 'Something went wrong.' }

function reasonOf(row: Row): Reason | null {
  if (row.reason === null) return null
  const known = dailiesError.options.map((option) => option.shape.kind.value)
  const kind: DailiesErrorKind = known.find((candidate) => candidate === row.reasonKind) ?? 'internal'
  return { kind, text: row.reason }
}

export type FileRow = Omit<FinishedFile, 'verified' | 'differsFromRecord'> & {
  readonly verified: 0 | 1
  readonly differs: 0 | 1
}

export type JobRow = Omit<DownloadJob, 'resume' | 'type' | 'recordingKind'> & {
  readonly type: AssetType
  readonly recordingKind: RecordingKind
  readonly validator: string | null
}

/** What can't be read is worth starting over, no more. */
export function storedResume(json: string | null): ResumeRecord | null {
  if (json === null) return null
  return resumeRecord.safeParse(JSON.parse(json)).data ?? null
}
