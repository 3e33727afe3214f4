/** What can be done to recordings, wherever the button stands. Failures come back as sentences. */
import { shell } from '../../api/shell.ts'
import { downloads, library } from '../../stores/stores.ts'

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
