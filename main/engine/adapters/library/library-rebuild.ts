/**
 * The database anew from the folder. Reads every sidecar, believes the disk about which files are here, and takes the
 * higher revision of what a person wrote. Nothing on the disk is renamed or deleted; what can't be read is named
 * in the report and doesn't stop the rest. Can be broken off and started again at any time.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import type { Log, Sidecars, TextIndex } from '../../core/ports.ts'
import type { RebuildRepository } from '../../db/writings/rebuild-repository.ts'
import { type LibraryFiles, privateFolder } from './library-files.ts'
import type { LibraryGather } from './library-gather.ts'
import type { LibraryReconcile } from './library-reconcile.ts'
import { RebuildPass } from './rebuild-pass.ts'
import { findSidecars } from './sidecar-scan.ts'

export type RebuildReport = {
  readonly recordings: number
  readonly files: number
  /** What couldn't be taken in, a sentence each, naming the folder or file. */
  readonly problems: readonly string[]
  /** What is worth knowing and costs nothing. */
  readonly notes: readonly string[]
}

/** There while a rebuild isn't finished: opening the library then starts it again. */
export const rebuildMark = `${privateFolder}/rebuild-needed`

const batchSize = 10

export class LibraryRebuild {
  readonly #files: LibraryFiles
  readonly #rows: RebuildRepository
  readonly #gather: LibraryGather
  readonly #reconcile: LibraryReconcile
  readonly #sidecars: Sidecars
  readonly #text: TextIndex
  readonly #log: Log

  constructor(
    files: LibraryFiles,
    rows: RebuildRepository,
    gather: LibraryGather,
    reconcile: LibraryReconcile,
    sidecars: Sidecars,
    text: TextIndex,
    log: Log,
  ) {
    this.#files = files
    this.#rows = rows
    this.#gather = gather
    this.#reconcile = reconcile
    this.#sidecars = sidecars
    this.#text = text
    this.#log = log
  }

  async run(): Promise<Result<RebuildReport, DailiesError>> {
    const marked = this.#files.replaceFile(rebuildMark, '')
    if (!marked.ok) return marked
    const pass = new RebuildPass(this.#files, this.#rows)
    this.#rows.transaction(() => this.#rows.forgetSyncPositions())

    const found = findSidecars(this.#files, ({ message }) => pass.problems.push(message))
    for (const batch of inBatches(found, batchSize)) {
      this.#rows.transaction(() => pass.take(batch))
      await letOthersRun()
    }
    if (!this.#files.isPresent()) return err(vanished(this.#files.root))
    this.#rows.transaction(() => pass.settleRooms())
    const gathered = await this.#gatherMore(pass)
    await this.#finish(pass)
    this.#files.remove(rebuildMark)
    const { homes, problems, notes } = pass
    for (const problem of [...problems, ...notes]) this.#log.warn('rebuild.problem', { problem })
    return ok({ recordings: homes.size, files: pass.countFiles() + gathered, problems, notes })
  }

  /** What the folders that are used lack, others have or hold unnamed. Answers how many files that were. */
  async #gatherMore({ homes, copies, olderSidecars, problems }: RebuildPass): Promise<number> {
    let files = 0
    for (const [recordingId, { workspaceId, folder, isPartial }] of homes) {
      const found = (copies.get(recordingId) ?? []).filter((copy) => copy !== folder)
      const gathered = found.map((copy) => this.#gather.fromCopy(workspaceId, recordingId, folder, copy))
      if (isPartial) gathered.push(await this.#gather.fromFolder(workspaceId, recordingId, folder))
      problems.push(...gathered.flatMap((each) => each.problems))
      const more = gathered.reduce((sum, each) => sum + each.files, 0)
      if (more === 0) continue
      files += more
      olderSidecars.push(recordingId)
      this.#rows.refresh([recordingId])
    }
    return files
  }

  async #finish(pass: RebuildPass): Promise<void> {
    this.#reconcile.restoreRemoved(this.#sidecars)
    await this.#reconcile.markMissing()
    const rooms = [...pass.rooms].map((id) => () => this.#sidecars.saveRoom(id))
    const recordings = [...new Set(pass.olderSidecars)].map((id) => () => this.#sidecars.saveRecording(id))
    for (const save of [...rooms, ...recordings]) {
      const saved = save()
      if (!saved.ok) pass.problems.push(saved.error.message)
      await letOthersRun()
    }
    for (const recordingId of pass.homes.keys()) await this.#text.importRecording(recordingId)
  }
}

function* inBatches<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let batch: T[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

const letOthersRun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const vanished = (root: string): DailiesError => ({
  kind: 'library-missing',
  message: `The library folder ${root} went away while it was read. Connect its drive again and start over.`,
})
