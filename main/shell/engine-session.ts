/**
 * What the engine has to be told again after each start: the library and the credentials. A library whose drive is away
 * or full, or that another program holds, is tried again every few seconds, so that it opens by itself when it can be had.
 */
import type { DailiesError, DailiesErrorKind } from '../../preload/contract/errors.ts'
import type { Moved } from '../../preload/contract/move.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import type { Connection, Workspace } from '../../preload/contract/workspace.ts'
import type { EngineHost } from './engine-host.ts'
import type { HealthReport } from './health-report.ts'
import { libraryAway } from './library-away.ts'
import type { MediaGrants } from './media/media-grants.ts'
import type { Secrets } from './secrets.ts'
import type { ShellLog } from './shell-log.ts'

export type EngineSessionParts = {
  readonly engine: Pick<EngineHost, 'call'>
  readonly secrets: Pick<Secrets, 'all' | 'keep' | 'forget' | 'learn'>
  readonly grants: MediaGrants
  readonly log: ShellLog
  readonly health: HealthReport
  /** That were open once: these are opened only where they still are, and not made anew. Absolute paths. */
  readonly knownLibraries: readonly string[]
  /** Credentials of the environment: used, never kept. */
  readonly fromEnvironment: Connection | null
}

const tryAgainMs = 5_000
/** Once the drive is back or has room, or the other program has ended. The window says so of these. */
const opensByItself: readonly DailiesErrorKind[] = ['library-missing', 'busy', 'disk-full']

const overtaken: DailiesError = { kind: 'cancelled', message: 'Another library was opened meanwhile.' }

export class EngineSession {
  readonly #parts: EngineSessionParts
  readonly #known: Set<string>
  #libraryPath: string | null
  #retry: NodeJS.Timeout | undefined
  /** The library that is to be open: what comes of an attempt at another one, begun before, is over. */
  #wanted: string | null = null

  constructor(parts: EngineSessionParts, libraryPath: string | null) {
    this.#parts = parts
    this.#known = new Set(parts.knownLibraries)
    this.#libraryPath = libraryPath
  }

  /** By a person, in the system's dialog: there a library may be made anew. */
  chosen(path: string): void {
    this.#known.delete(path)
  }

  async resume(): Promise<void> {
    if (this.#libraryPath !== null) await this.#open(this.#libraryPath)
  }

  async openLibrary(path: string): Promise<Result<null, DailiesError>> {
    const away = path === this.#libraryPath ? null : await this.#away(path)
    if (away !== null) return err(away)
    this.#parts.grants.clear()
    const opened = await this.#open(path)
    const isWanted = this.#wanted === path
    if (opened.ok) {
      // Whoever asked would go on in the other one.
      if (!isWanted) return err(overtaken)
      this.#libraryPath = path
      return opened
    }
    if (!isWanted) return opened
    // The one before it was closed for this.
    if (this.#libraryPath === null) this.#wanted = null
    else if (this.#libraryPath !== path) await this.#open(this.#libraryPath)
    return opened
  }

  /** `remember` hears where the library is by now, as soon as that is so. */
  async moveLibrary(
    chosen: string,
    remember: (from: string, to: string) => void,
  ): Promise<Result<Moved, DailiesError>> {
    const before = this.#libraryPath
    this.#parts.grants.clear()
    const moved = await this.#parts.engine.call('library.move', { chosen })
    if (!moved.ok) {
      if (before !== null) await this.#open(before)
      return moved
    }
    const { path, left } = moved.value
    if (before !== null) remember(before, path)
    this.#libraryPath = path
    const opened = await this.#open(path)
    if (opened.ok || left === null) return moved
    remember(path, left)
    this.#libraryPath = left
    await this.#open(left)
    return opened
  }

  async connect(connection: Connection, name: string): Promise<Result<Workspace, DailiesError>> {
    // It is meant for the one that was open.
    if (this.#wanted !== this.#libraryPath) return err(overtaken)
    const connected = await this.#parts.engine.call('workspace.connect', { ...connection, name })
    if (!connected.ok) return connected
    const { workspace, identity } = connected.value
    const { apiUrl, customerId, name: kept } = workspace
    this.#parts.secrets.keep({ ...connection, apiUrl, identity, customerId, name: kept })
    return ok(workspace)
  }

  async disconnect(id: number): Promise<Result<null, DailiesError>> {
    const disconnected = await this.#parts.engine.call('workspace.disconnect', { id })
    if (!disconnected.ok) return disconnected
    const problem = this.#parts.secrets.forget(disconnected.value)
    return problem === null ? ok(null) : err({ kind: 'folder', message: problem })
  }

  async #open(path: string): Promise<Result<null, DailiesError>> {
    const { engine, secrets, fromEnvironment, log, health } = this.#parts
    clearTimeout(this.#retry)
    this.#wanted = path
    const away = await this.#away(path)
    // Asking a drive that hangs takes its time, and opening it now would close the one that was opened meanwhile.
    if (path !== this.#wanted) return err(overtaken)
    const opened = away === null ? await engine.call('library.open', { path }) : err(away)
    if (!opened.ok) {
      // Said once, however often it is tried again.
      if (health.now().library?.error.message !== opened.error.message) {
        log.warn('library-not-opened', { error: opened.error })
      }
      if (path === this.#libraryPath && path === this.#wanted) this.#failed(path, opened.error)
      return opened
    }
    this.#known.add(path)
    health.libraryOpened()
    const restored = await engine.call('workspace.restore', { kept: [...secrets.all()] })
    if (restored.ok) secrets.learn(restored.value)
    else log.warn('workspaces-not-restored', { error: restored.error })
    if (!fromEnvironment) return opened
    // Whatever the person calls it stays.
    const connected = await engine.call('workspace.connect', { ...fromEnvironment, name: '' })
    if (!connected.ok) log.warn('workspace-not-connected', { error: connected.error })
    return opened
  }

  async #away(path: string): Promise<DailiesError | null> {
    return this.#known.has(path) ? libraryAway(path) : null
  }

  #failed(path: string, error: DailiesError): void {
    // An engine that ends meanwhile is another matter: it opens the library when it is back.
    if (error.kind === 'restarting') return
    this.#parts.health.libraryFailed(path, error)
    if (!opensByItself.includes(error.kind)) return
    this.#retry = setTimeout(() => void this.#open(path), tryAgainMs)
    this.#retry.unref()
  }
}
