/** The drive under the library's folder. Asynchronous: a network drive may take its time to say how full it is. */
import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Volume } from '../../core/download/download-ports.ts'
import { privateFolder } from './library-files.ts'

export class LibraryVolume implements Volume {
  readonly #root: string

  /** Absolute. */
  constructor(root: string) {
    this.#root = root
  }

  async freeBytes(): Promise<number | null> {
    try {
      // The mount point of a drive that is gone is a folder too: of another drive, with its own room.
      await stat(join(this.#root, privateFolder))
      const volume = await statfs(this.#root)
      return volume.bavail * volume.bsize
    } catch {
      return null
    }
  }
}
