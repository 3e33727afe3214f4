/**
 * Names of new folders on their way to the disk, where waiting for it holds nobody up. A file in one of them counts as
 * finished only when its folder would outlast a power cut too.
 */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { DurableWriter } from './ports.ts'

export type Durable = Promise<Result<null, DailiesError>>

export class NewFolders {
  readonly #writer: Pick<DurableWriter, 'syncFolder'>
  #latest: Durable = Promise.resolve(ok(null))

  constructor(writer: Pick<DurableWriter, 'syncFolder'>) {
    this.#writer = writer
  }

  /** `paths`: absolute, of folders that have gained a name. Resolves when those names and all before them are on the disk. */
  sync(paths: readonly string[]): Durable {
    if (paths.length > 0) this.#latest = this.#syncAfter(this.#latest, paths)
    return this.#latest
  }

  async #syncAfter(before: Durable, paths: readonly string[]): Durable {
    const synced = await Promise.all(paths.map((path) => this.#writer.syncFolder(path)))
    await before
    return synced.find((result) => !result.ok) ?? ok(null)
  }
}
