/** Asks where a clip goes and has the engine make it there, or stop. The page learns no path. */
import { basename, extname } from 'node:path'
import type { ClipRange, SavedClip } from '../../preload/contract/clip.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import { askWhereToSave } from './dialogs.ts'
import type { EngineHost } from './engine-host.ts'

export class ClipSaving {
  readonly #engine: Pick<EngineHost, 'call'>
  #last: string | null = null
  #stops = 0

  constructor(engine: Pick<EngineHost, 'call'>) {
    this.#engine = engine
  }

  async save(range: ClipRange): Promise<Result<SavedClip, DailiesError>> {
    const stopsBefore = this.#stops
    const isStopped = () => this.#stops !== stopsBefore
    const planned = await this.#engine.call('clip.plan', range)
    if (!planned.ok) return planned
    if (isStopped()) return ok({ savedAs: null })
    const { fileName } = planned.value
    const ending = extname(fileName).slice(1)
    const path = await askWhereToSave({
      title: 'Save clip',
      buttonLabel: 'Save',
      defaultPath: basename(fileName),
      filters: [{ name: ending.toUpperCase(), extensions: [ending] }],
    })
    // The system's dialog can't be closed from here: it may be answered after the clip was stopped.
    if (path === null || isStopped()) return ok({ savedAs: null })
    const saved = await this.#engine.call('clip.save', { ...range, path })
    if (!saved.ok) return saved
    this.#last = path
    return ok({ savedAs: basename(path) })
  }

  /** Also one whose place is still being asked for. */
  stop(): Promise<Result<null, DailiesError>> {
    this.#stops += 1
    return this.#engine.call('clip.cancel', {})
  }

  /** Absolute path. */
  last(): Result<string, DailiesError> {
    return this.#last === null ? err(none) : ok(this.#last)
  }
}

const none: DailiesError = { kind: 'not-found', message: 'No clip has been saved since Dailies was started.' }
