/** The downloads that stand in line, in order, and the taking of the next ones. */
import type { Unclaimable } from '../../core/download/download-ports.ts'
import { type Db, prepared } from '../database.ts'

export class QueueLine {
  readonly #db: Db
  #confinement = ''

  constructor(db: Db) {
    this.#db = db
  }

  /** From now on only these are in it, for as long as the connection lives; others keep their place. */
  confine(assetIds: readonly number[]): void {
    this.#db.exec('CREATE TEMP TABLE IF NOT EXISTS confined (asset_id INTEGER PRIMARY KEY); DELETE FROM confined')
    prepared<[string]>(this.#db, 'INSERT OR IGNORE INTO confined SELECT value FROM json_each(?)').run(
      JSON.stringify(assetIds),
    )
    this.#confinement = 'AND d.asset_id IN (SELECT asset_id FROM temp.confined)'
  }

  /** Bytes; null where nobody says. */
  sizes(count: number, not: Unclaimable): readonly (number | null)[] {
    return prepared<[string, string, number], { sizeBytes: number | null }>(
      this.#db,
      `SELECT a.size_bytes AS sizeBytes ${this.#inLine()} ORDER BY d.priority, d.due_ms, d.queued_ms LIMIT +?`,
    )
      .all(...listsOf(not), count)
      .map((row) => row.sizeBytes)
  }

  /** The next ones run from now on; their ids in no order. */
  take(count: number, not: Unclaimable): readonly number[] {
    return prepared<[string, string, number], { assetId: number }>(
      this.#db,
      `UPDATE downloads SET state = 'running', retry_at_ms = NULL WHERE asset_id IN (
           SELECT d.asset_id ${this.#inLine()} ORDER BY d.priority, d.due_ms, d.queued_ms LIMIT +?)
         RETURNING asset_id AS assetId`,
    )
      .all(...listsOf(not), count)
      .map((row) => row.assetId)
  }

  /** The one that stands `fraction` [0, 1) of the way. null: nobody is in line. */
  at(fraction: number, not: Unclaimable): number | null {
    const asked = listsOf(not)
    const count = prepared<unknown[], { count: number }>(this.#db, `SELECT count(*) AS count ${this.#inLine()}`).get(
      ...asked,
    )
    const found = prepared<unknown[], { assetId: number }>(
      this.#db,
      `SELECT d.asset_id AS assetId ${this.#inLine()} ORDER BY d.priority, d.due_ms, d.queued_ms LIMIT 1 OFFSET +?`,
    ).get(...asked, Math.floor((count?.count ?? 0) * fraction))
    return found?.assetId ?? null
  }

  /** Asks for two lists: workspaces, then assets. */
  #inLine(): string {
    return `FROM downloads d CROSS JOIN assets a ON a.id = d.asset_id WHERE d.state = 'queued' ${this.#confinement}
      AND a.workspace_id NOT IN (SELECT value FROM json_each(?)) AND d.asset_id NOT IN (SELECT value FROM json_each(?))`
  }
}

const listsOf = ({ workspaces, assets }: Unclaimable) => [JSON.stringify(workspaces), JSON.stringify(assets)] as const
