/** What all sides know of recordings besides their shapes. Free of zod, like every `…-terms.ts`: the page's first script has none. */
import type { AssetType, RecordingStatus } from './recording.ts'
import { dayMs } from './time-terms.ts'

/** Where a recording stands, in a person's words: on every screen, in menus, and as the command line takes and prints them. */
export const statusWords: Readonly<Record<RecordingStatus, string>> = {
  queued: 'Queued',
  recording: 'Recording',
  paused: 'Paused',
  finishing: 'Finishing',
  ready: 'Ready',
  failed: 'Failed',
  unknown: 'Unknown',
}

/** What is watched or heard, best first. */
export const playableTypes: readonly AssetType[] = [
  'room-composite',
  'room-composite-legacy',
  'room-vod',
  'stream',
  'track',
]
export const compositeTypes: readonly AssetType[] = ['room-composite', 'room-composite-legacy']
/** What is read, and searched. */
export const textTypes: readonly AssetType[] = ['transcript', 'chat', 'summary']

/**
 * "Expiring soon", wherever it is said or reckoned with: 100ms deletes a file that isn't here within this time.
 */
export const expiringSoonMs = 5 * dayMs

/** 100ms joins a session itself to record it, under a role that begins so. That is nobody who was there. */
export const recorderRolePrefix = '__internal'
export const isRecorder = (role: string | null): boolean => role?.startsWith(recorderRolePrefix) ?? false
