/** Everything the simulated workspace holds. The API host, the storage host and the tests' `control` share it. */
import { MutableCollection } from './collection.ts'
import type { Asset, Job, Room, Session } from './model.ts'
import { keyOfPath, ObjectStore } from './object-store.ts'

export interface WorkspaceData {
  recordings: MutableCollection<Job>
  liveStreams: MutableCollection<Job>
  externalStreams: MutableCollection<Job>
  assets: MutableCollection<Asset>
  rooms: MutableCollection<Room>
  sessions: MutableCollection<Session>
  objects: ObjectStore
  /** Asset id → key on the CDN, for unzipped room-vods that 100ms hosts: their link is plain and unsigned. */
  cdnKeys: Map<string, string>
  assetsOfJob(jobId: string): Asset[]
  /** What the API calls the whole account; rooms and sessions carry it. */
  customerId: string
}

/** A generated workspace that lies under the one in memory (see scale.ts). */
export interface GeneratedWorkspace extends Pick<WorkspaceData, 'assetsOfJob'> {
  recordings: MutableCollection<Job>
  liveStreams: MutableCollection<Job>
  assets: MutableCollection<Asset>
  rooms: MutableCollection<Room>
  sessions: MutableCollection<Session>
  objects: ObjectStore
}

export function workspaceData(customerId: string, generated?: GeneratedWorkspace): WorkspaceData {
  const assets = generated?.assets ?? new MutableCollection<Asset>()
  return {
    recordings: generated?.recordings ?? new MutableCollection(),
    liveStreams: generated?.liveStreams ?? new MutableCollection(),
    externalStreams: new MutableCollection(),
    assets,
    rooms: generated?.rooms ?? new MutableCollection(),
    sessions: generated?.sessions ?? new MutableCollection(),
    objects: generated?.objects ?? new ObjectStore(),
    cdnKeys: new Map(),
    customerId,
    assetsOfJob(jobId) {
      const below = generated?.assetsOfJob(jobId) ?? []
      const ids = new Set(below.map((asset) => asset.id))
      return [
        ...assets.own().filter((asset) => asset.job_id === jobId && !ids.has(asset.id)),
        ...below.map((asset) => assets.get(asset.id)).filter((asset) => asset !== undefined),
      ]
    },
  }
}

/** Where an asset's link leads: a key of the storage host, on its CDN or signed; undefined when there is no file yet. */
export function fileOf(data: WorkspaceData, asset: Asset): { key: string; cdn: boolean } | undefined {
  const cdnKey = data.cdnKeys.get(asset.id)
  if (cdnKey !== undefined) return { key: cdnKey, cdn: true }
  if (asset.path === null || asset.path === '' || asset.status !== 'completed') return undefined
  return { key: keyOfPath(asset.path), cdn: false }
}
