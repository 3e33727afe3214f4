/** What a row's one glyph says. Pure. */
import type { DownloadProgress } from '../../../../preload/contract/download.ts'
import type { RecordingRow } from '../../../../preload/contract/recording.ts'
import { counted } from '../../../format/count.ts'
import type { GlyphState } from '../../../ui/state-glyph.tsx'

export type RowState = { readonly state: GlyphState; readonly label: string; readonly progress: number | null }

/** Share of the files that are here of these recordings, the row's, the running ones in part; null when none runs. */
export function runningShare(
  row: RecordingRow,
  running: DownloadProgress['running'],
  ids: readonly number[] | Int32Array,
): number | null {
  const own = running.filter((each) => ids.includes(each.recordingId))
  if (own.length === 0) return null
  const parts = own.reduce((sum, each) => sum + (each.totalBytes ? each.bytesDone / each.totalBytes : 0), 0)
  const expected = row.assets.done + row.assets.wanted
  return expected === 0 ? null : Math.min(1, (row.assets.done + parts) / expected)
}

export function rowState(row: RecordingRow, share: number | null): RowState {
  const { assets } = row
  const say = (state: GlyphState, label: string, progress: number | null = null): RowState => ({
    state,
    label,
    progress,
  })
  if (row.status === 'recording') return say('live', 'Recording now')
  if (share !== null)
    return say('progress', `Downloading, ${assets.done} of ${assets.done + assets.wanted} files here`, share)
  if (assets.wanted > 0) return say('queued', `${counted(assets.wanted, 'file')} in line`)
  if (assets.failed > 0) return say('warning', `${counted(assets.failed, 'file')} couldn’t be downloaded`)
  if (row.doubtful) return say('warning', 'Here, but something about a file is wrong')
  if (row.onlyCopy && assets.done > 0) return say('only-copy', 'Only copy: 100ms has deleted it, this computer has it')
  if (row.local === 'complete') return say('here', 'Everything is on this computer')
  if (row.local === 'partial')
    return say('partial', `${assets.done} of ${counted(assets.total, 'file')} on this computer`)
  if (row.onlyCopy) return say('gone', '100ms has deleted it, and it isn’t on this computer')
  if (row.status === 'failed') return say('warning', 'The recording failed at 100ms')
  if (row.status === 'queued' || row.status === 'paused' || row.status === 'finishing')
    return say(
      'waiting',
      row.status === 'finishing'
        ? '100ms is still finishing it'
        : row.status === 'paused'
          ? 'Paused'
          : 'Queued at 100ms',
    )
  return say('cloud', 'At 100ms, not on this computer')
}
