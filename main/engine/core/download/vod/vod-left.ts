/** What earlier attempts at an unzipped room-vod have left, by which its parts needn't be fetched again. */
import type { DownloadStore, FinishedFile, VodSegment } from '../download-ports.ts'

export type VodLeft = {
  /** Fingerprint of the playlists that are copied now. */
  readonly playlists: string
  readonly segments: ReadonlyMap<string, VodSegment>
  readonly files: ReadonlyMap<string, FinishedFile>
}

export function vodLeft(store: DownloadStore, assetId: number, playlists: string): VodLeft {
  const files = new Map(store.filesOf(assetId).map((file) => [file.name, file]))
  return { playlists, segments: store.segments.of(assetId), files }
}

/** Under other playlists the name may mean another part. */
export function knownIn({ playlists, segments }: VodLeft, name: string): VodSegment | null {
  const known = segments.get(name)
  return known?.playlists === playlists ? known : null
}
