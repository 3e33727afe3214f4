/**
 * The engine as a whole: with a library open or none, one change of that at a time. What an open library is made of is
 * the container's to say.
 */
import { existsSync } from 'node:fs'
import type { ClipRange } from '../../preload/contract/clip.ts'
import type { KeptConnection, KnownConnection } from '../../preload/contract/control.ts'
import type { EngineDiagnostics } from '../../preload/contract/diagnostics.ts'
import type { Dragged } from '../../preload/contract/drag.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { ExportedText, ExportRequest } from '../../preload/contract/exports.ts'
import type { Moved, MovePlan } from '../../preload/contract/move.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import type { Connection, ConnectionTest, Workspace } from '../../preload/contract/workspace.ts'
import { databaseFailure } from './db/database-failure.ts'
import { draggedOfRecording, fileOfAsset, folderOfRecording, recordingByUpstreamId } from './db/library/path-queries.ts'
import { diagnose } from './diagnose.ts'
import type { Engine } from './engine.ts'
import { saysDamage } from './library/damage-watch.ts'
import type { LibraryServices } from './library-services.ts'
import type { Handlers } from './rpc/handler.ts'
import { noLibrary, noLibraryHandlers } from './rpc/no-library.ts'

export type LibraryEngineParts = {
  readonly open: (path: string) => Result<LibraryServices, DailiesError>
  readonly test: (connection: Connection) => Promise<Result<ConnectionTest, DailiesError>>
  /** The library has changed: the windows' state of it, and all lists. */
  readonly onLibrary: (services: LibraryServices | null) => void
  readonly planMove: (from: string, chosen: string) => Promise<Result<MovePlan, DailiesError>>
  readonly move: (plan: MovePlan, signal: AbortSignal) => Promise<Result<Moved, DailiesError>>
  readonly close: () => Promise<void>
}

export class LibraryEngine implements Engine {
  readonly #parts: LibraryEngineParts
  #services: LibraryServices | null = null
  /** Opening and closing stand in line: a second one waits for the first to be over. */
  #line: Promise<unknown> = Promise.resolve()
  #move = new AbortController()

  constructor(parts: LibraryEngineParts) {
    this.#parts = parts
  }

  /** Each call goes to the library that is open when it arrives. */
  readonly handlers: Handlers = new Proxy(noLibraryHandlers, {
    get: (none, name, receiver) => Reflect.get(this.#services?.handlers ?? none, name, receiver),
  })

  openLibrary(path: string): Promise<Result<null, DailiesError>> {
    return this.#inLine(async () => {
      await this.#close()
      const opened = this.#parts.open(path)
      if (!opened.ok) {
        this.#parts.onLibrary(null)
        return opened
      }
      return this.#begin(opened.value)
    })
  }

  async #begin(services: LibraryServices): Promise<Result<null, DailiesError>> {
    this.#services = services
    services.warm()
    this.#parts.onLibrary(services)
    try {
      await services.prepare()
      services.start()
      services.parts.previews.open()
      return ok(null)
    } catch (error) {
      const reason = databaseFailure(error)
      // Damage is for whoever can end it.
      if (reason === null || saysDamage(error)) throw error
      await this.#close()
      this.#parts.onLibrary(null)
      return err(reason)
    }
  }

  closeLibrary(): Promise<void> {
    return this.#inLine(async () => {
      await this.#close()
      this.#parts.onLibrary(null)
    })
  }

  async planMove(chosen: string): Promise<Result<MovePlan, DailiesError>> {
    if (this.#services === null) return err(noLibrary)
    const { writable, files } = this.#services.library
    return writable ? this.#parts.planMove(files.root, chosen) : err(notMovable)
  }

  /** The windows aren't told that it is closed: they wait for the move, and it is opened again at once. */
  moveLibrary(chosen: string): Promise<Result<Moved, DailiesError>> {
    this.#move = new AbortController()
    const { signal } = this.#move
    return this.#inLine(async () => {
      const plan = await this.planMove(chosen)
      if (!plan.ok) return plan
      await this.#close()
      return this.#parts.move(plan.value, signal)
    })
  }

  cancelMove(): void {
    this.#move.abort()
  }

  testConnection(connection: Connection): Promise<Result<ConnectionTest, DailiesError>> {
    return this.#parts.test(connection)
  }

  async connect(
    connection: Connection,
    name: string,
  ): Promise<Result<{ workspace: Workspace; identity: string }, DailiesError>> {
    const services = this.#services
    if (services === null) return err(noLibrary)
    if (!services.library.writable) return err(readOnly)
    return services.connect(connection, name)
  }

  async restore(kept: readonly KeptConnection[]): Promise<Result<KnownConnection[], DailiesError>> {
    const services = this.#services
    if (services === null) return err(noLibrary)
    return ok(services.library.writable ? [...services.restore(kept)] : [])
  }

  async disconnect(workspaceId: number): Promise<Result<KnownConnection, DailiesError>> {
    if (this.#services === null) return err(noLibrary)
    const forgotten = this.#services.disconnect(workspaceId)
    return forgotten === null ? err(noSuchWorkspace) : ok(forgotten)
  }

  async findRecording(upstreamId: string): Promise<Result<{ id: number | null }, DailiesError>> {
    if (this.#services === null) return err(noLibrary)
    return ok({ id: recordingByUpstreamId(this.#services.library.db, upstreamId) })
  }

  async recordingPath(recordingId: number): Promise<Result<string, DailiesError>> {
    return this.#path(({ library }) => folderOfRecording(library.db, recordingId))
  }

  async assetPath(assetId: number): Promise<Result<string, DailiesError>> {
    return this.#path(({ library }) => fileOfAsset(library.db, assetId))
  }

  async draggedPaths(dragged: Dragged): Promise<Result<string[], DailiesError>> {
    if (dragged.kind === 'asset') {
      const path = await this.assetPath(dragged.id)
      return path.ok ? ok([path.value]) : path
    }
    if (this.#services === null) return err(noLibrary)
    const { db, files } = this.#services.library
    const paths = dragged.ids
      .flatMap((id) => draggedOfRecording(db, id) ?? [])
      .map((relative) => files.resolve(relative))
      .flatMap((path) => (path.ok && existsSync(path.value) ? [path.value] : []))
    return paths.length === 0 ? err(files.absence() ?? nothingToDrag) : ok(paths)
  }

  async exportText(request: ExportRequest): Promise<Result<ExportedText, DailiesError>> {
    return this.#services === null ? err(noLibrary) : this.#services.exportText(request)
  }

  async saveClip(range: ClipRange, path: string): Promise<Result<null, DailiesError>> {
    return this.#services === null ? err(noLibrary) : this.#services.parts.clips.save(range, path)
  }

  async cancelClip(): Promise<Result<null, DailiesError>> {
    await this.#services?.parts.clips.cancel()
    return ok(null)
  }

  diagnostics(): Promise<EngineDiagnostics> {
    return diagnose(this.handlers, this.#services?.library ?? null)
  }

  async networkChanged(online: boolean): Promise<Result<null, DailiesError>> {
    if (this.#services?.library.writable) this.#services.networkChanged(online)
    return ok(null)
  }

  async stop(): Promise<void> {
    this.cancelMove()
    await this.closeLibrary()
    await this.#parts.close()
  }

  #path(of: (services: LibraryServices) => string | null): Result<string, DailiesError> {
    if (this.#services === null) return err(noLibrary)
    const relative = of(this.#services)
    if (relative === null) return err(notHere)
    const { files } = this.#services.library
    const path = files.resolve(relative)
    return path.ok && !existsSync(path.value) ? err(files.absence() ?? notHere) : path
  }

  async #close(): Promise<void> {
    const services = this.#services
    this.#services = null
    await services?.stop()
  }

  #inLine<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#line.then(run)
    this.#line = turn.catch(() => undefined)
    return turn
  }
}

const readOnly: DailiesError = {
  kind: 'folder',
  message: 'This library can only be read here, so nothing can be synced into it. Check who may write to its folder.',
}
const notMovable: DailiesError = {
  kind: 'folder',
  message: 'This library can only be read here, so it can’t be moved. Check who may write to its folder.',
}
const noSuchWorkspace: DailiesError = { kind: 'not-found', message: 'This workspace is not in the library any more.' }
const notHere: DailiesError = {
  kind: 'not-found',
  message: 'Nothing of this is on the computer yet. Download it first, then it can be shown in its folder.',
}
const nothingToDrag: DailiesError = {
  kind: 'not-found',
  message: 'Nothing of this is on the computer yet. Download it first, then it can be dragged to other programs.',
}
