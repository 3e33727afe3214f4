/**
 * Upstream objects after parsing: one shape for both dialects of the API. Text times are kept as upstream wrote them,
 * with milliseconds beside them; whatever isn't known stays in `raw`. Secrets (tokens in a `meeting_url`'s query, any
 * signed link) are already taken out, of `raw` too.
 */
import type { AssetType, RecordingKind, RecordingStatus } from '../../../preload/contract/recording.ts'

/** The lists of the API that are paged through, in the order a sync takes them. */
export const streams = [
  'rooms',
  'disabled-rooms',
  'recordings',
  'live-streams',
  'external-streams',
  'recording-assets',
  'sessions',
  'active-sessions',
] as const
export type Stream = (typeof streams)[number]

/** Upstream's text and its reading; `ms` is null where the text isn't a time or is Go's zero time. */
export type Instant = { readonly text: string; readonly ms: number | null }

export type UpstreamAsset = {
  readonly id: string | null
  /** Unique in the workspace: the id, or where there is none recording, type and path. */
  readonly identity: string
  /** The job that made it; null inside a job's own object, where the parent is meant. */
  readonly jobId: string | null
  readonly roomId: string | null
  readonly sessionId: string | null
  readonly type: AssetType
  readonly typeRaw: string
  readonly format: string | null
  readonly layer: string | null
  readonly peerId: string | null
  readonly width: number | null
  readonly height: number | null
  readonly path: string | null
  readonly statusRaw: string | null
  /** The file exists upstream: completed, or (seed dialect) no status at all. */
  readonly available: boolean
  /** Neither completed nor failed yet: worth reading again. */
  readonly pending: boolean
  readonly sizeBytes: number | null
  readonly durationS: number | null
  readonly createdAt: Instant | null
  readonly metadata: unknown
  readonly thumbnails: readonly string[] | null
  readonly raw: unknown
}

export type UpstreamRecording = {
  readonly kind: Exclude<RecordingKind, 'session'>
  readonly id: string
  readonly roomId: string | null
  readonly sessionId: string | null
  readonly status: RecordingStatus
  readonly statusRaw: string | null
  readonly createdAt: Instant | null
  readonly startedAt: Instant | null
  readonly stoppedAt: Instant | null
  readonly updatedAt: Instant | null
  readonly startedBy: string | null
  readonly stoppedBy: string | null
  readonly destination: string | null
  readonly meetingUrl: string | null
  readonly assetTypes: readonly string[] | null
  readonly durationS: number | null
  readonly sizeBytes: number | null
  /** null: the object didn't say (lists don't). */
  readonly assets: readonly UpstreamAsset[] | null
  readonly raw: unknown
}

export type UpstreamRoom = {
  readonly id: string
  readonly name: string | null
  readonly enabled: boolean | null
  readonly customerId: string | null
  /** `recording_info.upload_info.location`: the customer's own bucket, where 100ms's 15 days don't count. */
  readonly customerBucket: string | null
  readonly raw: unknown
}

export type UpstreamParticipant = {
  readonly peerId: string
  readonly name: string
  readonly role: string | null
  readonly userId: string | null
  readonly joinedMs: number | null
  readonly leftMs: number | null
}

export type UpstreamSession = {
  readonly id: string
  readonly roomId: string | null
  readonly customerId: string | null
  readonly active: boolean | null
  readonly createdAt: Instant | null
  readonly participants: readonly UpstreamParticipant[]
  readonly raw: unknown
}

/** An item that couldn't be read: kept, named, never a reason to drop the page. */
export type RejectedItem = { readonly upstreamId: string | null; readonly reason: string; readonly raw: string }

export type StreamItem = {
  rooms: UpstreamRoom
  'disabled-rooms': UpstreamRoom
  recordings: UpstreamRecording
  'live-streams': UpstreamRecording
  'external-streams': UpstreamRecording
  'recording-assets': UpstreamAsset
  sessions: UpstreamSession
  'active-sessions': UpstreamSession
}

export type Page<S extends Stream> = {
  readonly items: readonly StreamItem[S][]
  readonly rejected: readonly RejectedItem[]
  /** The cursor of the next page; null at the end of the list. */
  readonly next: string | null
}
