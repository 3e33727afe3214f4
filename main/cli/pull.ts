/** `dailies pull`: syncs, then downloads everything the filters pass, and says of each file what became of it. */
import type { DownloadProgress, QueueHold } from '../../preload/contract/download.ts'
import type { LibrarySettings } from '../../preload/contract/settings.ts'
import type { ArchiveAsset, ArchiveRecording } from '../engine/db/archive-queries.ts'
import type { LibraryServices } from '../engine/library-services.ts'
import { Archive } from '../engine/reader/archive.ts'
import type { Context, Ended } from './context.ts'
import { exitStatus } from './exit-status.ts'
import { countOf, downloadSummary } from './output.ts'
import { PullReport } from './pull-report.ts'
import { shownBytes } from './quantities.ts'
import { selectAssets, selectRecordings } from './selection.ts'
import { connectAndSync, orInterrupted, pause, refused, type Session, withLibrary } from './session.ts'

const mostPerCall = 100_000
const pollMs = 250
/** Looking takes at most this part of the time. */
const pollShare = 20

export function pull(context: Context): Promise<Ended> {
  return withLibrary(context, async (session) => {
    const failed = await connectAndSync(context, session)
    return failed ?? download(context, session, new Archive(session.services.library))
  })
}

async function download(context: Context, session: Session, archive: Archive): Promise<Ended> {
  const { output, invocation } = context
  const recordings = selectRecordings(archive, invocation.filters)
  const assets = selectAssets(archive, invocation.filters, recordings)
  output.tally.recordings = recordings.length
  const report = new PullReport(output, recordings, assets)
  const wanted = assets.filter((asset) => report.isWanted(asset))
  if (invocation.dryRun) return dryRun(context, recordings, wanted)

  const { services } = session
  const restore = await override(services, context)
  try {
    services.start()
    for (let from = 0; from < wanted.length; from += mostPerCall) {
      const assetIds = wanted.slice(from, from + mostPerCall).map(({ id }) => id)
      const started = await services.handlers['downloads.start']({ target: { kind: 'assets', assetIds } })
      if (!started.ok) return refused(context, started.error)
    }
    const ended = await watch(context, session, archive, wanted, report)
    // What has just arrived can be searched when the command ends.
    await orInterrupted(context, services.parts.texts.importMissing())
    return ended
  } finally {
    await restore()
  }
}

function dryRun({ output }: Context, recordings: readonly ArchiveRecording[], wanted: readonly ArchiveAsset[]): Ended {
  const byId = new Map(recordings.map((recording) => [recording.id, recording]))
  for (const { recordingId, upstreamId, typeRaw, label, sizeBytes } of wanted) {
    const recording = byId.get(recordingId)
    const fields = {
      recording: recording?.upstreamId,
      asset: upstreamId,
      type: typeRaw,
      bytes: sizeBytes,
      state: 'wanted',
    }
    const size = sizeBytes === null ? '' : `, ${shownBytes(sizeBytes)}`
    output.event(
      'asset',
      fields,
      `${recording?.title ?? ''} (${recording?.upstreamId ?? ''}) ${label}: would be downloaded${size}`,
    )
  }
  const bytes = wanted.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0)
  const describe = (): string => `${countOf(wanted.length, 'file')} to download (${shownBytes(bytes)})`
  return { status: exitStatus.done, describe }
}

/** This run's own limits; the library gets its settings back. */
async function override({ handlers }: LibraryServices, { invocation }: Context): Promise<() => Promise<void>> {
  const change: Partial<LibrarySettings> = {
    ...(invocation.concurrency === null ? {} : { concurrency: invocation.concurrency }),
    ...(invocation.limitBytesPerS === null ? {} : { limitBytesPerS: invocation.limitBytesPerS }),
    ...(invocation.minFreeBytes === null ? {} : { minFreeBytes: invocation.minFreeBytes }),
  }
  const before = await handlers['settings.get']({})
  if (!before.ok || Object.keys(change).length === 0) return async () => undefined
  await handlers['settings.set'](change)
  const { concurrency, limitBytesPerS, minFreeBytes } = before.value
  return async () => void (await handlers['settings.set']({ concurrency, limitBytesPerS, minFreeBytes }))
}

async function watch(
  context: Context,
  { feed }: Session,
  archive: Archive,
  wanted: readonly ArchiveAsset[],
  report: PullReport,
): Promise<Ended> {
  let hold: QueueHold = { kind: 'none' }
  const progress: { latest: DownloadProgress | null } = { latest: null }
  feed.onDownloads = (told) => {
    hold = told.hold
    progress.latest = told
    report.showProgress(told)
  }
  let left: readonly number[] = wanted.map(({ id }) => id)
  for (;;) {
    const began = performance.now()
    left = report.settle(archive.outcomes(left))
    if (left.length === 0) break
    const stopped = stoppedBy(hold)
    if (stopped !== null) return refused(context, stopped)
    await pause(context, Math.max(pollMs, (performance.now() - began) * pollShare))
  }
  const { failed, unavailable } = context.output.tally
  return { status: failed + unavailable > 0 ? exitStatus.failed : exitStatus.done, describe: downloadSummary }
}

/** Holds that don't end by themselves while nobody is there to do something. */
function stoppedBy(hold: QueueHold): Parameters<typeof refused>[1] | null {
  switch (hold.kind) {
    case 'disk-full': {
      const { freeBytes, floorBytes } = hold
      const message = `The drive has ${shownBytes(freeBytes)} free and should keep ${shownBytes(floorBytes)}. Make room on it and run the same command again; it goes on where it stopped.`
      return { kind: 'disk-full', message, freeBytes, neededBytes: floorBytes }
    }
    case 'unauthorized': {
      const message = '100ms refused the credentials. Check the access key and app secret, or get a new token.'
      return { kind: 'unauthorized', message, reason: 'other' }
    }
    case 'library-missing':
      return {
        kind: 'library-missing',
        message: "The library's folder can't be reached any more. Connect its drive and run the same command again.",
      }
    default:
      return null
  }
}
