/**
 * Moving the library, as the person does it: choose where with the system's dialog, see what that means, have it done,
 * and say what becomes of the old folder. The page names no path: what was chosen is kept here.
 */
import { shell } from 'electron'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { Moved, MovePlan } from '../../preload/contract/move.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import { askWhichToOpen } from './dialogs.ts'
import type { EngineHost } from './engine-host.ts'
import type { EngineSession } from './engine-session.ts'
import type { SettingsFile } from './settings-file.ts'

export type LibraryMoverParts = {
  readonly engine: Pick<EngineHost, 'call'>
  readonly session: Pick<EngineSession, 'moveLibrary'>
  readonly settings: Pick<SettingsFile, 'movedLibrary' | 'get'>
}

export class LibraryMover {
  readonly #parts: LibraryMoverParts
  #chosen: string | null = null
  /** The last move, if it left the old folder behind. */
  #left: { readonly folder: string; readonly movedTo: string } | null = null

  constructor(parts: LibraryMoverParts) {
    this.#parts = parts
  }

  /** null: the person changed their mind. */
  async plan(): Promise<Result<MovePlan | null, DailiesError>> {
    this.#chosen = await askWhichToOpen({
      title: 'Move the library',
      message: 'An empty folder becomes the library; in any other folder it gets one of its own.',
      buttonLabel: 'Choose',
      properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
    })
    return this.#chosen === null ? ok(null) : this.#parts.engine.call('library.planMove', { chosen: this.#chosen })
  }

  async move(): Promise<Result<Moved, DailiesError>> {
    const { session, settings } = this.#parts
    if (this.#chosen === null) return err(nothingChosen)
    const chosen = this.#chosen
    this.#chosen = null
    const moved = await session.moveLibrary(chosen, (from, to) => settings.movedLibrary(from, to))
    if (moved.ok && moved.value.left !== null) this.#left = { folder: moved.value.left, movedTo: moved.value.path }
    return moved
  }

  cancel(): Promise<Result<null, DailiesError>> {
    return this.#parts.engine.call('library.cancelMove', {})
  }

  /** Sends the folder that the last move left behind to the system's bin; where there is none, it stays. */
  async binOld(): Promise<Result<null, DailiesError>> {
    const left = this.#left
    if (left === null || this.#parts.settings.get().libraryPath !== left.movedTo) return err(nothingLeft)
    try {
      await shell.trashItem(left.folder)
    } catch {
      const message = `The old folder, ${left.folder}, can’t be sent to the bin here, so it stays. Delete it yourself when you don’t need it.`
      return err({ kind: 'folder', message })
    }
    this.#left = null
    return ok(null)
  }
}

const nothingChosen: DailiesError = { kind: 'invalid', message: 'Choose first where the library is to go.' }
const nothingLeft: DailiesError = { kind: 'not-found', message: 'There is no old folder of a move any more.' }
