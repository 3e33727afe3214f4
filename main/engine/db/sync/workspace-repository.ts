/**
 * The workspaces of a library. One is its API address and its customer id; until that is known, the identity that its
 * credentials tell (an access key, or a hash of a token that tells none). No credential is here.
 */
import type { Db } from '../database.ts'

export type WorkspaceRow = {
  readonly id: number
  readonly name: string
  readonly apiUrl: string
  readonly customerId: string | null
  /** What the credentials last connected with tell of themselves: the access key, else a hash. */
  readonly accessKey: string | null
}

export type KnownWorkspace = { readonly apiUrl: string; readonly identity: string }

const usualName = '100ms'
const columns = 'id, name, api_url AS apiUrl, customer_id AS customerId, access_key AS accessKey'

export class WorkspaceRepository {
  readonly #db: Db
  readonly #all
  readonly #byId
  readonly #byIdentity
  readonly #insert
  readonly #rename

  constructor(db: Db) {
    this.#db = db
    this.#all = db.prepare<[], WorkspaceRow>(`SELECT ${columns} FROM workspaces ORDER BY id`)
    this.#byId = db.prepare<[number], WorkspaceRow>(`SELECT ${columns} FROM workspaces WHERE id = ?`)
    this.#byIdentity = db.prepare<KnownWorkspace, WorkspaceRow>(
      `SELECT ${columns} FROM workspaces
       WHERE api_url = :apiUrl AND (access_key = :identity OR identity = :identity)
       ORDER BY access_key IS NOT :identity, id LIMIT 1`,
    )
    this.#insert = db.prepare<KnownWorkspace & { name: string; nowMs: number }>(
      `INSERT INTO workspaces (name, api_url, identity, access_key, created_ms)
       VALUES (:name, :apiUrl, :identity, :identity, :nowMs)`,
    )
    this.#rename = db.prepare<[string, number]>('UPDATE workspaces SET name = ? WHERE id = ?')
  }

  list(): readonly WorkspaceRow[] {
    return this.#all.all()
  }

  get(id: number): WorkspaceRow | null {
    return this.#byId.get(id) ?? null
  }

  find(known: KnownWorkspace): WorkspaceRow | null {
    return this.#byIdentity.get({ apiUrl: known.apiUrl, identity: known.identity }) ?? null
  }

  /** The workspace of these credentials, made where there is none; `name` is kept if it isn't empty. */
  findOrAdd(known: KnownWorkspace, name: string, nowMs: number): WorkspaceRow {
    const add = this.#db.transaction((): WorkspaceRow => {
      const row = this.find(known)
      if (row === null) {
        const { lastInsertRowid } = this.#insert.run({ ...known, name: name || this.#usualName(known), nowMs })
        return this.#known(Number(lastInsertRowid))
      }
      if (name !== '') this.#rename.run(name, row.id)
      return this.#known(row.id)
    })
    return add()
  }

  /** A second one without a name is told from the first by the end of its key. */
  #usualName({ identity }: KnownWorkspace): string {
    return this.list().some(({ name }) => name === usualName) ? `${usualName} · ${identity.slice(-4)}` : usualName
  }

  /** It has no recording. */
  isEmpty(id: number): boolean {
    return this.#db.prepare<[number]>('SELECT 1 FROM recordings WHERE workspace_id = ? LIMIT 1').get(id) === undefined
  }

  /** False: there is no such workspace. */
  rename(id: number, name: string): boolean {
    return this.#rename.run(name, id).changes > 0
  }

  /**
   * Notes whose workspace it is. `into`: another one of this library is the same customer's (reached by another access
   * key) and this one is empty still; it is dropped, and the other goes on with its access key. Where both have
   * recordings they stay apart: joining them is not worth the risk.
   */
  learnCustomer(id: number, customerId: string): { readonly into: number | null } {
    const row = this.get(id)
    if (row === null || row.customerId !== null) return { into: null }
    const learn = this.#db.transaction((): { into: number | null } => {
      const other = this.#db
        .prepare<{ apiUrl: string; customerId: string; id: number }, { id: number }>(
          `SELECT id FROM workspaces
           WHERE api_url = :apiUrl AND (identity = :customerId OR customer_id = :customerId) AND id <> :id`,
        )
        .get({ apiUrl: row.apiUrl, customerId, id })
      if (other === undefined) {
        this.#db
          .prepare<[string, string, number]>('UPDATE workspaces SET customer_id = ?, identity = ? WHERE id = ?')
          .run(customerId, customerId, id)
        return { into: null }
      }
      if (!this.isEmpty(id)) {
        this.#db.prepare<[string, number]>('UPDATE workspaces SET customer_id = ? WHERE id = ?').run(customerId, id)
        return { into: null }
      }
      this.#drop(id)
      this.#db
        .prepare<[string | null, number]>('UPDATE workspaces SET access_key = ? WHERE id = ?')
        .run(row.accessKey, other.id)
      return { into: other.id }
    })
    return learn()
  }

  #known(id: number): WorkspaceRow {
    const row = this.get(id)
    if (row === null) throw new Error(`workspace ${id} is not there`)
    return row
  }

  #drop(id: number): void {
    for (const table of ['sync_streams', 'quarantine', 'sessions', 'rooms']) {
      this.#db.prepare<[number]>(`DELETE FROM ${table} WHERE workspace_id = ?`).run(id)
    }
    this.#db.prepare<[number]>('DELETE FROM workspaces WHERE id = ?').run(id)
  }
}
