/**
 * The one table between upstream's status words, in both dialects of the API, and a person's. The raw word is kept beside
 * the reading everywhere; nothing else decides what a status means.
 */
import type { RecordingStatus } from '../../../preload/contract/recording.ts'
import { statusWords } from '../../../preload/contract/recording-terms.ts'

const readings: Readonly<Record<string, RecordingStatus>> = {
  queued: 'queued',
  init: 'queued',
  starting: 'queued',
  running: 'recording',
  paused: 'paused',
  stopping: 'finishing',
  post_processing: 'finishing',
  completed: 'ready',
  failed: 'failed',
}

export function statusFromRaw(raw: string | null): RecordingStatus {
  const word = raw === null ? '' : normal(raw)
  return Object.hasOwn(readings, word) ? (readings[word] ?? 'unknown') : 'unknown'
}

/** The status that a filter's word means, whichever dialect or a person it comes from; null for a word of neither. */
export function statusOfFilterWord(word: string): RecordingStatus | null {
  const wanted = normal(word)
  const person = Object.entries(statusWords).find(([, shown]) => shown.toLowerCase() === wanted)
  const known = person === undefined ? statusFromRaw(wanted) : statusNamed(person[0])
  return known === 'unknown' && wanted !== 'unknown' ? null : known
}

/** Whether a recording passes `--status <word>`. A word that only upstream knows matches the raw status as it stands. */
export function statusMatches(
  word: string,
  recording: { readonly status: RecordingStatus; readonly statusRaw: string | null },
): boolean {
  if (recording.statusRaw !== null && normal(recording.statusRaw) === normal(word)) return true
  return statusOfFilterWord(word) === recording.status
}

function statusNamed(name: string): RecordingStatus {
  switch (name) {
    case 'queued':
    case 'recording':
    case 'paused':
    case 'finishing':
    case 'ready':
    case 'failed':
      return name
    default:
      return 'unknown'
  }
}

function normal(word: string): string {
  return word.trim().toLowerCase().replaceAll('-', '_').replaceAll(' ', '_')
}
