/** The person's changes of recordings on their way to the engine: of many in pieces, one after the other. */
import type { DailiesError } from '../../preload/contract/errors.ts'
import { formatCount } from '../format/count.ts'
import type { RecordingChange } from './edited-row.ts'
import type { EngineLink } from './engine-link.ts'

/** `edited`: those that weren't so already. */
export type Edited = { readonly edited: readonly number[]; readonly error: DailiesError | null }

/** Each is a sidecar on the disk: of many the first are told while the others are still being saved. */
const editedAtOnce = 1000

export class Edits {
  readonly #engine: Pick<EngineLink, 'call'>
  readonly #underWay = new Set<Promise<Edited>>()

  constructor(engine: Pick<EngineLink, 'call'>) {
    this.#engine = engine
  }

  /** Saves as many as it can. */
  async save(ids: readonly number[], change: RecordingChange): Promise<Edited> {
    const saving = this.#inPieces(ids, change)
    this.#underWay.add(saving)
    try {
      return await saving
    } finally {
      this.#underWay.delete(saving)
    }
  }

  /** When none is under way any more. A piece that came later would change what has the same number in another library. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay)
  }

  async #inPieces(ids: readonly number[], change: RecordingChange): Promise<Edited> {
    const saved: number[] = []
    for (let from = 0; from < ids.length; from += editedAtOnce) {
      const some = ids.slice(from, from + editedAtOnce)
      const answer = await this.#engine.call('recording.edit', { ids: some, change })
      const { edited, error } = answer.ok ? answer.value : { edited: [], error: answer.error }
      saved.push(...edited)
      if (error !== null) return { edited: saved, error: partly(error, saved.length) }
    }
    return { edited: saved, error: null }
  }
}

const partly = (error: DailiesError, saved: number): DailiesError =>
  saved === 0 ? error : { ...error, message: `${formatCount(saved)} were changed, then: ${error.message}` }
