/**
 * What must be on the disk, in turns: everybody's files and names are made first, then all of them are synced at the same
 * time. While a file system commits, whoever wants a new name from it waits: made one by one, between the syncs of others,
 * small files spend most of their time there. What is synced together shares commits, and a folder is synced once.
 */
import { closeSync, openSync } from 'node:fs'
import { codeOf } from '../error-code.ts'
import { syncHandle } from './transfer-part-file.ts'

/** What a change leaves to be synced: the file of a handle, or folders whose names have changed. */
type ToSync = number | readonly string[]

type Change = {
  readonly make: () => ToSync
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

export class DiskTurns {
  #waiting: Change[] = []
  #isRunning = false

  /** `write` answers the handle of what it wrote. Resolves when that is on the disk; rejects with what `write` threw. */
  file(write: () => number): Promise<void> {
    return this.#add(write)
  }

  /** `change` makes names in these folders, or has made them before. Resolves when they would outlast a power cut. */
  names(folders: readonly string[], change: () => void = () => {}): Promise<void> {
    return this.#add(() => {
      change()
      return folders
    })
  }

  #add(make: () => ToSync): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ make, resolve, reject })
      if (this.#isRunning) return
      this.#isRunning = true
      // Whatever has come in together goes together.
      setImmediate(() => void this.#run())
    })
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const turn = this.#waiting
      this.#waiting = []
      const made = turn.flatMap((change) => {
        try {
          return [{ ...change, toSync: change.make() }]
        } catch (error) {
          change.reject(error)
          return []
        }
      })
      const folders = new Map<string, Promise<void>>()
      await Promise.all(made.map(({ toSync, resolve, reject }) => sync(toSync, folders).then(resolve, reject)))
    }
    this.#isRunning = false
  }
}

/** `folders`: those that are being synced already. */
async function sync(toSync: ToSync, folders: Map<string, Promise<void>>): Promise<void> {
  if (typeof toSync === 'number') return syncHandle(toSync)
  for (const path of toSync) if (!folders.has(path)) folders.set(path, syncFolder(path))
  await Promise.all(toSync.map((path) => folders.get(path)))
}

/** Windows has no such call and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  try {
    await syncHandle(handle)
  } catch (error) {
    // Some network and FUSE file systems can't; there is nothing better to do there.
    if (!['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM'].includes(codeOf(error) ?? '')) throw error
  } finally {
    closeSync(handle)
  }
}
