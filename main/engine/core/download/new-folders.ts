/**
 * New folders on their way to the disk, where waiting for it holds nobody up. A file in one of them counts as finished only
 * when its folder would outlast a power cut too.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { ok, type Result } from '../../../../preload/contract/result.ts'
import type { DurableWriter, FolderToMake } from '../ports.ts'

export type Durable = Promise<Result<null, DailiesError>>

export class NewFolders {
  readonly #writer: Pick<DurableWriter, 'makeFolder'>
  #latest: Durable = Promise.resolve(ok(null))

  constructor(writer: Pick<DurableWriter, 'makeFolder'>) {
    this.#writer = writer
  }

  /** Resolves when these and all before them are on the disk. */
  make(folders: readonly FolderToMake[]): Durable {
    if (folders.length > 0) this.#latest = this.#makeAfter(this.#latest, folders)
    return this.#latest
  }

  async #makeAfter(before: Durable, folders: readonly FolderToMake[]): Durable {
    const made = await Promise.all(folders.map((folder) => this.#writer.makeFolder(folder)))
    await before
    return made.find((result) => !result.ok) ?? ok(null)
  }
}
