// What is stored of an attempt: enough to recognise a whole file after a crash, never enough to splice two versions.
import { expect, test } from 'vitest'
import { AttemptProgress } from '../../../../main/engine/core/download/attempt-progress.ts'
import type { DownloadJob, FetchedFile } from '../../../../main/engine/core/download/download-ports.ts'
import { resumePlan } from '../../../../main/engine/core/download/resume.ts'

const job: DownloadJob = {
  assetId: 7,
  recordingId: 1,
  workspaceId: 1,
  attempts: 0,
  type: 'summary',
  format: null,
  upstreamId: 'asset',
  recordingKind: 'recording',
  recordingUpstreamId: 'recording',
  storedAt: null,
  sizeBytes: 2000,
  bytesHere: 0,
  unreadSession: null,
  resume: null,
}
const file: FetchedFile = {
  kind: 'complete',
  bytes: 2000,
  sha256: 'ab',
  totalBytes: 2000,
  validator: null,
  boot: 'today',
  seenMs: null,
  checked: null,
  isPlaylist: false,
}

test('a whole file of a server without validators is recognised by its hash', () => {
  const { record } = new AttemptProgress(job).whole(file, null)
  expect(record).toMatchObject({ totalBytes: 2000, checkpoint: { bytes: 2000, sha256: 'ab' } })
  expect(resumePlan(record, 2000, 'today')).toMatchObject({ kind: 'resume', offset: 2000 })
  expect(resumePlan(record, 1999, 'today')).toEqual({ kind: 'from-start' })
})

test('what has no validator leaves nothing to be resumed while it is on its way', () => {
  const progress = new AttemptProgress(job)
  progress.begin({ totalBytes: 2000, validator: null, boot: 'today', seenMs: null })
  progress.told(1000, { bytes: 1000, sha256: 'cd' })
  expect(progress.takeUnsaved()).toBeNull()
})
