/**
 * Re-hashes every file of a library and says what is missing, changed or extra. Looking changes nothing and works beside
 * a program that writes; what looks wrong is looked at twice, for it may just be changing. Making it good is
 * `library-repair.ts`.
 */
import { join } from 'node:path'
import { setImmediate as breath } from 'node:timers/promises'
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import { isSmall } from '../../core/download/queue-policy.ts'
import { recordingSidecarName, roomSidecarName } from '../../core/names/file-name.ts'
import { isPlainRelativePath, nameKey } from '../../core/names/safe-name.ts'
import type { VerifyQueries } from '../../db/download/verify-queries.ts'
import type { HashPool } from '../transfer/hash-pool.ts'
import type { LibraryFiles } from './library-files.ts'
import { type ExpectedFile, type ExpectedFolder, expectedIn } from './verify-folder.ts'

export type Finding =
  | {
      /** 'unreadable': by no fault of its own, so nothing is known of its bytes. */
      readonly state: 'missing' | 'changed' | 'unreadable'
      readonly file: ExpectedFile
      readonly folder: string
      readonly reason: string
    }
  | { readonly state: 'sidecar'; readonly path: string; readonly folder: string; readonly reason: string }
  | { readonly state: 'extra'; readonly path: string }

export type VerifyEvents = {
  finding(finding: Finding): void
  /** A file was read to its end; `right`: it is as recorded. */
  checked(bytes: number, right: boolean): void
}

export type VerifyReport = { readonly recordings: number }

/** What belongs to one run. `isUnsure`: a file couldn't be judged, by no fault of its own. */
type Pass = {
  readonly events: VerifyEvents
  readonly signal: AbortSignal
  readonly seen: Set<string>
  readonly extras: string[]
  /** Why folders couldn't be looked into. */
  readonly closed: string[]
  isUnsure: boolean
}

/** `share`: of a hashing thread's time. */
type Check = { readonly share: number; readonly run: () => Promise<void> }

const foldersAtOnce = 200
/** Handed over at once; a thread is deaf to all else meanwhile. */
const smallTogether = 64
/** Many are on their way at a time. A power of two, so that sums are exact. */
const smallShare = 1 / 32
/** What systems leave behind in folders. Hidden files are never ours to judge. */
const systemFiles = new Set(['thumbs.db', 'desktop.ini'])

export class LibraryVerify {
  readonly #files: LibraryFiles
  readonly #queries: VerifyQueries
  readonly #pool: HashPool

  constructor(files: LibraryFiles, queries: VerifyQueries, pool: HashPool) {
    this.#files = files
    this.#queries = queries
    this.#pool = pool
  }

  /** As far as the database knows. */
  totals(): { readonly files: number; readonly bytes: number } {
    return this.#queries.totals()
  }

  /** Broken off, it ends at once and finds nothing any more, whatever becomes of the files being read. */
  async run(events: VerifyEvents, signal: AbortSignal): Promise<Result<VerifyReport, DailiesError>> {
    const pass: Pass = { events, signal, seen: new Set(), extras: [], closed: [], isUnsure: false }
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    await this.#presentFolders(pass, stopped)
    if (!signal.aborted) await this.#vanishedFolders(pass)
    if (signal.aborted) return ok({ recordings: pass.seen.size })
    if (!this.#files.isPresent()) return err(vanished)
    for (const path of pass.extras) if (this.#isStillExtra(path)) events.finding({ state: 'extra', path })
    if (pass.closed.length > 0) return err(notLookedInto(pass.closed))
    return pass.isUnsure ? err(unsure) : ok({ recordings: pass.seen.size })
  }

  async #presentFolders(pass: Pass, stopped: Promise<void>): Promise<void> {
    const { events, signal, seen, extras } = pass
    const running = new Set<Promise<void>>()
    let busy = 0
    for (const { folder, present } of this.#recordingFolders(pass)) {
      if (!this.#files.isPresent()) break
      seen.add(nameKey(folder))
      const expected = expectedIn(this.#files, this.#queries, folder)
      this.#tellSidecar(folder, expected, events)
      extras.push(...[...present].filter((path) => expected.sidecar !== 'newer' && isUnknown(path, expected)))
      for (const { share, run } of this.#checks(folder, [...expected.files.values()], pass)) {
        const check = run().finally(() => {
          running.delete(check)
          busy -= share
        })
        running.add(check)
        busy += share
        while (busy >= this.#pool.inFlight && !signal.aborted) await Promise.race([stopped, ...running])
        if (signal.aborted) return
      }
      await breath()
      // Before the next folder is looked for: the database may be closed by now.
      if (signal.aborted) return
    }
    await Promise.race([stopped, Promise.all(running)])
  }

  /** Every folder with a recording, and the files below it; the others' files are extra unless they are rooms' sidecars. */
  *#recordingFolders(pass: Pass, folder = ''): Generator<{ folder: string; present: ReadonlySet<string> }> {
    const entries = this.#files.list(folder)
    if (!entries.ok) {
      pass.closed.push(entries.error.message)
      return
    }
    const path = (name: string): string => (folder === '' ? name : `${folder}/${name}`)
    const names = entries.value.map(({ name }) => name)
    if (folder !== '' && (names.includes(recordingSidecarName) || this.#queries.recordingIn(folder) !== null)) {
      yield { folder, present: new Set(this.#filesBelow(folder)) }
      return
    }
    for (const entry of entries.value) {
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory()) yield* this.#recordingFolders(pass, path(entry.name))
      else if (entry.name !== roomSidecarName && isJudged(entry.name)) pass.extras.push(path(entry.name))
    }
  }

  *#filesBelow(folder: string): Generator<string> {
    const entries = this.#files.list(folder)
    if (!entries.ok) return
    for (const entry of entries.value) {
      const path = `${folder}/${entry.name}`
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory()) yield* this.#filesBelow(path)
      else if (entry.name !== recordingSidecarName && isJudged(entry.name)) yield path
    }
  }

  #tellSidecar(folder: string, { sidecar, files }: ExpectedFolder, events: VerifyEvents): void {
    if (sidecar === 'good' || sidecar === 'newer' || (sidecar === 'missing' && files.size === 0)) return
    const reason =
      sidecar === 'missing' ? 'The record of this folder is missing.' : 'The record of this folder can’t be read.'
    events.finding({ state: 'sidecar', path: `${folder}/${recordingSidecarName}`, folder, reason })
  }

  *#checks(folder: string, files: readonly ExpectedFile[], pass: Pass): Generator<Check> {
    const small = files.filter(isSmallFile)
    for (let from = 0; from < small.length; from += smallTogether) {
      const some = small.slice(from, from + smallTogether)
      yield { share: smallShare, run: () => this.#checkTogether(folder, some, pass) }
    }
    for (const file of files) if (!isSmallFile(file)) yield { share: 1, run: () => this.#check(folder, file, pass) }
  }

  /** Most of a small file's time would be its way to the thread and back. What isn't plainly right is looked at by itself. */
  async #checkTogether(folder: string, files: readonly ExpectedFile[], pass: Pass): Promise<void> {
    const places = new Map<string, string | null>()
    const placed = files.map((file) => ({ file, path: this.#plainPath(file.path, places) }))
    const hashed = await this.#pool.hashSmall(placed.map(({ path }) => path ?? ''))
    for (const [index, file] of files.entries()) {
      const found = hashed[index]
      if (pass.signal.aborted) return
      if (found && isRight(file, found)) pass.events.checked(found.bytes, true)
      else await this.#check(folder, file, pass)
    }
  }

  /** Where it lies when it is no link; its folder, which may be one, is looked at once. null: look at it by itself. */
  #plainPath(path: string, places: Map<string, string | null>): string | null {
    if (!isPlainRelativePath(path)) return null
    const folder = parentOf(path)
    const known = places.get(folder) ?? this.#resolved(folder)
    places.set(folder, known)
    return known === null ? null : join(known, path.slice(folder.length + 1))
  }

  #resolved(folder: string): string | null {
    const place = this.#files.resolve(folder)
    return place.ok ? place.value : null
  }

  async #check(folder: string, file: ExpectedFile, pass: Pass): Promise<void> {
    const { events, signal } = pass
    const first = await this.#judge(file)
    if (signal.aborted) return
    if (first?.finding === null) {
      events.checked(first.bytes, true)
      return
    }
    // Downloaded again, removed, or finished just now by another program?
    const now = expectedIn(this.#files, this.#queries, folder).files.get(file.path)
    if (now === undefined) return
    const second = await this.#judge(now)
    if (signal.aborted || !this.#files.isPresent()) return
    if (second === null) {
      pass.isUnsure = true
      return
    }
    events.checked(second.bytes, second.finding === null)
    if (second.finding !== null) events.finding({ ...second.finding, file: now, folder })
  }

  /** null: whoever reads it has stopped, which says nothing about the file. */
  async #judge(
    file: ExpectedFile,
  ): Promise<{ bytes: number; finding: Omit<Extract<Finding, { file: unknown }>, 'file' | 'folder'> | null } | null> {
    const path = this.#files.resolve(file.path)
    if (!path.ok) return { bytes: 0, finding: { state: 'unreadable', reason: path.error.message } }
    const size = this.#files.fileSize(file.path)
    if (size !== null && !file.versions.some(({ sizeBytes }) => sizeBytes === size)) {
      const recorded = [...new Set(file.versions.map(({ sizeBytes }) => sizeBytes))].join(' or ')
      return { bytes: 0, finding: { state: 'changed', reason: `It has ${size} bytes instead of ${recorded}.` } }
    }
    const hashed = await this.#pool.hash(path.value)
    if (!hashed.ok && hashed.error.kind === 'internal') return null
    if (!hashed.ok) {
      const state = hashed.error.kind === 'corrupt' ? 'changed' : 'unreadable'
      return { bytes: 0, finding: { state, reason: hashed.error.message } }
    }
    if (hashed.value === null) return { bytes: 0, finding: { state: 'missing', reason: 'It is not in the folder.' } }
    const reason = 'Its bytes are not those that were downloaded.'
    return { bytes: hashed.value.bytes, finding: isRight(file, hashed.value) ? null : { state: 'changed', reason } }
  }

  /** Folders that the database has files in and that aren't there. */
  async #vanishedFolders(pass: Pass): Promise<void> {
    for (let last = 0; ; ) {
      const folders = this.#queries.foldersAfter(last, foldersAtOnce)
      const end = folders.at(-1)
      if (end === undefined || !this.#files.isPresent()) return
      last = end.id
      for (const { folder } of folders.filter((one) => !pass.seen.has(nameKey(one.folder)))) {
        for (const file of expectedIn(this.#files, this.#queries, folder).files.values()) {
          await this.#check(folder, file, pass)
          if (pass.signal.aborted) return
        }
      }
      await breath()
      if (pass.signal.aborted) return
    }
  }

  /** It may have been a download that finished meanwhile. */
  #isStillExtra(path: string): boolean {
    if (this.#files.fileSize(path) === null) return false
    for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) {
      if (!isUnknown(path, expectedIn(this.#files, this.#queries, folder))) return false
    }
    return true
  }
}

function isSmallFile({ versions }: ExpectedFile): boolean {
  return versions.every(({ sizeBytes }) => isSmall(sizeBytes))
}

function isRight({ versions }: ExpectedFile, { bytes, sha256 }: { bytes: number; sha256: string }): boolean {
  return versions.some((version) => version.sizeBytes === bytes && version.sha256 === sha256)
}

const isUnknown = (path: string, { files, begun }: ExpectedFolder): boolean => !files.has(path) && !begun.has(path)

/** A `.part` belongs to a download that isn't over. */
function isJudged(name: string): boolean {
  return !name.endsWith('.part') && !name.endsWith('.aside') && !systemFiles.has(name.toLowerCase())
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

const vanished: DailiesError = {
  kind: 'library-missing',
  message: 'The library folder went away while it was verified. Connect its drive and run the same command again.',
}

const notLookedInto = (reasons: readonly string[]): DailiesError => ({
  kind: 'folder',
  message: `${reasons.join(' ')} What is in there wasn’t checked.`,
})

const unsure: DailiesError = {
  kind: 'internal',
  message:
    'Some files couldn’t be checked, because the part of Dailies that reads them stopped unexpectedly. They were left as they are: run the same command again.',
}
