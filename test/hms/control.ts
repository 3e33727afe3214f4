/** What happens upstream while a client watches: recordings come, finish, change and vanish. */
import {
  type AddedRecording,
  addRecording,
  addRoom,
  collectionOf,
  type RecordingSpec,
  type RoomSpec,
} from './builder.ts'
import { hashOf } from './byte-source.ts'
import { bytesOf, type Content } from './content.ts'
import type { Named } from './fixture-workspace.ts'
import type { Asset, Job, Room } from './model.ts'
import { goTime } from './object-id.ts'
import type { StoredObject } from './object-store.ts'
import { fileOf, type WorkspaceData } from './workspace-data.ts'

export interface Knobs {
  longestLinkSeconds: number
  clockSkewMs: number
  appSecret: string
  hipaa: boolean
}

export class Control {
  readonly #data: WorkspaceData
  readonly #named: Named
  readonly #knobs: Knobs
  readonly #now: () => number

  constructor(data: WorkspaceData, named: Named, knobs: Knobs, now: () => number) {
    this.#data = data
    this.#named = named
    this.#knobs = knobs
    this.#now = now
  }

  /** Missing: `createdMs` is now. The result also appears in `workspace.named`. */
  addRecording(spec: Omit<RecordingSpec, 'createdMs'> & { createdMs?: number }): AddedRecording {
    const added = addRecording(this.#data, { createdMs: this.#now(), ...spec })
    this.#named[spec.name] = added
    return added
  }

  addRoom(spec: Omit<RoomSpec, 'createdMs'> & { createdMs?: number }): Room {
    return addRoom(this.#data, { createdMs: this.#now(), ...spec })
  }

  /** Changes fields of a job of any kind, as the API will show them. */
  changeRecording(id: string, fields: Partial<Job>): void {
    for (const kind of ['recording', 'live-stream', 'external-stream'] as const) {
      const collection = collectionOf(this.#data, kind)
      const job = collection.get(id)
      if (job) collection.put({ ...job, ...fields })
    }
  }

  setStatus(id: string, status: string): void {
    const now = goTime(this.#now())
    const ended = ['completed', 'failed', 'stopping', 'post_processing'].includes(status)
    this.changeRecording(id, { status, updated_at: now, ...(ended ? { stopped_at: now } : {}) })
  }

  /** The job and its assets leave the API, and their files leave storage. */
  deleteRecording(id: string): void {
    for (const asset of this.#data.assetsOfJob(id)) this.deleteAsset(asset.id)
    this.#data.recordings.delete(id)
    this.#data.liveStreams.delete(id)
    this.#data.externalStreams.delete(id)
  }

  deleteAsset(id: string): void {
    this.deleteFile(id)
    this.#data.assets.delete(id)
  }

  /** The row stays listed; its link answers 404, as after 15 days. */
  deleteFile(assetId: string): void {
    const file = fileOf(this.#data, this.asset(assetId))
    if (file) this.#data.objects.delete(file.key)
  }

  /** Assets in `processing` become `completed`: of one recording, or all. */
  finishProcessing(recordingId?: string): void {
    for (const asset of this.#data.assets.own()) {
      if (asset.status !== 'processing' || (recordingId !== undefined && asset.job_id !== recordingId)) continue
      this.changeAsset(asset.id, { status: 'completed' })
    }
  }

  changeAsset(id: string, fields: Partial<Asset>): void {
    this.#data.assets.put({ ...this.asset(id), ...fields })
  }

  renameRoom(id: string, name: string): void {
    const room = this.#data.rooms.get(id)
    if (room === undefined) throw new Error(`no room ${id}`)
    this.#data.rooms.put({ ...room, name, updated_at: goTime(this.#now()) })
  }

  /** Replaces an asset's file: new bytes, ETag and Last-Modified. What the API says of its size stays as it was. */
  setContent(assetId: string, content: Content): StoredObject {
    const file = fileOf(this.#data, this.asset(assetId))
    if (file === undefined) throw new Error(`asset ${assetId} has no file`)
    const before = this.#data.objects.get(file.key)?.lastModified.getTime() ?? 0
    return this.#data.objects.put(file.key, bytesOf(content), new Date(Math.max(this.#now(), before + 1000)))
  }

  asset(id: string): Asset {
    const asset = this.#data.assets.get(id)
    if (asset === undefined) throw new Error(`no asset ${id}`)
    return asset
  }

  object(assetId: string): StoredObject {
    const file = fileOf(this.#data, this.asset(assetId))
    const object = file && this.#data.objects.get(file.key)
    if (object === undefined) throw new Error(`asset ${assetId} has no file`)
    return object
  }

  /** Hex, of what the asset's link leads to (of a vod on the CDN: its master playlist). */
  sha256(assetId: string): string {
    return hashOf(this.object(assetId).source, 'sha256')
  }

  /** Links made from now on live this long at most; fractions of a second are allowed. */
  setLongestLink(seconds: number): void {
    this.#knobs.longestLinkSeconds = seconds
  }

  /** The servers' clock against the real one: a token's `nbf` and a link's expiry are judged by it. */
  setClockSkew(ms: number): void {
    this.#knobs.clockSkewMs = ms
  }

  /** Tokens signed with the old secret are refused from now on. */
  rotateSecret(appSecret: string): void {
    this.#knobs.appSecret = appSecret
  }

  setHipaa(on: boolean): void {
    this.#knobs.hipaa = on
  }
}
