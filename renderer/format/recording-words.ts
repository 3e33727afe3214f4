/** The reader's nouns for what a recording is and where it stands: one table, used by every screen. */
import type { DownloadState, RecordingKind } from '../../preload/contract/recording.ts'

export const kindWords: Readonly<Record<RecordingKind, string>> = {
  recording: 'Recording',
  'live-stream': 'Live stream',
  'external-stream': 'External stream',
  session: 'Session',
}

export const downloadWords: Readonly<Record<DownloadState, string>> = {
  none: 'Not downloaded',
  queued: 'In line',
  running: 'Downloading',
  waiting: 'Waiting',
  paused: 'Paused',
  done: 'On this computer',
  failed: 'Failed',
  unavailable: 'Not available',
  cancelled: 'Cancelled',
  removed: 'Removed from this computer',
}

/** What sync reads at the moment, e.g. "Reading rooms". */
export function streamWords(stream: string): string {
  if (stream.includes('room')) return 'rooms'
  if (stream.includes('session')) return 'sessions'
  if (stream === 'recording-assets') return 'files'
  if (stream.includes('stream')) return 'streams'
  return 'recordings'
}
