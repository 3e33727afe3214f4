/** `dailies pull`: syncs, then downloads everything the filters pass, and says of each file what became of it. */
import type { DownloadProgress, QueueHold } from '../../preload/contract/download.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import { dueMs } from '../engine/core/queue-policy.ts'
import { shownBytes } from '../engine/core/shown-bytes.ts'
import type { ArchiveAsset } from '../engine/db/archive-queries.ts'
import { Archive } from '../engine/reader/archive.ts'
import type { Context, Ended } from './context.ts'
import { exitStatus } from './exit-status.ts'
import { countOf, downloadSummary } from './output.ts'
import { PullReport } from './pull-report.ts'
import { selectAssets, selectRecordings, tellUnknownWords } from './selection.ts'
import { connectAndSync, orInterrupted, pause, refused, type Session, withLibrary } from './session.ts'

const pollMs = 250
/** Looking takes at most this part of the time. */
const pollShare = 20

export function pull(context: Context): Promise<Ended> {
  return withLibrary(context, async (session) => {
    const connected = await connectAndSync(context, session)
    if (!connected.ok) return connected.error
    return download(context, session, connected.value)
  })
}

async function download(context: Context, session: Session, workspaceId: number): Promise<Ended> {
  const { output, invocation } = context
  const { services } = session
  const archive = new Archive(services.library)
  const nothingUnknown = !tellUnknownWords(output, archive, invocation.filters)
  // Another workspace of the library has other credentials, which aren't here.
  const recordings = selectRecordings(archive, invocation.filters).filter((one) => one.workspaceId === workspaceId)
  const assets = selectAssets(archive, invocation.filters, recordings)
  output.tally.recordings = recordings.length
  const report = new PullReport(output, archive, recordings, assets, Date.now)
  const wanted = bySoonestEnd(assets.filter((asset) => report.isWanted(asset)))
  const status = nothingUnknown ? exitStatus.done : exitStatus.failed
  if (invocation.dryRun) return { status, describe: dryRun(wanted, report, services.library.files.freeBytes()) }

  // Before anything runs: what the library's policy wants, and what was left of another pull, keeps its place in line.
  await services.parts.commands.startOnly(wanted.map(({ id }) => id))
  services.start()
  const ended = await watch(context, session, archive, wanted, report)
  // What has just arrived can be searched when the command ends.
  await orInterrupted(context, services.parts.texts.importMissing())
  return ended.status === exitStatus.done ? { ...ended, status } : ended
}

/** What 100ms deletes first comes first; the rest newest first, as it is. */
function bySoonestEnd(assets: readonly ArchiveAsset[]): ArchiveAsset[] {
  const nowMs = Date.now()
  return assets
    .map((asset) => ({ asset, due: dueMs(asset.expiresMs, nowMs) }))
    .sort((one, other) => one.due - other.due)
    .map(({ asset }) => asset)
}

function dryRun(wanted: readonly ArchiveAsset[], report: PullReport, freeBytes: number | null): () => string {
  for (const asset of wanted) report.tellWanted(asset)
  const bytes = wanted.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0)
  const free = freeBytes === null ? '' : `; ${shownBytes(freeBytes)} free on the drive`
  return () => `${countOf(wanted.length, 'file')} to download (${shownBytes(bytes)}${free})`
}

async function watch(
  context: Context,
  { feed }: Session,
  archive: Archive,
  wanted: readonly ArchiveAsset[],
  report: PullReport,
): Promise<Ended> {
  const { output } = context
  const now: { hold: QueueHold } = { hold: { kind: 'none' } }
  feed.onDownloads = (told: DownloadProgress) => {
    const waiting = waitingFor(told.hold)
    if (told.hold.kind !== now.hold.kind && waiting !== null) {
      output.event('retry', { kind: told.hold.kind, reason: waiting }, null)
      output.note(`Nothing is downloaded for now: ${waiting}.`)
    }
    now.hold = told.hold
    report.showProgress(told, waiting)
  }
  let left: readonly number[] = wanted.map(({ id }) => id)
  for (;;) {
    const began = performance.now()
    left = report.settle(archive.outcomes(left))
    if (left.length === 0) break
    const stopped = stoppedBy(now.hold)
    if (stopped !== null) return refused(context, stopped)
    await pause(context, Math.max(pollMs, (performance.now() - began) * pollShare))
  }
  const { failed, unavailable } = output.tally
  return { status: failed + unavailable > 0 ? exitStatus.failed : exitStatus.done, describe: downloadSummary }
}

/** Holds that end by themselves, in words. */
function waitingFor(hold: QueueHold): string | null {
  switch (hold.kind) {
    case 'offline':
      return 'waiting for the network'
    case 'rate-limited':
      return '100ms or its storage asks for a pause'
    default:
      return null
  }
}

/** Holds that don't end by themselves while nobody is there to do something. */
function stoppedBy(hold: QueueHold): DailiesError | null {
  switch (hold.kind) {
    case 'disk-full': {
      const { freeBytes, floorBytes } = hold
      const message = `The drive has ${shownBytes(freeBytes)} free, and going on takes ${shownBytes(floorBytes)}. Make room on it and run the same command again; it goes on where it stopped.`
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
