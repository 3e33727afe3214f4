/** Gets the link to an asset's file, at the moment of use, and says in words when there is none to be had. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, type Result } from '../../../../preload/contract/result.ts'
import type { PresignedUrl, RecordingsApi } from '../ports.ts'
import type { DownloadJob } from './download-ports.ts'

/** `unwanted`: as the API's. */
export async function linkOf(
  api: RecordingsApi,
  job: DownloadJob,
  unwanted: Promise<unknown>,
): Promise<Result<PresignedUrl, DailiesError>> {
  const id = job.upstreamId ?? (await idFromRecording(api, job))
  if (typeof id !== 'string') return err(id)
  const link = await api.presign(id, unwanted)
  return link.ok ? link : err(explained(link.error, job))
}

export function leadsToPlaylist({ type }: DownloadJob, url: string): boolean {
  return type === 'room-vod' && /\.m3u8$/i.test(url.split(/[?#]/, 1)[0] ?? '')
}

/** The seed's dialect lists some assets without an id; the recording itself may name it. */
async function idFromRecording(api: RecordingsApi, job: DownloadJob): Promise<string | DailiesError> {
  const nameless: DailiesError = {
    kind: 'refused',
    storedAt: job.storedAt,
    message: `100ms names no id for this file, so no link to it can be asked for.${whereItIs(job)}`,
  }
  if (job.recordingKind === 'session') return nameless
  const recording = await api.recording(job.recordingKind, job.recordingUpstreamId)
  if (!recording.ok) return recording.error
  const same = recording.value.assets?.find((asset) => asset.type === job.type && asset.path === job.storedAt)
  return same?.id ?? nameless
}

function explained(error: DailiesError, job: DownloadJob): DailiesError {
  switch (error.kind) {
    case 'refused': {
      const storedAt = error.storedAt ?? job.storedAt
      const told = storedAt !== null && error.message.includes(storedAt)
      return { ...error, storedAt, message: told ? error.message : `${error.message}${whereItIs({ storedAt })}` }
    }
    case 'gone':
      return { kind: 'gone', message: 'The file is no longer at 100ms, which deletes what it hosts after 15 days.' }
    default:
      return error
  }
}

function whereItIs(job: { readonly storedAt: string | null }): string {
  return job.storedAt ? ` The file is in your bucket at ${job.storedAt}.` : ''
}
