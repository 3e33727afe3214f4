/**
 * The workspaces of the open library that have credentials in this session. Credentials live here, in memory, inside the
 * API objects, and nowhere else; what is told of them is the access key's last characters.
 */
import { createHash } from 'node:crypto'
import type { KeptConnection, KnownConnection } from '../../../../preload/contract/control.ts'
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type { Connection, Workspace } from '../../../../preload/contract/workspace.ts'
import { normalApiUrl } from '../../../api-address.ts'
import type { Clock, Connections, Random, RecordingsApi } from '../../core/ports.ts'
import type { WorkspaceRepository, WorkspaceRow } from '../../db/sync/workspace-repository.ts'
import type { HttpClient } from './http-client.ts'
import { type TokenSource, tokenSourceOf } from './management-token.ts'
import { HttpRecordingsApi } from './recordings-api.ts'

export type ConnectionWorld = {
  readonly http: HttpClient
  readonly clock: Clock
  readonly random: Random
}

type Live = { readonly api: HttpRecordingsApi; readonly tokens: TokenSource; readonly identity: string }

/** What tells a token that names no access key from another; never enough to guess it. */
const hashedPrefix = 'token-'

export class WorkspaceConnections implements Connections {
  readonly #workspaces: WorkspaceRepository
  readonly #world: ConnectionWorld
  readonly #live = new Map<number, Live>()

  constructor(workspaces: WorkspaceRepository, world: ConnectionWorld) {
    this.#workspaces = workspaces
    this.#world = world
  }

  api(workspaceId: number): RecordingsApi | null {
    return this.#live.get(workspaceId)?.api ?? null
  }

  /** Without those that never brought a recording and have no credentials any more, as after a mistyped access key. */
  list(): readonly Workspace[] {
    const rows = this.#workspaces.list().filter(({ id }) => this.#live.has(id) || !this.#workspaces.isEmpty(id))
    return rows.map((row) => this.#shown(row))
  }

  /** The person's own name for it. False: no such workspace. */
  rename(workspaceId: number, name: string): boolean {
    return this.#workspaces.rename(workspaceId, name.trim())
  }

  /** Finds the workspace in the library or adds it. Asks 100ms for nothing: a refusal shows in the sync's status. */
  connect(
    connection: Connection,
    name: string,
  ): Result<{ readonly workspace: Workspace; readonly identity: string }, DailiesError> {
    const address = new URL(connection.apiUrl)
    if (address.username !== '' || address.password !== '' || address.search !== '') return err(addressWithSecret)
    const { identity, tokens } = this.#read(connection)
    const apiUrl = normalApiUrl(connection.apiUrl)
    const row = this.#workspaces.findOrAdd({ apiUrl, identity }, name.trim(), this.#world.clock.nowMs())
    this.#use(row, tokens, identity)
    return ok({ workspace: this.#shown(row), identity })
  }

  /** Connects those that this library has. Answers their ids. */
  restore(kept: readonly KeptConnection[]): readonly number[] {
    return kept.flatMap((connection) => {
      const apiUrl = normalApiUrl(connection.apiUrl)
      const row = this.#workspaces.find({ apiUrl, identity: connection.identity })
      if (row === null || this.#live.has(row.id)) return []
      this.#use(row, this.#read(connection).tokens, connection.identity)
      return [row.id]
    })
  }

  /** Whose they are, as far as this library knows. */
  known(kept: readonly KeptConnection[]): readonly KnownConnection[] {
    return kept.flatMap(({ apiUrl, identity }) => {
      const row = this.#workspaces.find({ apiUrl: normalApiUrl(apiUrl), identity })
      return row === null ? [] : [{ apiUrl: row.apiUrl, identity, customerId: row.customerId }]
    })
  }

  /** Ends its requests and forgets the credentials. Says which kept ones to forget; null: no such workspace. */
  disconnect(workspaceId: number): KnownConnection | null {
    const row = this.#workspaces.get(workspaceId)
    if (row === null) return null
    const live = this.#live.get(workspaceId)
    live?.api.close()
    this.#live.delete(workspaceId)
    const identity = live?.identity ?? row.accessKey ?? String(workspaceId)
    return { apiUrl: row.apiUrl, identity, customerId: this.#isAlone(row) ? row.customerId : null }
  }

  /** The credentials of a workspace that turned out to be another one of the library. */
  moved(from: number, into: number): void {
    const live = this.#live.get(from)
    if (live === undefined) return
    this.#live.get(into)?.api.close()
    this.#live.delete(from)
    this.#live.set(into, live)
  }

  /** Ends all requests; before syncing and downloading are awaited. */
  close(): void {
    for (const { api } of this.#live.values()) api.close()
    this.#live.clear()
  }

  /** Two workspaces of one customer stay apart where both had recordings. Each has credentials of its own then. */
  #isAlone({ id, apiUrl, customerId }: WorkspaceRow): boolean {
    return !this.#workspaces
      .list()
      .some((other) => other.id !== id && other.apiUrl === apiUrl && other.customerId === customerId)
  }

  #read(connection: Connection): { identity: string; tokens: TokenSource } {
    const tokens = tokenSourceOf(connection.credentials, this.#world.clock, this.#world.random)
    const secret = connection.credentials.kind === 'token' ? connection.credentials.token : ''
    return { tokens, identity: tokens.accessKey ?? hashedPrefix + hashOf(secret) }
  }

  #use(row: WorkspaceRow, tokens: TokenSource, identity: string): void {
    this.#live.get(row.id)?.api.close()
    const api = new HttpRecordingsApi(row.apiUrl, tokens, this.#world.http, this.#world.clock)
    this.#live.set(row.id, { api, tokens, identity })
  }

  #shown(row: WorkspaceRow): Workspace {
    const live = this.#live.get(row.id)
    const key = row.accessKey === null || row.accessKey.startsWith(hashedPrefix) ? null : row.accessKey
    return {
      id: row.id,
      name: row.name,
      apiUrl: row.apiUrl,
      customerId: row.customerId,
      accessKeyHint: key === null ? null : key.slice(-4),
      connected: live !== undefined,
      tokenExpiresMs: live?.tokens.expiresMs ?? null,
    }
  }
}

const addressWithSecret: DailiesError = {
  kind: 'invalid',
  message: 'The API address can hold neither a password nor a query. Give it as https://host/v2.',
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 24)
}
