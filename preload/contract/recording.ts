/** Recordings, their assets and the people in them, as the window sees them. Times are epoch milliseconds, sizes bytes. */
import { z } from 'zod'

/** Local row ids. Upstream ids are unique per workspace only, so they don't identify anything here. */
export const recordingId = z.number().int().positive()
/** Goes with the row's id in what may be sent late: by then another recording may have that id, and it is refused. */
export const recordingUpstreamId = z.string().nullable()
export const assetId = z.number().int().positive()
export const roomId = z.number().int().positive()
export const workspaceId = z.number().int().positive()

/** All of a list may be chosen: far more than any library holds is a mistake of ours. */
const mostChosen = 1_000_000
export const chosenRecordings = z.array(recordingId).min(1).max(mostChosen)
export const chosenAssets = z.array(assetId).min(1).max(mostChosen)

/** What made the recording: one of the three jobs of 100ms, or a session whose assets belong to no listed job. */
export const recordingKind = z.enum(['recording', 'live-stream', 'external-stream', 'session'])
export type RecordingKind = z.infer<typeof recordingKind>

/** One vocabulary for both dialects of the API; the raw word travels beside it. */
export const recordingStatus = z.enum(['queued', 'recording', 'paused', 'finishing', 'ready', 'failed', 'unknown'])
export type RecordingStatus = z.infer<typeof recordingStatus>

export const assetType = z.enum([
  'room-composite',
  'room-composite-legacy',
  'room-vod',
  'chat',
  'transcript',
  'summary',
  'track',
  'stream',
  'other',
])
export type AssetType = z.infer<typeof assetType>

/**
 * Where an asset's file stands on this computer.
 * none: never asked for. waiting: queued again for a time, `reason` says why. unavailable: can't be had, ever.
 * removed: the person sent it to the bin; no policy brings it back.
 */
export const downloadState = z.enum([
  'none',
  'queued',
  'running',
  'waiting',
  'paused',
  'done',
  'failed',
  'unavailable',
  'cancelled',
  'removed',
])
export type DownloadState = z.infer<typeof downloadState>

/** Of a recording's assets: nothing here, some here, all that can be had here. */
export const localState = z.enum(['none', 'partial', 'complete'])

/** Assets by what a row shows. `wanted` = queued, running, waiting or paused. */
export const assetCounts = z.object({
  total: z.number().int(),
  done: z.number().int(),
  wanted: z.number().int(),
  failed: z.number().int(),
})
export type AssetCounts = z.infer<typeof assetCounts>

export const recordingRow = z.object({
  id: recordingId,
  workspaceId,
  kind: recordingKind,
  upstreamId: recordingUpstreamId,
  /** The person's title, else its session's, else the room's. */
  title: z.string(),
  userTitle: z.string().nullable(),
  roomId: roomId.nullable(),
  roomTitle: z.string(),
  status: recordingStatus,
  statusRaw: z.string().nullable(),
  createdMs: z.number().nullable(),
  startedMs: z.number().nullable(),
  durationS: z.number().nullable(),
  sizeBytes: z.number().nullable(),
  /** The first few names; `participantCount` has them all. */
  participants: z.array(z.string()),
  participantCount: z.number().int(),
  starred: z.boolean(),
  reviewed: z.boolean(),
  tags: z.array(z.string()),
  /** Upstream has deleted it: what lies here is the only copy. */
  onlyCopy: z.boolean(),
  /** When 100ms deletes the files it hosts; null when it doesn't or already has. */
  expiresMs: z.number().nullable(),
  local: localState,
  assets: assetCounts,
  /** A file of it is here and kept, though something about it is wrong. */
  doubtful: z.boolean(),
  hasTranscript: z.boolean(),
  hasVideo: z.boolean(),
  /** Names the picture that stands for it (`previewUrl`); null: there is none yet. */
  poster: z.string().nullable(),
  /** What the one line of its session says, of all its recordings: `starred` and `reviewed` count those that are. */
  session: z.object({
    key: z.string(),
    recordingCount: z.number().int(),
    /** The title of its newest recording that has one, and which that is. */
    title: z.string().nullable(),
    titledId: recordingId.nullable(),
    starred: z.number().int(),
    reviewed: z.number().int(),
    tags: z.array(z.string()),
    assets: assetCounts,
    onlyCopy: z.boolean(),
    /** Of what isn't all here: the first that 100ms deletes. */
    expiresMs: z.number().nullable(),
    /** All of its recordings together, and the longest: takes of one session may be one after the other, or at once. */
    sizeBytes: z.number().nullable(),
    durationS: z.number().nullable(),
    doubtful: z.boolean(),
  }),
})
export type RecordingRow = z.infer<typeof recordingRow>

export const asset = z.object({
  id: assetId,
  recordingId,
  upstreamId: z.string().nullable(),
  type: assetType,
  typeRaw: z.string(),
  /** 100ms's `format` (seed dialect) or `metadata.output_mode`. */
  format: z.string().nullable(),
  layer: z.string().nullable(),
  peerId: z.string().nullable(),
  /** e.g. "Composite · 720p", "Transcript · SRT": the asset's name for a person. */
  label: z.string(),
  statusRaw: z.string().nullable(),
  /** Upstream says the file exists; false while it is processed or when it failed. */
  available: z.boolean(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  sizeBytes: z.number().nullable(),
  durationS: z.number().nullable(),
  createdMs: z.number().nullable(),
  /** Where 100ms says the file is (`s3://…`); shown, never used as a path here. */
  storagePath: z.string().nullable(),
  download: z.object({
    state: downloadState,
    bytesDone: z.number(),
    reason: z.string().nullable(),
    retryAtMs: z.number().nullable(),
    attempts: z.number().int(),
  }),
  file: z
    .object({
      name: z.string(),
      sizeBytes: z.number(),
      sha256: z.string(),
      /** false: the container couldn't be read; kept as "… (unverified)". */
      verified: z.boolean(),
      differsFromRecord: z.boolean(),
      /** The person has looked at what is wrong with it, and keeps it. */
      accepted: z.boolean(),
    })
    .nullable(),
})
export type Asset = z.infer<typeof asset>

export const participant = z.object({
  peerId: z.string(),
  name: z.string(),
  role: z.string().nullable(),
  userId: z.string().nullable(),
  joinedMs: z.number().nullable(),
  leftMs: z.number().nullable(),
})
export type Participant = z.infer<typeof participant>

/** Everything the details pane and the Info tab show. */
export const recordingDetails = z.object({
  row: recordingRow,
  assets: z.array(asset),
  participants: z.array(participant),
  /** Name and value of each upstream field, seed and documented, in a fixed order; secrets already taken out. */
  upstream: z.array(z.object({ field: z.string(), value: z.string() })),
  folder: z.string().nullable(),
  positionS: z.number().nullable(),
  /** Who speaks in its transcript, as they are called; from its text, which may be here when its film isn't. */
  speakers: z.array(z.string()),
  markerCount: z.number().int(),
})
export type RecordingDetails = z.infer<typeof recordingDetails>
