/** `dailies pull`: syncs, then downloads everything the filters pass, and says of each file what became of it. */
import { dueMs } from '../engine/core/download/queue-policy.ts'
import type { ArchiveAsset } from '../engine/db/library/archive-queries.ts'
import { Archive } from '../engine/reader/archive.ts'
import type { Context, Ended } from './context.ts'
import { exitStatus } from './exit-status.ts'
import { countOf, notToBeHad } from './output.ts'
import { PullReport } from './pull-report.ts'
import { watchDownloads } from './pull-watch.ts'
import { selectAssets, selectRecordings, tellUnknownWords } from './selection.ts'
import { orInterrupted, pause, type Session, withSynced } from './session.ts'
import { shownBytes } from './shown-bytes.ts'

export function pull(context: Context): Promise<Ended> {
  return withSynced(context, (session, workspaceId) => download(context, session, workspaceId))
}

async function download(context: Context, session: Session, workspaceId: number): Promise<Ended> {
  const { output, invocation } = context
  const { services } = session
  const archive = new Archive(services.library)
  const nothingUnknown = !tellUnknownWords(output, archive, invocation.filters)
  const selected = selectRecordings(archive, invocation.filters)
  const recordings = selected.filter((one) => one.workspaceId === workspaceId)
  const noneApart = !tellApart(context, selected.length - recordings.length)
  // What somebody has deleted from the folder would count as here.
  await orInterrupted(context, services.parts.reconcile.markMissing(recordings.map(({ id }) => id)))
  const assets = selectAssets(archive, invocation.filters, recordings)
  output.tally.recordings = recordings.length
  const report = new PullReport(output, archive, recordings, assets, Date.now)
  for (const recording of recordings) report.tellUnfinished(recording)
  if (invocation.filters.types.length === 0) report.tellNeverMade()
  const nowMs = services.parts.upstream.nowMs()
  const wanted = bySoonestEnd(
    assets.filter((asset) => report.isWanted(asset, invocation.filters.recordings.length > 0)),
    nowMs,
  )
  const status = nothingUnknown && noneApart ? exitStatus.done : exitStatus.failed
  if (invocation.dryRun) return { status, describe: dryRun(wanted, report, services.library.files.freeBytes()) }

  // Before anything runs: what the library's policy wants, and what was left of another pull, keeps its place in line.
  await services.parts.commands.startOnly(wanted.map(({ id }) => id))
  services.start()
  const ended = await watchDownloads({
    ...{ output, feed: session.feed, report, assetIds: wanted.map(({ id }) => id) },
    outcomes: (assetIds) => archive.outcomes(assetIds),
    nowMs: Date.now,
    pause: (ms) => pause(context, ms),
  })
  // What has just arrived can be searched when the command ends.
  await orInterrupted(context, services.parts.texts.importMissing())
  return ended.status === exitStatus.done ? { ...ended, status } : ended
}

/** Another workspace of the library has other credentials, which aren't here. Answers whether that leaves out what was asked for by name. */
function tellApart({ output, invocation }: Context, count: number): boolean {
  if (count === 0) return false
  const { recordings, rooms } = invocation.filters
  const message = `${countOf(count, 'recording')} of another workspace in this library can’t be downloaded with these credentials. Run this again with that workspace’s.`
  const isNamed = recordings.length + rooms.length > 0
  if (isNamed) output.problem({ kind: 'unauthorized', message })
  else output.note(message)
  return isNamed
}

/** What 100ms deletes first, by its own clock, comes first; the rest newest first, as it is. */
function bySoonestEnd(assets: readonly ArchiveAsset[], nowMs: number): ArchiveAsset[] {
  return assets
    .map((asset) => ({ asset, due: dueMs(asset.expiresMs, nowMs) }))
    .sort((one, other) => one.due - other.due)
    .map(({ asset }) => asset)
}

function dryRun(wanted: readonly ArchiveAsset[], report: PullReport, freeBytes: number | null): Ended['describe'] {
  for (const asset of wanted) report.tellWanted(asset)
  const bytes = wanted.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0)
  const free = freeBytes === null ? '' : `; ${shownBytes(freeBytes)} free on the drive`
  return ({ unavailable }) =>
    `${countOf(wanted.length, 'file')} to download (${shownBytes(bytes)}${free})${notToBeHad(unavailable)}`
}
