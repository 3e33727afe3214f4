/** What a review needs beside the details: the files that can be played and the session's other recordings. */
import type { AssetType } from '../../../../preload/contract/recording.ts'
import { playableTypes } from '../../../../preload/contract/recording-terms.ts'
import type { Db } from '../database.ts'
import { objectOf } from '../json-columns.ts'
import { assetsOf } from './details-queries.ts'

export type PlayableFile = {
  readonly assetId: number
  readonly recordingId: number
  readonly type: AssetType
  readonly label: string
  readonly layer: string | null
  readonly durationS: number | null
  /** Only sound: 100ms's `track_type` or `stream_type`. */
  readonly audioOnly: boolean
  /** Relative to the library, with `/`: the recording's folder. */
  readonly folder: string
  /** The asset's file or folder in it, e.g. `composite.mp4`, `vod`. */
  readonly name: string
  /** Of an HLS recording: its main playlist, relative to the recording's folder. */
  readonly playlist: string | null
  /** How long it will be, while it is being downloaded; null: all of it is here. */
  readonly arrivingBytes: number | null
  /** Another one where the bytes are others: when it was finished, or while it is on its way when it was asked for. */
  readonly version: number
}

/** Those of one recording, what is here before what is coming, best first: composite, its layers, legacy, vod, streams, tracks. */
export function playableFiles(db: Db, recordingId: number): PlayableFile[] {
  const folder = db
    .prepare<[number], string | null>('SELECT folder FROM recordings WHERE id = ?')
    .pluck()
    .get(recordingId)
  if (folder === undefined || folder === null) return []
  const playlists = playlistsOf(db, recordingId)
  const metadata = metadataOf(db, recordingId)
  const arriving = arrivingOf(db, recordingId)
  const finished = finishedOf(db, recordingId)
  return assetsOf(db, recordingId)
    .filter(({ type }) => playableTypes.includes(type))
    .flatMap(({ id: assetId, type, label, layer, durationS, download, file }): PlayableFile[] => {
      const audioOnly = isAudioOnly(metadata.get(assetId))
      const known = { assetId, recordingId, type, layer, durationS, audioOnly, folder }
      const coming = arriving.get(assetId)
      if (coming !== undefined) return [{ ...known, label, playlist: null, ...coming }]
      if (file === null || download.state !== 'done') return []
      const playlist = type === 'room-vod' ? (playlists.get(assetId) ?? null) : null
      const shown = file.verified ? label : `${label} (unverified)`
      const version = finished.get(assetId) ?? 0
      return [{ ...known, label: shown, name: file.name, playlist, arrivingBytes: null, version }]
    })
    .sort((a, b) => rank(a) - rank(b) || Number(a.layer ?? 0) - Number(b.layer ?? 0) || 0)
    .sort((a, b) => Number(a.arrivingBytes !== null) - Number(b.arrivingBytes !== null))
}

/** null: it isn't here, or nothing that plays. */
export function playableFile(db: Db, assetId: number): PlayableFile | null {
  const recordingId = db.prepare<[number], number>('SELECT recording_id FROM assets WHERE id = ?').pluck().get(assetId)
  if (recordingId === undefined) return null
  return playableFiles(db, recordingId).find((file) => file.assetId === assetId) ?? null
}

const rank = ({ type, layer }: PlayableFile): number =>
  playableTypes.indexOf(type) * 2 + (type === 'room-composite' && layer !== null ? 1 : 0)

const isAudioOnly = (metadata: Readonly<Record<string, unknown>> = {}): boolean =>
  metadata['track_type'] === 'audio' || metadata['stream_type'] === 'audio'

/** Single files that are on their way; a `.part` of them may be here. */
function arrivingOf(
  db: Db,
  recordingId: number,
): Map<number, Pick<PlayableFile, 'name' | 'version'> & { arrivingBytes: number }> {
  const rows = db
    .prepare<[number], [number, string, number, number]>(
      `SELECT a.id, a.file_name, d.total_bytes, d.queued_ms FROM assets a JOIN downloads d ON d.asset_id = a.id
      WHERE a.recording_id = ? AND a.type <> 'room-vod' AND a.file_name IS NOT NULL AND d.total_bytes > 0
        AND d.state IN ('queued', 'running', 'waiting', 'paused')`,
    )
    .raw()
    .all(recordingId)
  return new Map(rows.map(([id, name, arrivingBytes, version]) => [id, { name, arrivingBytes, version }]))
}

/** When each was finished last. */
function finishedOf(db: Db, recordingId: number): Map<number, number> {
  const rows = db
    .prepare<[number], [number, number]>(
      `SELECT f.asset_id, max(f.finished_ms) FROM assets a JOIN files f ON f.asset_id = a.id
      WHERE a.recording_id = ? GROUP BY f.asset_id`,
    )
    .raw()
    .all(recordingId)
  return new Map(rows)
}

/** The main playlist is the one that isn't inside a layer's folder; where several could be, `master` by name. */
function playlistsOf(db: Db, recordingId: number): Map<number, string> {
  const names = db
    .prepare<[number], [number, string]>(
      `SELECT f.asset_id, f.name FROM assets a JOIN files f ON f.asset_id = a.id
      WHERE a.recording_id = ? AND a.type = 'room-vod' AND f.name LIKE '%.m3u8' ORDER BY f.name`,
    )
    .raw()
    .all(recordingId)
  const best = new Map<number, string>()
  for (const [assetId, name] of names) {
    const known = best.get(assetId)
    if (known === undefined || playlistRank(name) < playlistRank(known)) best.set(assetId, name)
  }
  return best
}

const playlistRank = (name: string): number => name.split('/').length * 2 - (name.endsWith('master.m3u8') ? 1 : 0)

function metadataOf(db: Db, recordingId: number): Map<number, Readonly<Record<string, unknown>>> {
  return new Map(
    db
      .prepare<[number], [number, string | null]>('SELECT id, metadata FROM assets WHERE recording_id = ?')
      .raw()
      .all(recordingId)
      .map(([id, metadata]) => [id, objectOf(metadata)]),
  )
}
