/** What can be done to recordings, wherever it is asked for. Resolves with what is to be said, if anything. */
import type { ListAction } from '../../preload/contract/action-terms.ts'
import { transcriptFormats } from '../../preload/contract/export-terms.ts'
import type { TranscriptFormat } from '../../preload/contract/exports.ts'
import { engine } from '../api/engine.ts'
import { shell } from '../api/shell.ts'
import { counted } from '../format/count.ts'
import { recordingLink } from '../format/recording-link.ts'
import type { Edited } from '../stores/edits.ts'
import { downloads, library } from '../stores/stores.ts'
import { copyText } from './copy-text.ts'

export async function download(ids: readonly number[]): Promise<string | null> {
  const error = await downloads.act('start', { kind: 'recordings', recordingIds: [...ids], types: null })
  return error?.message ?? null
}

export async function cancelDownloads(ids: readonly number[]): Promise<string | null> {
  const error = await downloads.act('cancel', { kind: 'recordings', recordingIds: [...ids], types: null })
  return error?.message ?? null
}

export const setStarred = (ids: readonly number[], starred: boolean): Promise<Edited> =>
  library.edit(ids, { kind: 'star', starred })

export const setReviewed = (ids: readonly number[], reviewed: boolean): Promise<Edited> =>
  library.edit(ids, { kind: 'review', reviewed })

export async function showInFolder(id: number): Promise<string | null> {
  const answer = await shell.call('files.showRecording', { id })
  return answer.ok ? null : answer.error.message
}

/** To the recording as a whole; the review room copies one to a moment. */
export async function copyLink(id: number): Promise<string | null> {
  const answer = await engine.call('library.rows', { ids: [id] })
  if (!answer.ok) return answer.error.message
  const upstreamId = answer.value[0]?.upstreamId ?? null
  if (upstreamId === null) return 'This recording has no id at 100ms, so there can be no link to it.'
  return copyText(recordingLink(upstreamId, null), 'Link copied')
}

export const formatOf = (action: ListAction): TranscriptFormat | null =>
  transcriptFormats.find((format) => action === `export-${format}`) ?? null

/** One into a file, several into a folder; the system asks which. */
export async function exportTranscripts(ids: readonly number[], format: TranscriptFormat): Promise<string | null> {
  const [first, second] = ids
  if (first === undefined) return null
  return second === undefined ? exportOne(first, format) : exportSeveral(ids, format)
}

async function exportOne(recordingId: number, format: TranscriptFormat): Promise<string | null> {
  const answer = await shell.call('files.export', { what: 'transcript', recordingId, format })
  if (!answer.ok) return answer.error.message
  const { savedAs, note } = answer.value
  return savedAs === null ? null : `Saved as ${savedAs}${note === null ? '' : `. ${note}`}`
}

async function exportSeveral(ids: readonly number[], format: TranscriptFormat): Promise<string | null> {
  const answer = await shell.call('files.exportTranscripts', { recordingIds: [...ids], format })
  if (!answer.ok) return answer.error.message
  if (answer.value === null) return null
  const { saved, problems, notes } = answer.value
  return `${counted(saved, 'transcript')} saved.${firstOf(' Not saved: ', problems)}${firstOf(' ', notes)}`
}

function firstOf(lead: string, [first, ...others]: readonly string[]): string {
  return first === undefined ? '' : `${lead}${first}${others.length === 0 ? '' : ` And ${others.length} more.`}`
}
