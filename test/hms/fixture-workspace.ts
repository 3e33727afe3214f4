/**
 * The default workspace: the six films of test/fixtures/media in rooms of different kinds, and beside them recordings in
 * every state that a client meets. Dates are counted back from `nowMs`: one recording is of yesterday, one expires in two
 * days, one is so old that its files are gone.
 */
import { type Show, shows } from '../fixtures/shows.ts'
import { chatCsv, peerIdOf, summaryJson } from '../fixtures/transcript-files.ts'
import type { AssetSpec } from './asset-builder.ts'
import { type AddedRecording, addRecording, addRoom, type RecordingSpec } from './builder.ts'
import { durationOf } from './content.ts'
import { uuidOf } from './object-id.ts'
import type { WorkspaceData } from './workspace-data.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export type Named = Record<string, AddedRecording>

export function addFixtures(data: WorkspaceData, nowMs: number, dialect: 'documented' | 'seed'): Named {
  const named: Named = {}
  const add = (spec: RecordingSpec): AddedRecording => {
    const added = addRecording(data, spec)
    named[spec.name] = added
    return added
  }
  const room = (name: string, more: object = {}) => addRoom(data, { name, createdMs: nowMs - 400 * DAY, ...more }).id
  const morning = room('Morning show', { description: 'Weekdays at seven' })
  const late = room('Late desk')
  const founders = room("Founders' hour")
  const unnamed = room(uuidOf('an unnamed room'))
  const bucket = { type: 'gs', location: 'field-notes-archive', prefix: 'calls' }
  const field = room('Field notes', { bucket })
  const studio = room('Old studio', { enabled: false })

  /** A show with its composite, chat, transcripts and summary, recorded at `createdMs`. */
  const film = (slug: string, roomId: string, createdMs: number, more: Partial<RecordingSpec> = {}): RecordingSpec => {
    const show = showOf(slug)
    const assets = [composite(show), ...texts(show, createdMs), ...(more.assets ?? [])]
    const durationSeconds = durationOf(slug)
    return { name: slug, roomId, createdMs, durationSeconds, people: peopleOf(show), ...more, assets }
  }

  add(film('morning-harbour', morning, nowMs - 26 * HOUR))
  add(film('morning-bees', morning, nowMs - 13 * DAY + 2 * HOUR))
  add(film('sound-check', unnamed, nowMs - 11 * DAY, { fields: { started_by: '', asset_types: null } }))
  add(film('field-notes', field, nowMs - 60 * DAY))
  addLateDesk(add, film, late, nowMs)
  addWebinars(add, founders, field, nowMs)
  addOtherStates(add, { morning, late, founders, studio }, nowMs)
  if (dialect === 'seed') {
    add({ name: 'queued', roomId: late, createdMs: nowMs - MINUTE, status: 'queued' })
    add({ name: 'paused', roomId: founders, createdMs: nowMs - 12 * MINUTE, status: 'paused' })
  }
  return named
}

type Add = (spec: RecordingSpec) => AddedRecording
type Film = (slug: string, roomId: string, createdMs: number, more?: Partial<RecordingSpec>) => RecordingSpec

/** Recorded whole, and each participant alone: those files' job is in no list. Two assets are of undocumented kinds. */
function addLateDesk(add: Add, film: Film, roomId: string, nowMs: number): void {
  const show = showOf('late-desk')
  const createdMs = nowMs - 5 * DAY
  const labels = JSON.stringify({ labels: [{ start: 0, end: 4.2, speaker: 'Ines Duarte' }] })
  const { sessionId } = add(
    film('late-desk', roomId, createdMs, {
      assets: [{ type: 'speaker-label', content: { text: labels }, metadata: { version: 3 } }],
    }),
  )
  const ines = { peer_id: peerIdOf(show, 0), stream_id: uuidOf('stream ines') }
  const sam = { peer_id: peerIdOf(show, 1), stream_id: uuidOf('stream sam') }
  add({
    name: 'late-desk-participants',
    kind: 'unlisted',
    roomId,
    sessionId,
    createdMs: createdMs + 1000,
    durationSeconds: durationOf('late-desk'),
    assets: [
      {
        type: 'track',
        content: { file: 'late-desk/track-ines-audio.webm' },
        metadata: { ...ines, track_id: uuidOf('track ines audio'), track_type: 'audio' },
      },
      {
        type: 'stream',
        content: { file: 'late-desk/stream-sam.mp4' },
        metadata: { ...sam, user_id: 'sam', stream_type: 'regular' },
      },
    ],
  })
}

/** Live streams: HLS on the CDN with its layers as MP4, an older one zipped, one in the customer's bucket. */
function addWebinars(add: Add, founders: string, field: string, nowMs: number): void {
  const show = showOf('founders-hour')
  const durationSeconds = durationOf('founders-hour')
  const createdMs = nowMs - 3 * DAY
  const layer = (file: string, index: number, width: number, height: number): AssetSpec => ({
    type: 'room-composite',
    content: { file: `founders-hour/${file}` },
    metadata: { resolution: { width, height }, layer: String(index) },
  })
  const live = { kind: 'live-stream', durationSeconds, people: peopleOf(show) } as const
  const vod = (hosting: 'cdn' | 'zip' | 'customer-bucket'): AssetSpec => ({
    type: 'room-vod',
    vod: { folder: 'founders-hour/vod', hosting },
    // Storage paths, as documented: no endpoint signs them.
    fields: hosting === 'cdn' ? { thumbnails: ['hls/thumbnails/0-10.png', 'hls/thumbnails/0-20.png'] } : {},
  })
  const { sessionId } = add({
    ...live,
    name: 'founders-hour',
    roomId: founders,
    createdMs,
    assets: [
      vod('cdn'),
      layer('layer-0.mp4', 0, 1280, 720),
      layer('layer-1.mp4', 1, 640, 360),
      { type: 'chat', content: { text: chatCsv(show, createdMs + 3117) } },
    ],
  })
  add({
    name: 'founders-hour-rtmp',
    kind: 'external-stream',
    roomId: founders,
    sessionId,
    createdMs: createdMs + 9000,
    durationSeconds,
    assets: [{ type: 'room-composite', content: { file: 'founders-hour/layer-1.mp4' } }],
  })
  add({ ...live, name: 'founders-hour-zipped', roomId: founders, createdMs: nowMs - 8 * DAY, assets: [vod('zip')] })
  add({
    ...live,
    name: 'field-notes-live',
    roomId: field,
    createdMs: nowMs - 33 * DAY,
    assets: [vod('customer-bucket')],
  })
}

function addOtherStates(add: Add, rooms: Record<string, string>, nowMs: number): void {
  const { morning = '', late = '', founders = '', studio = '' } = rooms
  const show = showOf('morning-harbour')
  const people = peopleOf(show)
  const createdMs = nowMs - 40 * MINUTE
  const pending = texts(show, createdMs).map((asset) =>
    asset.type === 'chat' ? asset : { ...asset, status: 'processing' },
  )
  add({
    name: 'processing',
    roomId: morning,
    createdMs,
    durationSeconds: 45,
    people,
    assets: [composite(show), ...pending],
  })
  add({
    name: 'running',
    roomId: late,
    createdMs: nowMs - 20 * MINUTE,
    status: 'running',
    fields: { asset_types: null },
  })
  add({ name: 'starting', roomId: morning, createdMs: nowMs - 5000, status: 'starting' })
  add({ name: 'finishing', roomId: founders, createdMs: nowMs - 5 * MINUTE, status: 'post_processing', people })
  add({
    name: 'failed',
    roomId: founders,
    createdMs: nowMs - 30 * HOUR,
    status: 'failed',
    assets: [{ type: 'room-composite', status: 'failed', gone: true, apiSize: 0, fields: { path: null, duration: 0 } }],
  })
  add({
    name: 'empty',
    roomId: late,
    createdMs: nowMs - 31 * HOUR,
    assets: [{ type: 'room-composite', content: { bytes: new Uint8Array() }, durationSeconds: 0 }],
  })
  add({
    name: 'gone',
    roomId: morning,
    createdMs: nowMs - 20 * DAY,
    durationSeconds: 3600,
    people,
    assets: [
      { type: 'room-composite', gone: true, apiSize: 412_316_860 },
      { type: 'transcript', outputMode: 'json', gone: true, apiSize: 90_211 },
    ],
  })
  add({
    name: 'legacy',
    roomId: studio,
    // Not yet about to be deleted, and not within the hour: a test that takes long sees what a short one does.
    createdMs: nowMs - 10 * DAY + HOUR,
    durationSeconds: durationOf('sound-check'),
    assets: [{ type: 'room-composite-legacy', content: { file: 'sound-check/composite.mp4' }, durationSeconds: 0 }],
  })
}

function showOf(slug: string): Show {
  const show = shows.find((candidate) => candidate.slug === slug)
  if (show === undefined) throw new Error(`no show called ${slug}`)
  return show
}

function peopleOf(show: Show) {
  return show.people.map((person, index) => ({ ...person, peerId: peerIdOf(show, index) }))
}

function composite(show: Show): AssetSpec {
  return { type: 'room-composite', content: { file: `${show.slug}/composite.mp4` } }
}

function texts(show: Show, createdMs: number): AssetSpec[] {
  const transcript = (outputMode: 'txt' | 'srt' | 'json'): AssetSpec => ({
    type: 'transcript',
    outputMode,
    content: { file: `${show.slug}/transcript.${outputMode}` },
  })
  const all = [transcript('txt'), transcript('srt'), transcript('json')]
  if (show.chat.length > 0) all.unshift({ type: 'chat', content: { text: chatCsv(show, createdMs + 3117) } })
  const text = summaryJson(show.summary, !show.plainSummary)
  if (show.summary.length > 0) all.push({ type: 'summary', outputMode: 'json', content: { text } })
  return all
}
