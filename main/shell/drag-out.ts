/**
 * Hands what the pointer drags over to the system. Its drag must not begin once the pointer was let go: it would then hold
 * the main process until the next click, as nothing is left to end it.
 */
import type { Dragged } from '../../preload/contract/drag.ts'
import type { DailiesError } from '../../preload/contract/errors.ts'
import { ok, type Result } from '../../preload/contract/result.ts'
import type { MainWindow } from './main-window.ts'

export class DragOut {
  readonly #pathsOf: (dragged: Dragged) => Promise<Result<readonly string[], DailiesError>>
  readonly #window: Pick<MainWindow, 'startDrag'>
  #round = 0

  constructor(
    pathsOf: (dragged: Dragged) => Promise<Result<readonly string[], DailiesError>>,
    window: Pick<MainWindow, 'startDrag'>,
  ) {
    this.#pathsOf = pathsOf
    this.#window = window
  }

  async start(dragged: Dragged): Promise<Result<null, DailiesError>> {
    this.#round += 1
    const round = this.#round
    const paths = await this.#pathsOf(dragged)
    if (!paths.ok) return paths
    if (round === this.#round) this.#window.startDrag(paths.value)
    return ok(null)
  }

  /** The pointer was let go. */
  end(): void {
    this.#round += 1
  }
}
