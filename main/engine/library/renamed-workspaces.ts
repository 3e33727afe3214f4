/**
 * A workspace's new name on its way into the sidecars, so that a rebuild brings it back: in the background, for there may
 * be tens of thousands. A mark in the library says which are not done yet; an opening goes on with them.
 */
import { setImmediate as breath } from 'node:timers/promises'
import { z } from 'zod'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { type LibraryFiles, privateFolder } from '../adapters/library/library-files.ts'
import type { Sidecars } from '../core/ports.ts'
import type { PresenceRepository } from '../db/download/presence-repository.ts'

export const renamedMark = `${privateFolder}/renamed-workspaces.json`
const largestMarkBytes = 64 * 1024
const marked = z.array(z.number().int())

export type RenamedWorkspacesParts = {
  readonly files: LibraryFiles
  readonly rows: Pick<PresenceRepository, 'recordingOfWorkspace' | 'roomsOfWorkspace'>
  readonly sidecars: Pick<Sidecars, 'saveRecording'> & { saveRoom(roomId: number): Result<null, DailiesError> }
}

export class RenamedWorkspaces {
  readonly #parts: RenamedWorkspacesParts
  /** A second name while the first is written: then all of it once more. */
  #latest = 0

  constructor(parts: RenamedWorkspacesParts) {
    this.#parts = parts
  }

  /** Before the name is said to be saved. */
  note(workspaceId: number): Result<null, DailiesError> {
    const noted = this.#noted()
    if (!noted.ok) return noted
    const ids = new Set([...noted.value, workspaceId])
    return this.#parts.files.replaceFile(renamedMark, JSON.stringify([...ids]))
  }

  /** Those whose sidecar says it already aren't written. Throws when the library is closed meanwhile. */
  async run(): Promise<void> {
    this.#latest += 1
    const turn = this.#latest
    const { rows, sidecars, files } = this.#parts
    const noted = this.#noted()
    // The next opening tries again.
    if (!noted.ok) return
    for (const workspaceId of noted.value) {
      for (const roomId of rows.roomsOfWorkspace(workspaceId)) {
        sidecars.saveRoom(roomId)
        await breath()
      }
      for (let last = 0; ; ) {
        const next = rows.recordingOfWorkspace(workspaceId, last)
        if (next === null || turn !== this.#latest) break
        last = next
        // One that can't be written has the old name until something else about it changes.
        sidecars.saveRecording(next)
        await breath()
      }
    }
    if (turn === this.#latest) files.remove(renamedMark)
  }

  #noted(): Result<readonly number[], DailiesError> {
    const text = this.#parts.files.readText(renamedMark, largestMarkBytes)
    if (!text.ok && text.error.kind !== 'corrupt') return text
    try {
      return ok(marked.parse(JSON.parse(text.ok ? (text.value ?? '[]') : '[]')))
    } catch {
      return ok([])
    }
  }
}
