/** What the engine has to be told again after each start: the library and the credentials. */
import type { KeptConnection } from '../../preload/contract/control.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import { ok, type Result } from '../../preload/contract/result.ts'
import type { Connection, Workspace } from '../../preload/contract/workspace.ts'
import type { EngineHost } from './engine-host.ts'
import type { MediaGrants } from './media-grants.ts'
import type { Secrets } from './secrets.ts'
import type { ShellLog } from './shell-log.ts'

export type EngineSessionParts = {
  readonly engine: Pick<EngineHost, 'call'>
  readonly secrets: Pick<Secrets, 'all' | 'keep' | 'forget'>
  readonly grants: MediaGrants
  readonly log: ShellLog
  /** Credentials of the environment: used, never kept. */
  readonly fromEnvironment: Connection | null
}

export class EngineSession {
  readonly #parts: EngineSessionParts
  #libraryPath: string | null

  constructor(parts: EngineSessionParts, libraryPath: string | null) {
    this.#parts = parts
    this.#libraryPath = libraryPath
  }

  async resume(): Promise<void> {
    if (this.#libraryPath !== null) await this.#open(this.#libraryPath)
  }

  async openLibrary(path: string): Promise<Result<null, DailiesError>> {
    this.#parts.grants.clear()
    const opened = await this.#open(path)
    if (opened.ok) this.#libraryPath = path
    return opened
  }

  async connect(connection: Connection, name: string): Promise<Result<Workspace, DailiesError>> {
    const connected = await this.#parts.engine.call('workspace.connect', { ...connection, name })
    if (!connected.ok) return connected
    const { workspace, identity } = connected.value
    const kept: KeptConnection = { ...connection, identity, name: workspace.name }
    this.#parts.secrets.keep(kept)
    return ok(workspace)
  }

  async disconnect(id: number): Promise<Result<null, DailiesError>> {
    const disconnected = await this.#parts.engine.call('workspace.disconnect', { id })
    if (!disconnected.ok) return disconnected
    this.#parts.secrets.forget(disconnected.value)
    return ok(null)
  }

  async #open(path: string): Promise<Result<null, DailiesError>> {
    const { engine, secrets, fromEnvironment, log } = this.#parts
    const opened = await engine.call('library.open', { path })
    if (!opened.ok) {
      log.warn('library-not-opened', { error: opened.error })
      return opened
    }
    const restored = await engine.call('workspace.restore', { kept: [...secrets.all()] })
    if (!restored.ok) log.warn('workspaces-not-restored', { error: restored.error })
    if (!fromEnvironment) return opened
    const name = new URL(fromEnvironment.apiUrl).hostname
    const connected = await engine.call('workspace.connect', { ...fromEnvironment, name })
    if (!connected.ok) log.warn('workspace-not-connected', { error: connected.error })
    return opened
  }
}
