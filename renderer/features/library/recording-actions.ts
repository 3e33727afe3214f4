/** What can be done to recordings, wherever the button stands. Failures come back as sentences. */
import type { TranscriptFormat } from '../../../preload/contract/exports.ts'
import { shell } from '../../api/shell.ts'
import { counted } from '../../format/count.ts'
import { transcriptFormats } from '../../format/transcript-formats.ts'
import { downloads, library } from '../../stores/stores.ts'
import type { MenuEntry } from '../../ui/menu.tsx'

const some = (ids: readonly number[]) => [...ids].slice(0, 100_000)

export async function download(ids: readonly number[]): Promise<string | null> {
  const error = await downloads.act('start', { kind: 'recordings', recordingIds: some(ids), types: null })
  return error?.message ?? null
}

export async function cancelDownloads(ids: readonly number[]): Promise<string | null> {
  const error = await downloads.act('cancel', { kind: 'recordings', recordingIds: some(ids), types: null })
  return error?.message ?? null
}

export async function setStarred(ids: readonly number[], starred: boolean): Promise<string | null> {
  return (await library.edit(some(ids), { kind: 'star', starred }))?.message ?? null
}

export async function setReviewed(ids: readonly number[], reviewed: boolean): Promise<string | null> {
  return (await library.edit(some(ids), { kind: 'review', reviewed }))?.message ?? null
}

export async function showInFolder(id: number): Promise<string | null> {
  const answer = await shell.call('files.showRecording', { id })
  return answer.ok ? null : answer.error.message
}

/** Into a folder that the system asks for. null: the person changed their mind. */
async function exportTranscripts(ids: readonly number[], format: TranscriptFormat): Promise<string | null> {
  const answer = await shell.call('files.exportTranscripts', { recordingIds: some(ids), format })
  if (!answer.ok) return answer.error.message
  if (answer.value === null) return null
  const { saved, problems } = answer.value
  const [first, ...others] = problems
  const left =
    first === undefined ? '' : ` Not saved: ${first}${others.length === 0 ? '' : ` And ${others.length} more.`}`
  return `${counted(saved, 'transcript')} saved.${left}`
}

export function exportEntries(ids: readonly number[], say: (words: string) => void): readonly MenuEntry[] {
  return transcriptFormats.map(({ format, label }) => ({
    kind: 'item',
    label,
    end: `.${format}`,
    onSelect: async () => {
      const words = await exportTranscripts(ids, format)
      if (words !== null) say(words)
    },
  }))
}
