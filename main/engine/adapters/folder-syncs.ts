/**
 * Makes the names in a folder durable: an fsync of the folder, off the thread. Those who ask while one has not begun yet share it;
 * of many small files that are finished together, a folder is synced once.
 */
import { closeSync, openSync } from 'node:fs'
import { codeOf } from './transfer-errors.ts'
import { syncHandle } from './transfer-part-file.ts'

type Sync = { readonly done: Promise<void>; begun: boolean }

export class FolderSyncs {
  readonly #latest = new Map<string, Sync>()

  /** What was renamed before the call is on the disk when it resolves. Windows has no such call and needs none. */
  sync(folder: string): Promise<void> {
    if (process.platform === 'win32') return Promise.resolve()
    const latest = this.#latest.get(folder)
    if (latest !== undefined && !latest.begun) return latest.done
    // The one that runs may have passed over the newest name: the next waits for it, and takes along who comes meanwhile.
    const sync: Sync = {
      begun: false,
      done: (latest?.done ?? Promise.resolve()).catch(() => {}).then(() => this.#run(folder, sync)),
    }
    this.#latest.set(folder, sync)
    return sync.done
  }

  async #run(folder: string, sync: Sync): Promise<void> {
    sync.begun = true
    const handle = openSync(folder, 'r')
    try {
      await syncHandle(handle)
    } catch (error) {
      // Some network and FUSE file systems can't; there is nothing better to do there.
      if (!['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM'].includes(codeOf(error))) throw error
    } finally {
      closeSync(handle)
      if (this.#latest.get(folder) === sync) this.#latest.delete(folder)
    }
  }
}
