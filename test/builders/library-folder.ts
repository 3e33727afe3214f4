/** A real library folder with everything that writes to it, and downloads that need no network. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseMarkers } from '../../main/engine/adapters/content/marker-csv.ts'
import { LibraryLayout } from '../../main/engine/adapters/library/layout.ts'
import type { LibraryFiles } from '../../main/engine/adapters/library/library-files.ts'
import { LibraryGather } from '../../main/engine/adapters/library/library-gather.ts'
import { LibraryRebuild } from '../../main/engine/adapters/library/library-rebuild.ts'
import { LibraryReconcile } from '../../main/engine/adapters/library/library-reconcile.ts'
import { SidecarStore } from '../../main/engine/adapters/library/sidecar-store.ts'
import { hashFile } from '../../main/engine/adapters/transfer/transfer-finish.ts'
import { LayoutRepository } from '../../main/engine/db/download/layout-repository.ts'
import { PresenceRepository } from '../../main/engine/db/download/presence-repository.ts'
import { refreshRecordingSums } from '../../main/engine/db/recording-sums.ts'
import { EditRepository } from '../../main/engine/db/writings/edit-repository.ts'
import { RebuildRepository } from '../../main/engine/db/writings/rebuild-repository.ts'
import { refreshRecordingText } from '../../main/engine/db/writings/recording-text.ts'
import { SidecarRepository } from '../../main/engine/db/writings/sidecar-repository.ts'
import { type OpenLibrary, openLibrary } from '../../main/engine/library/open-library.ts'
import { type EditHandlers, editHandlers } from '../../main/engine/rpc/handlers/edit.ts'
import { type MarkerHandlers, markerHandlers } from '../../main/engine/rpc/handlers/markers.ts'
import type { AssetType } from '../../preload/contract/recording.ts'
import { ok, type Result } from '../../preload/contract/result.ts'
import { FakeClock } from '../fakes/clock.ts'
import { silentLog } from '../fakes/log.ts'

const made: string[] = []
const opened: OpenLibrary[] = []

export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dailies-test-')))
  made.push(folder)
  return folder
}

/** Closed with the folders, if the test leaves it open. */
export function openFolder(folder: string, mode: 'write' | 'read' = 'write'): OpenLibrary {
  const library = valueIn(openLibrary(folder, { mode, ...world }))
  opened.push(library)
  return library
}

/** Why it doesn't open. */
export function refusalOf(folder: string, mode: 'write' | 'read' = 'write') {
  const result = openLibrary(folder, { mode, ...world })
  if (result.ok) throw new Error('It opened')
  return result.error
}

/** After a test; a library that it has left open is closed first. */
export function removeFolders(): void {
  for (const library of opened.splice(0)) if (library.db.open) library.close()
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
}

/** What a person does who deletes it, or what a drive does. */
export function loseDatabase(folder: string): void {
  for (const name of readdirSync(join(folder, '.dailies'))) {
    if (name.startsWith('library.db')) rmSync(join(folder, '.dailies', name))
  }
}

export function valueIn<T, E extends { message: string }>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

export const world = {
  program: 'app',
  clock: new FakeClock(),
  random: { uuid: () => '11111111-2222-3333-4444-555555555555' },
} as const

export type AssetToAdd = {
  readonly id: string
  readonly type: AssetType
  readonly format?: string
  readonly createdMs?: number
  readonly peerId?: string
  readonly metadata?: unknown
}

export class LibraryFolder {
  readonly library: OpenLibrary
  readonly layout: LibraryLayout
  readonly sidecars: SidecarStore
  readonly reconcile: LibraryReconcile
  readonly rebuild: LibraryRebuild
  readonly edit: EditHandlers
  readonly markers: MarkerHandlers
  /** Recordings whose texts a rebuild had indexed. */
  readonly indexed: number[] = []

  constructor(library: OpenLibrary) {
    this.library = library
    const { db, files, timeZone } = library
    this.layout = new LibraryLayout(new LayoutRepository(db), files, timeZone)
    this.sidecars = new SidecarStore(new SidecarRepository(db), this.layout, files)
    const rows = new RebuildRepository(db)
    this.reconcile = new LibraryReconcile(files, new PresenceRepository(db), rows)
    const hashing = { hash: async (path: string) => ok(await hashFile(path)) }
    const gather = new LibraryGather({ files, rows, layout: this.layout, hashing, clock: world.clock })
    const text = { importRecording: async (id: number) => void this.indexed.push(id) }
    this.rebuild = new LibraryRebuild(files, rows, gather, this.reconcile, this.sidecars, text, silentLog)
    const edits = new EditRepository(db)
    this.edit = editHandlers(edits, this.sidecars, { poke: () => {} })
    this.markers = markerHandlers({
      ...{ edits, sidecars: this.sidecars, clock: world.clock },
      reader: { readMarkers: async (text) => parseMarkers(text) },
      feed: { tell: () => {} },
    })
  }

  static open(folder: string): LibraryFolder {
    return new LibraryFolder(openFolder(folder))
  }

  /** And what the rebuild had to say. */
  static async openRebuilt(folder: string): Promise<{ library: LibraryFolder; problems: readonly string[] }> {
    const library = LibraryFolder.open(folder)
    const report = valueIn(await library.rebuild.run())
    return { library, problems: [...report.problems, ...report.notes] }
  }

  get files(): LibraryFiles {
    return this.library.files
  }

  /** A room with a recording of which a composite and a transcript are here. `composite`: its path in the library. */
  fill(suffix = '1'): { recordingId: number; roomId: number; composite: string } {
    const roomId = this.room(`room${suffix}`, 'Morning show')
    const recordingId = this.recording(`recording${suffix}`, roomId)
    const composite = this.finish(this.asset(recordingId, { id: `comp${suffix}`, type: 'room-composite' }), 'movie')
    this.finish(this.asset(recordingId, { id: `text${suffix}`, type: 'transcript', format: 'json' }), '{}')
    return { recordingId, roomId, composite }
  }

  workspace(): number {
    return this.#insert(`INSERT INTO workspaces (name, api_url, identity, customer_id, created_ms)
      VALUES ('Studio', 'http://api/v2', 'customer', 'customer', 0)
      ON CONFLICT (api_url, identity) DO UPDATE SET name = name RETURNING id`)
  }

  room(upstreamId: string, name: string | null): number {
    return this.#insert(
      'INSERT INTO rooms (workspace_id, upstream_id, name) VALUES (?, ?, ?) RETURNING id',
      this.workspace(),
      upstreamId,
      name,
    )
  }

  recording(
    upstreamId: string,
    roomId: number | null,
    startedMs: number | null = Date.UTC(2026, 10, 20, 14, 3),
  ): number {
    const id = this.#insert(
      `INSERT INTO recordings (workspace_id, kind, upstream_id, room_id, session_upstream_id, status, sort_ms, started_ms)
       VALUES (?, 'recording', ?, ?, 'session-' || ?, 'ready', 0, ?) RETURNING id`,
      this.workspace(),
      upstreamId,
      roomId,
      upstreamId,
      startedMs,
    )
    refreshRecordingText(this.library.db, [id])
    return id
  }

  asset(recordingId: number, asset: AssetToAdd): number {
    return this.#insert(
      `INSERT INTO assets (workspace_id, recording_id, identity, upstream_id, type, type_raw, format, available, created_ms,
         peer_id, metadata, raw)
       VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, '{}') RETURNING id`,
      this.workspace(),
      recordingId,
      asset.id,
      asset.id,
      asset.type,
      asset.type,
      asset.format ?? null,
      asset.createdMs ?? 0,
      asset.peerId ?? null,
      asset.metadata === undefined ? null : JSON.stringify(asset.metadata),
    )
  }

  /** What a finished download leaves behind. Answers the file's path relative to the library. */
  finish(assetId: number, content: string | Buffer): string {
    const { folder, name } = valueIn(this.layout.placeAsset(assetId))
    writeFileSync(join(folder, name), content)
    const recordingId = this.#insert('SELECT recording_id FROM assets WHERE id = ?', assetId)
    this.#run(
      `INSERT INTO files (asset_id, name, size_bytes, sha256, verified, differs_from_record, finished_ms)
       VALUES (?, ?, ?, ?, 1, 0, 7)`,
      assetId,
      name,
      Buffer.byteLength(content),
      createHash('sha256').update(content).digest('hex'),
    )
    this.#run(
      `INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms) VALUES (?, ?, 'done', 1, 0, 0)`,
      assetId,
      recordingId,
    )
    refreshRecordingSums(this.library.db, [recordingId])
    valueIn(this.sidecars.saveRecording(recordingId))
    return `${folder.slice(this.files.root.length + 1)}/${name}`
  }

  /** The one recording with that upstream id. */
  row(upstreamId: string): Record<string, unknown> | undefined {
    return this.library.db
      .prepare<[string], Record<string, unknown>>('SELECT * FROM recordings WHERE upstream_id = ?')
      .get(upstreamId)
  }

  count(sql: string): number {
    return this.#insert(sql)
  }

  close(): void {
    this.library.close()
  }

  #insert(sql: string, ...values: readonly (string | number | null)[]): number {
    return Number(
      this.library.db
        .prepare(sql)
        .pluck()
        .get(...values),
    )
  }

  #run(sql: string, ...values: readonly (string | number | null)[]): void {
    this.library.db.prepare(sql).run(...values)
  }
}
