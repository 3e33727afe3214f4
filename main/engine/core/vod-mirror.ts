/**
 * Mirrors an unzipped room-vod into a folder: master, variants, segments, init segments and keys, each a file of its own
 * that is whole or not there. What is here already isn't fetched again, as long as the playlists are the same.
 */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import type { DownloadJob, DownloadStore, Fetch, Fetcher, FetchOutcome, FinishedFile } from './download-ports.ts'
import { checksumDiffers } from './download-reasons.ts'
import { readPlaylist } from './playlist.ts'
import type { Clock } from './ports.ts'
import type { ResumeRecord } from './resume.ts'
import { type PlannedFile, planVod, type SourcePlaylist, type VodPlan, vodFingerprint } from './vod-plan.ts'

// A 12-hour session in four layers of two-second segments has 86,400.
const maxFiles = 200_000
const maxPlaylists = 64
const maxPlaylistBytes = 16 * 1024 * 1024
const maxTotalBytes = 1024 ** 4
/** Segments are small, and most of a small file's time is waiting. */
const atATime = 4

export type MirrorWorld = { readonly fetcher: Fetcher; readonly store: DownloadStore; readonly clock: Clock }

export type MirrorOutcome =
  | { readonly kind: 'complete'; readonly files: readonly FinishedFile[] }
  | { readonly kind: 'failed'; readonly error: DailiesError; readonly progressed: boolean }
  | { readonly kind: 'aborted' }

export class VodMirror {
  readonly #world: MirrorWorld
  readonly #job: DownloadJob
  /** Absolute path of the recording's folder, and the vod's folder in it. */
  readonly #folder: string
  readonly #name: string
  readonly #running = new Map<Fetch, number>()
  #aborted = false
  /** Of the version that is being copied. */
  #record: ResumeRecord | null
  #doneBytes = 0
  #newFiles = 0

  constructor(world: MirrorWorld, job: DownloadJob, folder: string, name: string) {
    this.#world = world
    this.#job = job
    this.#folder = folder
    this.#name = name
    this.#record = job.resume
  }

  /** What a later attempt goes on with. */
  record(): ResumeRecord | null {
    return this.#record
  }

  bytes(): number {
    return [...this.#running.values()].reduce((sum, bytes) => sum + bytes, this.#doneBytes)
  }

  abort(): void {
    this.#aborted = true
    for (const fetch of this.#running.keys()) fetch.abort()
  }

  async run(masterUrl: string): Promise<MirrorOutcome> {
    const sources = await this.#sources(masterUrl)
    if (!sources.ok) return this.#failed(sources.error)
    const plan = planVod(sources.value, (from, reference) => this.#world.fetcher.follow(from, reference))
    if ('refused' in plan) return this.#failed(notMirrored(plan.refused))
    if (plan.files.length > maxFiles) return this.#failed(notMirrored('It has more segments than any recording.'))

    const here = await this.#whatIsHere(vodFingerprint(sources.value))
    if (!here.ok) return this.#failed(here.error)
    const segments = await this.#fetchAll(plan.files, here.value)
    if (this.#aborted) return { kind: 'aborted' }
    if (!segments.ok) return this.#failed(segments.error)
    const playlists = await this.#writePlaylists(plan)
    if (!playlists.ok) return this.#failed(playlists.error)
    return { kind: 'complete', files: [...segments.value, ...playlists.value] }
  }

  /** The master and all that it names; or the one media playlist. */
  async #sources(masterUrl: string): Promise<Result<readonly SourcePlaylist[], DailiesError>> {
    const first = await this.#source(masterUrl)
    if (!first.ok || !first.value.playlist.isMaster) return first.ok ? ok([first.value]) : first
    const sources = new Map([[first.value.url, first.value]])
    for (const ref of first.value.playlist.refs) {
      if (ref.role !== 'playlist') continue
      const url = this.#world.fetcher.follow(first.value.url, ref.uri)
      if (url === null) return err(notMirrored("It refers to a host where it doesn't come from."))
      if (sources.has(url)) continue
      if (sources.size >= maxPlaylists) return err(notMirrored('It has more playlists than any recording.'))
      const source = await this.#source(url)
      if (!source.ok) return source
      if (source.value.playlist.isMaster) return err(notMirrored('It has playlists inside of playlists.'))
      sources.set(url, { ...source.value, url })
    }
    return ok([...sources.values()])
  }

  async #source(url: string): Promise<Result<SourcePlaylist, DailiesError>> {
    const read = await this.#world.fetcher.text(url, maxPlaylistBytes)
    if (!read.ok) return read
    const playlist = readPlaylist(read.value.text)
    if (playlist === null) return err(notMirrored("What came isn't a playlist that can be read."))
    return ok({ url: read.value.url, playlist })
  }

  /** Sizes by name of what an earlier attempt at the same version has left. Of another version nothing is kept. */
  async #whatIsHere(fingerprint: string): Promise<Result<ReadonlyMap<string, FinishedFile>, DailiesError>> {
    const { fetcher, store } = this.#world
    const { assetId, resume } = this.#job
    if (resume?.validator.etag === fingerprint) {
      return ok(new Map(store.filesOf(assetId).map((file) => [file.name, file])))
    }
    const discarded = await fetcher.discard(this.#path(this.#name))
    if (!discarded.ok) return discarded
    store.forgetFiles(assetId)
    const validator = { etag: fingerprint, lastModified: null }
    this.#record = { validator, totalBytes: null, checkpoint: null, boot: '', checkedAgainst: null }
    store.beginVersion(assetId, this.#record, this.#job.sizeBytes)
    return ok(new Map())
  }

  async #fetchAll(
    files: readonly PlannedFile[],
    here: ReadonlyMap<string, FinishedFile>,
  ): Promise<Result<readonly FinishedFile[], DailiesError>> {
    const done: FinishedFile[] = []
    const queue = files[Symbol.iterator]()
    let failure: DailiesError | null = null
    const lane = async () => {
      for (const file of queue) {
        if (failure !== null || this.#aborted) return
        const fetched = await this.#fetchOne(file, here)
        if (fetched === null) return
        if (!fetched.ok) {
          failure ??= fetched.error
          return
        }
        done.push(fetched.value)
        if (this.#doneBytes > maxTotalBytes) failure ??= notMirrored('It is larger than any recording.')
      }
    }
    await Promise.all(Array.from({ length: atATime }, lane))
    return failure === null ? ok(done) : err(failure)
  }

  /** null: aborted. */
  async #fetchOne(
    planned: PlannedFile,
    here: ReadonlyMap<string, FinishedFile>,
  ): Promise<Result<FinishedFile, DailiesError> | null> {
    const { fetcher, store, clock } = this.#world
    const name = `${this.#name}/${planned.name}`
    const known = here.get(name)
    if (known !== undefined) {
      const size = await fetcher.size(this.#path(name))
      if (size.ok && size.value === known.sizeBytes) {
        this.#doneBytes += known.sizeBytes
        return ok(known)
      }
    }
    const partPath = this.#path(`${name}.part`)
    const first = await this.#fetchPart(planned.url, partPath)
    const outcome = isDoubtful(first) ? await this.#fetchPart(planned.url, partPath) : first
    if (outcome.kind === 'aborted') return null
    if (outcome.kind === 'failed') return err(outcome.error)
    // What only looks like a checksum, of bytes that came twice alike, is none.
    const sameTwice = first.kind === 'complete' && outcome !== first && first.sha256 === outcome.sha256
    if (isDoubtful(outcome) && (outcome.checked?.certain || !sameTwice)) {
      const discarded = await fetcher.discard(partPath)
      return discarded.ok ? err(checksumDiffers) : discarded
    }

    const finalPath = this.#path(name)
    const finished = await fetcher.finish({ partPath, finalPath, doubtfulPath: finalPath, kind: 'any' })
    if (!finished.ok) return finished
    const checkedAgainst = outcome.checked?.agrees ? outcome.checked.kind : null
    const file = fileOf(name, outcome.bytes, outcome.sha256, checkedAgainst)
    store.addFiles(this.#job.assetId, [file], clock.nowMs())
    this.#doneBytes += file.sizeBytes
    this.#newFiles += 1
    return ok(file)
  }

  async #fetchPart(url: string, partPath: string): Promise<FetchOutcome> {
    const fetch = this.#world.fetcher.fetch(
      { url, partPath, resume: null },
      { head: () => {}, progress: (bytes) => this.#running.has(fetch) && this.#running.set(fetch, bytes) },
    )
    this.#running.set(fetch, 0)
    const outcome = await fetch.outcome
    this.#running.delete(fetch)
    return outcome
  }

  async #writePlaylists(plan: VodPlan): Promise<Result<readonly FinishedFile[], DailiesError>> {
    const written: FinishedFile[] = []
    for (const { name, text } of plan.playlists) {
      const file = await this.#world.fetcher.write(this.#path(`${this.#name}/${name}`), text)
      if (!file.ok) return file
      written.push(fileOf(`${this.#name}/${name}`, file.value.bytes, file.value.sha256, null))
    }
    return ok(written)
  }

  #path(name: string): string {
    return `${this.#folder}/${name}`
  }

  #failed(error: DailiesError): MirrorOutcome {
    return { kind: 'failed', error, progressed: this.#newFiles > 0 }
  }
}

function isDoubtful(outcome: FetchOutcome): boolean {
  return outcome.kind === 'complete' && outcome.checked?.agrees === false
}

function fileOf(
  name: string,
  sizeBytes: number,
  sha256: string,
  checkedAgainst: 'md5' | 'crc32c' | null,
): FinishedFile {
  return { name, sizeBytes, sha256, verified: true, differsFromRecord: false, checkedAgainst }
}

/** Of an archive that was unpacked into the vod's folder. */
export function unpackedFile(
  folder: string,
  { name, bytes, sha256 }: { readonly name: string; readonly bytes: number; readonly sha256: string },
): FinishedFile {
  return fileOf(`${folder}/${name}`, bytes, sha256, null)
}

function notMirrored(why: string): DailiesError {
  return { kind: 'unreadable', message: `The HLS recording can't be copied as it is. ${why}` }
}
