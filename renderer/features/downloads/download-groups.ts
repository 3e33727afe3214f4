/** The queue in the order a person reads it. Pure. */
import type { DownloadList, DownloadRow } from '../../../preload/contract/download.ts'
import { formatCount } from '../../format/count.ts'

export type GroupKind = 'running' | 'waiting' | 'paused' | 'failed' | 'done'
export type DownloadGroup = {
  readonly kind: GroupKind
  readonly title: string
  readonly rows: readonly DownloadRow[]
  /** So many more are in it than are listed. */
  readonly unlisted: number
}

const titles: Readonly<Record<GroupKind, string>> = {
  running: 'Downloading',
  failed: 'Couldn’t be downloaded',
  waiting: 'In line',
  paused: 'Paused',
  done: 'Done',
}

function kindOf(state: DownloadRow['state']): GroupKind | null {
  switch (state) {
    case 'running':
    case 'paused':
    case 'done':
    case 'failed':
      return state
    case 'unavailable':
      return 'failed'
    case 'queued':
    case 'waiting':
      return 'waiting'
    case 'none':
    case 'cancelled':
    case 'removed':
      return null
  }
}

/**
 * Failures stand high: they are what needs a person. `moving`: the assets of which bytes have come. Small files are taken
 * out of the queue many at a time; until their turn they stand in line, or it would seem that all of them run at once.
 */
export function groupDownloads(
  { rows, counts }: Pick<DownloadList, 'rows' | 'counts'>,
  moving: ReadonlySet<number>,
): readonly DownloadGroup[] {
  const groups = new Map<GroupKind, DownloadRow[]>()
  const unlisted = unlistedOf(rows, counts)
  for (const stored of rows) {
    const hasBegun = stored.bytesDone > 0 || moving.has(stored.assetId)
    const row = stored.state === 'running' && !hasBegun ? ({ ...stored, state: 'queued' } as const) : stored
    const kind = kindOf(row.state)
    if (kind === null) continue
    const known = groups.get(kind)
    if (known === undefined) groups.set(kind, [row])
    else known.push(row)
  }
  const order = ['running', 'failed', 'waiting', 'paused', 'done'] as const
  return order
    .map((kind) => ({ kind, title: titles[kind], rows: groups.get(kind) ?? [], unlisted: unlisted.get(kind) ?? 0 }))
    .filter(({ rows }) => rows.length > 0)
}

const listed = ['running', 'queued', 'waiting', 'paused', 'failed', 'unavailable', 'done'] as const

function unlistedOf(rows: readonly DownloadRow[], counts: DownloadList['counts']): ReadonlyMap<GroupKind, number> {
  const unlisted = new Map<GroupKind, number>()
  const add = (state: DownloadRow['state'], count: number) => {
    const kind = kindOf(state)
    if (kind !== null) unlisted.set(kind, (unlisted.get(kind) ?? 0) + count)
  }
  for (const state of listed) add(state, counts[state])
  for (const { state } of rows) add(state, -1)
  return unlisted
}

export type DownloadLine =
  | { readonly kind: 'heading'; readonly key: string; readonly group: DownloadGroup }
  | { readonly kind: 'row'; readonly key: string; readonly row: DownloadRow }
  | { readonly kind: 'more'; readonly key: string; readonly words: string }

export const linesOf = (groups: readonly DownloadGroup[]): readonly DownloadLine[] =>
  groups.flatMap((group) => [
    { kind: 'heading', key: group.kind, group } as const,
    ...group.rows.map((row) => ({ kind: 'row', key: String(row.assetId), row }) as const),
    ...(group.unlisted > 0 ? [{ kind: 'more', key: `${group.kind}-more`, words: moreWords(group) } as const] : []),
  ])

function moreWords({ kind, unlisted }: DownloadGroup): string {
  const count = formatCount(unlisted)
  if (kind === 'done') return `and ${count} more, all in the library`
  return kind === 'waiting' ? `and ${count} more in line` : `and ${count} more`
}

/** Two lines where there is progress or a reason, else one. */
export const isTall = (row: DownloadRow): boolean =>
  row.state === 'running' || row.state === 'waiting' || row.state === 'failed' || row.state === 'unavailable'

/** What of the width a reason hasn't for itself, and how wide a letter of it is, about. Two lines of it are the most. */
const besideReasonPx = { wide: 370, narrow: 260 }
const letterPx = 6
/** As wide as lines become. */
const mostPx = 1080

export function lineHeight(line: DownloadLine | undefined, widthPx: number): number {
  if (line === undefined || line.kind === 'heading') return 44
  if (line.kind === 'more' || !isTall(line.row)) return 40
  const roomPx = Math.min(widthPx, mostPx) - (widthPx < 600 ? besideReasonPx.narrow : besideReasonPx.wide)
  return (line.row.reason?.length ?? 0) * letterPx > roomPx ? 72 : 56
}
