/**
 * Clips of the library's films: finds the file, has a thread of its own copy the cut beside its place, and renames it when
 * it is whole. One is saved at a time. Writes nothing into the library.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { ClipPlan, ClipProgress, ClipRange } from '../../../preload/contract/clip.ts'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import { isInLibrary } from '../../in-library.ts'
import { isInside } from '../../inside.ts'
import { codeOf } from '../adapters/error-code.ts'
import type { LibraryFiles } from '../adapters/library/library-files.ts'
import { exportName } from '../core/names/export-name.ts'
import type { Db } from '../db/database.ts'
import { exportHeading } from '../db/library/export-queries.ts'
import { playableFile } from '../db/library/review-queries.ts'
import { clipClock } from './clip-clock.ts'
import { ClipRun } from './clip-run.ts'
import type { ClipCut, ClipFilm } from './messages.ts'
import {
  alreadySaving,
  insideLibrary,
  notHere,
  partOfLibrary,
  refusal,
  stillArriving,
  stopped,
  unwritable,
} from './refusals.ts'

export type ClipParts = {
  readonly db: Db
  readonly files: LibraryFiles
  readonly timeZone: string
  readonly worker: URL
  readonly onProgress: (progress: ClipProgress) => void
}

export class Clips {
  readonly #parts: ClipParts
  readonly #planning = new Set<ClipRun>()
  #saving: ClipRun | null = null

  constructor(parts: ClipParts) {
    this.#parts = parts
  }

  async plan(range: ClipRange): Promise<Result<ClipPlan, DailiesError>> {
    const film = this.#film(range.assetId)
    if (!film.ok) return film
    const run = this.#run(film.value.film, range, null)
    this.#planning.add(run)
    try {
      const cut = await this.#cut(run, '')
      return cut.ok ? ok(this.#planOf(film.value.recordingId, cut.value)) : cut
    } finally {
      this.#planning.delete(run)
    }
  }

  /** `path`: absolute, chosen by the person, who has agreed to replacing what is there. */
  async save(range: ClipRange, path: string): Promise<Result<null, DailiesError>> {
    if (this.#saving !== null) return err(alreadySaving)
    const film = this.#film(range.assetId)
    if (!film.ok) return film
    const name = basename(path)
    if (!existsSync(dirname(path))) return err(unwritable('ENOENT', name))
    const place = join(realpathSync.native(dirname(path)), name)
    if (isInside(this.#parts.files.root, place)) return err(insideLibrary)
    if (existsSync(place) && isInLibrary(place)) return err(partOfLibrary)
    const part = join(dirname(path), `.${randomUUID()}.part`)
    const run = this.#run(film.value.film, range, part)
    this.#saving = run
    try {
      const cut = await this.#cut(run, name)
      if (!cut.ok) return cut
      renameSync(part, path)
      return ok(null)
    } catch (error) {
      const code = codeOf(error)
      if (code === null) throw error
      return err(unwritable(code, name))
    } finally {
      this.#saving = null
      rmSync(part, { force: true })
    }
  }

  /** Nothing is left of it. */
  async cancel(): Promise<void> {
    await this.#saving?.stop()
  }

  async close(): Promise<void> {
    await Promise.all([this.#saving, ...this.#planning].map((run) => run?.stop()))
  }

  #run(film: ClipFilm, { assetId, inMs, outMs }: ClipRange, part: string | null): ClipRun {
    const { worker, onProgress } = this.#parts
    const seconds = (ms: number | null) => (ms === null ? null : ms / 1000)
    const job = { film, inS: seconds(inMs), outS: seconds(outMs), part }
    return new ClipRun(worker, job, (fraction) => onProgress({ assetId, fraction: Math.min(1, fraction) }))
  }

  async #cut(run: ClipRun, name: string): Promise<Result<ClipCut, DailiesError>> {
    const answer = await run.answer
    switch (answer.kind) {
      case 'done':
        return ok(answer.cut)
      case 'refused':
        return err(this.#parts.files.absence() ?? refusal(answer.reason))
      case 'not-written':
        return err(unwritable(answer.code, name))
      case 'stopped':
        return err(stopped)
    }
  }

  #planOf(recordingId: number, { startS, inS, outS, ending }: ClipCut): ClipPlan {
    const { db, timeZone } = this.#parts
    const heading = exportHeading(db, recordingId)
    const title = heading?.title ?? 'Recording'
    return {
      ...{ startMs: startS * 1000, inMs: inS * 1000, outMs: outS * 1000 },
      fileName: exportName(title, heading?.startMs ?? null, timeZone, ending, `clip ${clipClock(inS)}`),
    }
  }

  #film(assetId: number): Result<{ film: ClipFilm; recordingId: number }, DailiesError> {
    const { db, files } = this.#parts
    const file = playableFile(db, assetId)
    if (file === null) return err(notHere)
    if (file.arrivingBytes !== null) return err(stillArriving)
    const path = `${file.folder}/${file.playlist ?? file.name}`
    if (files.fileSize(path) === null) return err(files.absence() ?? notHere)
    const kind = file.playlist === null ? 'file' : 'playlist'
    return ok({ film: { library: files.root, path, kind }, recordingId: file.recordingId })
  }
}
