/** The system's bin, as the engine sees it: files of the library go there through the shell, and nothing is ever deleted. */
import { existsSync } from 'node:fs'
import type { Bin } from '../../core/download/removal.ts'
import type { EngineWorld } from '../../engine.ts'
import type { LibraryFiles } from './library-files.ts'

export class SystemBin implements Bin {
  readonly #files: LibraryFiles
  readonly #trash: EngineWorld['trash']

  constructor(files: LibraryFiles, trash: EngineWorld['trash']) {
    this.#files = files
    this.#trash = trash
  }

  async trash(paths: readonly string[]): Promise<{ trashed: readonly string[]; refusal: string | null }> {
    if (!this.#files.isPresent()) return { trashed: [], refusal: 'the library’s drive is away' }
    const trashed: string[] = []
    const there = new Map<string, string>()
    for (const path of paths) {
      const resolved = this.#files.resolve(path)
      if (!resolved.ok) return { trashed: [], refusal: resolved.error.message }
      // Thrown away already, outside of Dailies.
      if (existsSync(resolved.value)) there.set(resolved.value, path)
      else trashed.push(path)
    }
    if (there.size === 0) return { trashed, refusal: null }
    const answer = await this.#trash([...there.keys()])
    for (const path of answer.trashed) trashed.push(there.get(path) ?? path)
    return { trashed, refusal: answer.refusal }
  }
}
