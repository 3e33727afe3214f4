/** With which policy the whole library was last gone through, in the library's own row. */
import type { DownloadPolicy } from '../../../../preload/contract/download.ts'
import type { AppliedPolicy } from '../../core/download/download-commands.ts'
import { type Db, prepared } from '../database.ts'

export class StoredAppliedPolicy implements AppliedPolicy {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  is(policy: DownloadPolicy | null): boolean {
    const row = prepared<[], { applied: string | null }>(
      this.#db,
      'SELECT applied_policy AS applied FROM library',
    ).get()
    return row?.applied === JSON.stringify(policy)
  }

  set(policy: DownloadPolicy | null): void {
    prepared<[string]>(this.#db, 'UPDATE library SET applied_policy = ?').run(JSON.stringify(policy))
  }
}
