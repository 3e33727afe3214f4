/** The download queue as the window sees it. Rates are bytes a second. */
import { z } from 'zod'
import { assetId, assetType, downloadState, recordingId, roomId } from './recording.ts'

/**
 * What helps a download that doesn't get on. bucket: the file is where 100ms may not read it. folder: the library can't be
 * written. log: a bug of ours.
 */
export const downloadStep = z.enum(['retry', 'make-room', 'connect', 'bucket', 'folder', 'log'])
export type DownloadStep = z.infer<typeof downloadStep>

export const downloadRow = z.object({
  assetId,
  recordingId,
  /** e.g. "Morning show". */
  recordingTitle: z.string(),
  recordingStartedMs: z.number().nullable(),
  /** e.g. "Composite", "Transcript · JSON". */
  label: z.string(),
  state: downloadState,
  totalBytes: z.number().nullable(),
  bytesDone: z.number(),
  reason: z.string().nullable(),
  /** null: nothing is in its way. */
  step: downloadStep.nullable(),
  retryAtMs: z.number().nullable(),
  attempts: z.number().int(),
  expiresMs: z.number().nullable(),
  /** Asked for by hand: stands before everything the policy wants. */
  byHand: z.boolean(),
  finishedMs: z.number().nullable(),
})
export type DownloadRow = z.infer<typeof downloadRow>

export const downloadList = z.object({
  /**
   * Running first, then waiting and queued in the order they will be taken, then paused, failed, unavailable; last done,
   * newest first. However long one of these is, something of each is there; `counts` says how many there are.
   */
  rows: z.array(downloadRow),
  counts: z.record(downloadState, z.number().int()),
  remainingBytes: z.number(),
})
export type DownloadList = z.infer<typeof downloadList>

/** Why nothing is being taken from the queue, if so. */
export const queueHold = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('paused') }),
  /** `untilMs`: when it is tried again; `cause`: a sentence, for a sign-in page isn't a pulled cable. */
  z.object({ kind: z.literal('offline'), untilMs: z.number(), cause: z.string() }),
  z.object({ kind: z.literal('unauthorized') }),
  z.object({ kind: z.literal('rate-limited'), untilMs: z.number() }),
  // What must be free before it goes on: what the settings keep free, and what comes next.
  z.object({ kind: z.literal('disk-full'), freeBytes: z.number(), floorBytes: z.number() }),
  z.object({ kind: z.literal('library-missing') }),
])
export type QueueHold = z.infer<typeof queueHold>

/** Not state: memory only, a few times a second, one batch for all running downloads. */
export const downloadProgress = z.object({
  hold: queueHold,
  running: z.array(
    z.object({ assetId, recordingId, bytesDone: z.number(), totalBytes: z.number().nullable(), bytesPerS: z.number() }),
  ),
  bytesPerS: z.number(),
  remainingBytes: z.number(),
  queued: z.number().int(),
  secondsLeft: z.number().nullable(),
})
export type DownloadProgress = z.infer<typeof downloadProgress>

/** What is downloaded without being asked for. */
export const downloadPolicy = z.object({
  types: z.array(assetType),
  /** null: all rooms. */
  roomIds: z.array(roomId).nullable(),
  sinceMs: z.number().nullable(),
  /** Composites only when 100ms is about to delete them. */
  compositesOnlyExpiring: z.boolean(),
  /** Whatever 100ms is about to delete, of every type, room and age. Absent in policies of the first versions: off. */
  rescuesExpiring: z.boolean().optional(),
})
export type DownloadPolicy = z.infer<typeof downloadPolicy>

/** What a policy would download, for the first run's question. */
export const policyPreview = z.object({
  recordings: z.number().int(),
  files: z.number().int(),
  bytes: z.number(),
  /** Files whose size upstream doesn't say. */
  unknownSizes: z.number().int(),
  expiringSoon: z.number().int(),
  freeBytes: z.number().nullable(),
})
export type PolicyPreview = z.infer<typeof policyPreview>
