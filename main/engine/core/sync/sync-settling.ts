/**
 * When a recording needs no more looking after. In progress, or with assets still being processed, it is read again at
 * each sync; after a sensible time it isn't, whatever upstream says, so that one that hangs there costs nothing here.
 * Source of the times: api-reference/recordings/start-recording (transcripts within 20 % of the length, 5 minutes at
 * least), features/recordings (a session ends after 12 hours, the old recorder takes 1.5 times a call's length).
 */
import type { RecordingStatus } from '../../../../preload/contract/recording.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const longestJobMs = 48 * hourMs
const longestProcessingMs = 24 * hourMs
const shortestTranscriptMs = 5 * minuteMs
const transcriptShare = 0.2
/** Longer than all that is made of a job afterwards can take. */
const longestWaitMs = 30 * 24 * hourMs
/** For an upstream that is slower than it says. */
const graceMs = 15 * minuteMs

export type SettlingRecording = {
  readonly status: RecordingStatus
  readonly createdMs: number | null
  readonly startedMs: number | null
  readonly stoppedMs: number | null
  /** Types that upstream says this recording will have; null where it doesn't say. */
  readonly assetTypes: readonly string[] | null
  readonly assets: readonly SettlingAsset[]
}
export type SettlingAsset = {
  readonly typeRaw: string
  readonly pending: boolean
  readonly durationS: number | null
  readonly createdMs: number | null
}

/** Whatever its assets say, nothing more is waited for. Spares a first sync of old recordings a look at each asset. */
export function isLongOver(stoppedMs: number | null, nowMs: number): boolean {
  return stoppedMs !== null && older(stoppedMs, longestWaitMs, nowMs)
}

export function isSettled(recording: SettlingRecording, nowMs: number): boolean {
  const { status, assets } = recording
  const beganMs = recording.startedMs ?? recording.createdMs ?? newest(assets)
  if (status === 'failed') return !assets.some((asset) => asset.pending) || older(beganMs, longestJobMs, nowMs)
  if (status !== 'ready') return older(beganMs, longestJobMs, nowMs)

  const endedMs = recording.stoppedMs ?? newest(assets) ?? beganMs
  if (assets.some((asset) => asset.pending)) return older(endedMs, longestProcessingMs, nowMs)
  if (hasAllPromised(recording)) return true
  return older(endedMs, transcriptTimeMs(recording) + graceMs, nowMs)
}

function hasAllPromised({ assetTypes, assets }: SettlingRecording): boolean {
  if (assetTypes === null || assetTypes.length === 0) return false
  return assetTypes.every((type) => assets.some((asset) => asset.typeRaw === type))
}

function transcriptTimeMs({ startedMs, stoppedMs, assets }: SettlingRecording): number {
  const longestS = Math.max(0, ...assets.map((asset) => asset.durationS ?? 0))
  const tookMs = startedMs !== null && stoppedMs !== null ? stoppedMs - startedMs : 0
  return Math.max(shortestTranscriptMs, transcriptShare * Math.max(longestS * 1000, tookMs))
}

function newest(assets: readonly SettlingAsset[]): number | null {
  const times = assets.map((asset) => asset.createdMs).filter((ms) => ms !== null)
  return times.length === 0 ? null : Math.max(...times)
}

/** A recording without any time counts as old: nothing says that more of it will come. */
function older(sinceMs: number | null, thanMs: number, nowMs: number): boolean {
  return sinceMs === null || nowMs - sinceMs > thanMs
}
