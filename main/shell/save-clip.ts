/** Asks where a clip goes and has the engine make it there. The page learns no path. */
import { basename, extname } from 'node:path'
import { dialog } from 'electron'
import type { ClipRange, SavedClip } from '../../preload/contract/clip.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import type { EngineHost } from './engine-host.ts'

export class ClipSaving {
  readonly #engine: Pick<EngineHost, 'call'>
  #last: string | null = null

  constructor(engine: Pick<EngineHost, 'call'>) {
    this.#engine = engine
  }

  async save(range: ClipRange): Promise<Result<SavedClip, DailiesError>> {
    const planned = await this.#engine.call('clip.plan', range)
    if (!planned.ok) return planned
    const { fileName } = planned.value
    const ending = extname(fileName).slice(1)
    const { canceled, filePath } = await dialog.showSaveDialog({
      title: 'Save clip',
      buttonLabel: 'Save',
      defaultPath: basename(fileName),
      filters: [{ name: ending.toUpperCase(), extensions: [ending] }],
    })
    if (canceled || filePath === '') return ok({ savedAs: null })
    const saved = await this.#engine.call('clip.save', { ...range, path: filePath })
    if (!saved.ok) return saved
    this.#last = filePath
    return ok({ savedAs: basename(filePath) })
  }

  /** Absolute path. */
  last(): Result<string, DailiesError> {
    return this.#last === null ? err(none) : ok(this.#last)
  }
}

const none: DailiesError = { kind: 'not-found', message: 'No clip has been saved since Dailies was started.' }
