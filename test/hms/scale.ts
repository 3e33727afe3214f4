/**
 * A workspace of any size, computed from a seed: nothing is held per recording, every page and file is made when asked
 * for. Recordings lie in slots of equal length over three years; an id's seconds lead back to its slot.
 */
import { MutableCollection } from './collection.ts'
import { type Computed, GeneratedCollection } from './generated-collection.ts'
import type { Asset, Job, Peer, Room, Session } from './model.ts'
import { goTime, idFromParts, ZERO_TIME } from './object-id.ts'
import { ObjectStore } from './object-store.ts'
import { SLOTS, scaleAsset } from './scale-assets.ts'
import { generatedObject } from './scale-content.ts'
import { ASSET_DELAY_SECONDS, hex8, mixer, type Scale, uuidFrom } from './scale-numbers.ts'
import { personName, roomName } from './scale-words.ts'
import type { GeneratedWorkspace } from './workspace-data.ts'

export interface ScaleOptions {
  recordings: number
  seed: number
}

const SPAN_SECONDS = 3 * 365 * 86_400
/** The newest recording is this old, so that all have ended and been processed. */
const QUIET_SECONDS = 3 * 3600
const LIVE_EVERY = 40

export function generateWorkspace(options: ScaleOptions, nowMs: number, customerId: string): GeneratedWorkspace {
  const interval = Math.max(12, Math.floor(SPAN_SECONDS / options.recordings))
  const newest = Math.floor(nowMs / 1000) - QUIET_SECONDS
  const scale = numbers(options, newest, interval, customerId)
  const slotAt = (seconds: number) => Math.floor((newest - seconds) / interval)
  const assetsAt = (index: number) => Array.from({ length: SLOTS }, (_, slot) => scaleAsset(scale, index, slot))
  const oldestRoom = newest - options.recordings * interval

  const collection = <T extends { id: string }>(computed: Computed<T>) =>
    new MutableCollection(new GeneratedCollection(computed))
  const assets = collection({
    count: options.recordings * SLOTS,
    at: (place) => scaleAsset(scale, Math.floor(place / SLOTS), SLOTS - 1 - (place % SLOTS)),
    indexAt(seconds) {
      const index = slotAt(seconds - ASSET_DELAY_SECONDS)
      const slot = seconds - ASSET_DELAY_SECONDS - scale.createdSeconds(index)
      return index * SLOTS + Math.min(SLOTS - 1, Math.max(0, SLOTS - 1 - slot))
    },
  })
  return {
    recordings: collection({ count: options.recordings, at: (index) => recording(scale, index), indexAt: slotAt }),
    liveStreams: collection({
      count: Math.ceil(options.recordings / LIVE_EVERY),
      at: (index) => liveStream(scale, index * LIVE_EVERY),
      indexAt: (seconds) => Math.floor(slotAt(seconds - 1) / LIVE_EVERY),
    }),
    sessions: collection({
      count: options.recordings,
      at: (index) => (scale.sessionOf(index) === index ? session(scale, index) : undefined),
      indexAt: (seconds) => slotAt(seconds + 3),
    }),
    rooms: collection({
      count: scale.rooms,
      at: (index) => room(scale, index),
      indexAt: (seconds) => Math.floor((oldestRoom - seconds) / 3600),
    }),
    assets,
    objects: new ObjectStore((key) => {
      const id = /([0-9a-f]{24})\.\w+$/.exec(key)?.[1]
      const asset = id === undefined ? undefined : assets.get(id)
      if (asset === undefined || !asset.path?.endsWith(key)) return undefined
      return generatedObject(scale, slotAt(Number.parseInt(asset.id.slice(0, 8), 16) - ASSET_DELAY_SECONDS), asset, key)
    }),
    assetsOfJob(jobId) {
      const index = slotAt(Number.parseInt(jobId.slice(0, 8), 16))
      if (index < 0 || index >= options.recordings) return []
      return assetsAt(index).filter((asset): asset is Asset => asset?.job_id === jobId)
    },
  }
}

function numbers(options: ScaleOptions, newest: number, interval: number, customerId: string): Scale {
  const mix = mixer(options.seed)
  const rooms = Math.max(5, Math.min(2000, Math.round(options.recordings / 250)))
  const id = (index: number, seconds: number, purpose: number) =>
    idFromParts(seconds, hex8(mix(index, purpose)) + hex8(mix(index, purpose + 1)))
  // Eight seconds before and four after stay free for the ids of sessions, live streams and assets.
  const createdSeconds = (index: number) => newest - index * interval - 8 - (mix(index, 1) % (interval - 11))
  // One call in twenty was recorded twice: both recordings are of the older one's session.
  const sessionOf = (index: number) =>
    index % 2 === 0 && index + 1 < options.recordings && mix(index, 2) % 10 === 0 ? index + 1 : index
  const oldestRoom = newest - options.recordings * interval
  return {
    mix,
    customerId,
    recordings: options.recordings,
    rooms,
    createdSeconds,
    recordingId: (index) => id(index, createdSeconds(index), 10),
    liveStreamId: (index) => (index % LIVE_EVERY === 0 ? id(index, createdSeconds(index) + 1, 12) : undefined),
    sessionOf,
    sessionId: (index) => id(sessionOf(index), createdSeconds(sessionOf(index)) - 3, 14),
    // Few rooms hold most of the recordings.
    roomOf: (index) => Math.floor(rooms * (mix(sessionOf(index), 3) / 2 ** 32) ** 2),
    roomId: (room) => id(room, oldestRoom - room * 3600 - 1800, 16),
    durationSeconds: (index) => 240 + (mix(index, 4) % 6600),
    failed: (index) => mix(index, 5) % 50 === 0,
    peers(index) {
      const session = sessionOf(index)
      return Array.from({ length: 2 + (mix(session, 6) % 4) }, (_, seat) => ({
        id: uuidFrom(mix, session, 70 + seat * 4),
        name: personName(mix, session, seat),
        role: seat === 0 ? 'host' : 'guest',
      }))
    },
  }
}

function recording(scale: Scale, index: number): Job {
  const createdMs = scale.createdSeconds(index) * 1000 + (scale.mix(index, 20) % 1000)
  const stoppedMs = createdMs + 3117 + scale.durationSeconds(index) * 1000
  const roomId = scale.roomId(scale.roomOf(index))
  return {
    id: scale.recordingId(index),
    room_id: roomId,
    session_id: scale.sessionId(index),
    status: scale.failed(index) ? 'failed' : 'completed',
    created_at: goTime(createdMs),
    started_at: goTime(createdMs + 3117, index % 1_000_000),
    updated_at: goTime(stoppedMs + 4249),
    stopped_at: goTime(stoppedMs),
    meeting_url: `https://scale.app.100ms.live/preview/${roomId}/beam?auth_token=secret-${index}`,
    started_by: uuidFrom(scale.mix, index, 100),
    stopped_by: '',
    asset_types: ['room-composite', 'chat', 'transcript', 'summary'],
  }
}

function liveStream(scale: Scale, index: number): Job {
  const { asset_types, ...job } = recording(scale, index)
  return {
    ...job,
    id: scale.liveStreamId(index) ?? '',
    playback: { url: `https://cdn.100ms.live/live/${job.room_id}/master.m3u8` },
    recording: { hls_vod: true, single_file_per_layer: true },
  }
}

function session(scale: Scale, index: number): Session {
  const startedMs = (scale.createdSeconds(index) - 3) * 1000
  const endedMs = startedMs + 7000 + scale.durationSeconds(index) * 1000
  const id = scale.sessionId(index)
  const joined = goTime(startedMs)
  const left = goTime(endedMs)
  const peers: Record<string, Peer> = {}
  for (const { id: peerId, name, role } of scale.peers(index)) {
    const times = { joined_at: goTime(startedMs), left_at: goTime(endedMs) }
    peers[peerId] = {
      id: peerId,
      session_id: id,
      name,
      role,
      user_id: name.toLowerCase().split(' ')[0] ?? '',
      ...times,
    }
  }
  return {
    id,
    room_id: scale.roomId(scale.roomOf(index)),
    customer_id: scale.customerId,
    active: false,
    peers,
    created_at: joined,
    updated_at: left,
  }
}

function room(scale: Scale, index: number): Room {
  const id = scale.roomId(index)
  return {
    id,
    name: scale.mix(index, 21) % 7 === 0 ? uuidFrom(scale.mix, index, 110) : roomName(scale.mix, index),
    enabled: scale.mix(index, 22) % 20 !== 0,
    description: '',
    customer_id: scale.customerId,
    app_id: scale.customerId,
    recording_source_template: true,
    template_id: scale.customerId,
    template: scale.customerId,
    region: 'eu',
    created_at: goTime(Number.parseInt(id.slice(0, 8), 16) * 1000),
    updated_at: ZERO_TIME,
    large_room: false,
  }
}
