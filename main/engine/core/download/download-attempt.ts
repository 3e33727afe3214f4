/**
 * One attempt at one download: a link, the bytes, is it complete, is it what it should be, its name, the row. Answers with
 * an outcome; what that means for the queue is the retry policy's to say. Nothing here waits or tries again later.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { Result } from '../../../../preload/contract/result.ts'
import type { Place, PresignedUrl, RecordingsApi } from '../ports.ts'
import { leadsToPlaylist, linkOf } from './asset-link.ts'
import { type FileNames, fileKindOf, fileNames, mayBePage, vodNames } from './asset-place.ts'
import { AttemptProgress } from './attempt-progress.ts'
import type { AnotherLink, AttemptOutcome, AttemptWorld, Placement } from './attempt-world.ts'
import type { Reason } from './download.ts'
import type {
  DownloadJob,
  DownloadProgressItem,
  FetchedFile,
  FetchOrder,
  FetchOutcome,
  FinishedFile,
  Unpacking,
} from './download-ports.ts'
import {
  checksumDiffers,
  doubtOf,
  lengthChanged,
  linksRefused,
  notConnected,
  partsLost,
  segmentsRefused,
  staysPacked,
} from './download-reasons.ts'
import { PartFetch } from './part-fetch.ts'
import { isSmall } from './queue-policy.ts'
import { retryRules } from './retry-policy.ts'
import { Stop, stopped } from './stop.ts'
import { VodMirror } from './vod/vod-mirror.ts'
import { unpackedFile } from './vod/vod-segment.ts'

/** Links in a row that brought no byte: the second failure isn't the link's fault any more. */
const linksWithoutProgress = 2

export class DownloadAttempt {
  readonly job: DownloadJob
  readonly #world: AttemptWorld
  readonly #placement: () => Placement
  readonly #progress: AttemptProgress
  readonly #fetch: PartFetch
  #progressed = false
  #mirror: VodMirror | null = null
  #unpacking: Unpacking | null = null
  #aborted = false
  readonly #stop = new Stop()
  /** The hash of bytes that disagreed with an ETag which may be no MD5 at all. */
  #doubtedSha256: string | null = null

  /** `placement`: asked for when the file can be named. */
  constructor(world: AttemptWorld, job: DownloadJob, placement: () => Placement) {
    this.#world = world
    this.#placement = placement
    this.job = job
    const progress = new AttemptProgress(job)
    this.#progress = progress
    this.#fetch = new PartFetch({
      fetcher: world.fetcher,
      progress,
      noRoomFor: (bytes) => world.noRoomFor(job.assetId, bytes),
      begun: ({ totalBytes }) => world.store.beginVersion(job.assetId, progress.record, totalBytes),
    })
  }

  /** Where it stands, for the window. */
  progress(): { readonly bytes: number; readonly totalBytes: number | null } {
    return { bytes: this.#mirror?.bytes() ?? this.#progress.bytes, totalBytes: this.#progress.totalBytes }
  }

  /** What is to be stored of the progress since the last call. */
  takeUnsaved(): DownloadProgressItem | null {
    const mirror = this.#mirror
    if (mirror === null) return this.#progress.takeUnsaved()
    return { assetId: this.job.assetId, bytes: mirror.bytes(), record: null, segments: mirror.takeUnsaved() }
  }

  abort(): void {
    this.#aborted = true
    this.#stop.now()
    this.#fetch.abort()
    this.#mirror?.abort()
    this.#unpacking?.abort()
  }

  async run(): Promise<AttemptOutcome> {
    const api = this.#world.connections.api(this.job.workspaceId)
    if (api === null) return this.#failed(notConnected)
    const unnamed = await this.#stop.orAnswer(this.#world.whose.learn(api, this.job))
    if (unnamed === stopped) return { kind: 'aborted' }
    if (unnamed !== null) return this.#failed(unnamed)
    const { place } = this.#placement()
    if (!place.ok) return this.#failed(place.error)
    const { name } = place.value
    const names = fileNames(place.value, this.job.type === 'room-vod' ? vodNames(name).zip : name)
    return (await this.#adopt(names)) ?? (await this.#fetchAndFinish(api, place.value, names))
  }

  /** A crash between the file's naming and its row leaves a finished file: it is recognised by its hash, not fetched again. */
  async #adopt(names: FileNames): Promise<AttemptOutcome | null> {
    const { checkpoint, totalBytes } = this.#progress.record ?? { checkpoint: null, totalBytes: null }
    if (checkpoint === null || checkpoint.bytes !== totalBytes) return null
    const found = await this.#world.fetcher.hash(names.finalPath)
    if (!found.ok || found.value?.sha256 !== checkpoint.sha256) return null
    return this.#commit(names.name, found.value.bytes, checkpoint.sha256, null, this.#differs(found.value.bytes))
  }

  async #fetchAndFinish(api: RecordingsApi, place: Place, names: FileNames): Promise<AttemptOutcome> {
    let withoutProgress = 0
    for (;;) {
      const link = await this.#link(api)
      if (link === stopped || this.#aborted) return { kind: 'aborted' }
      if (!link.ok) return this.#failed(link.error)
      const { url } = link.value
      const step = leadsToPlaylist(this.job, url)
        ? await this.#copyVod(url, place)
        : await this.#fetchFile(api, url, place, names)
      if ('kind' in step) return step
      withoutProgress = step.newBytes > 0 ? 0 : withoutProgress + 1
      if (withoutProgress < linksWithoutProgress) continue
      return this.#failed(step.error.kind === 'link-expired' ? this.#linksRefused() : step.error)
    }
  }

  #link(api: RecordingsApi): Promise<Result<PresignedUrl, DailiesError> | typeof stopped> {
    return this.#stop.orAnswer(linkOf(api, this.job, this.#stop.come))
  }

  async #fetchFile(
    api: RecordingsApi,
    url: string,
    place: Place,
    names: FileNames,
  ): Promise<AttemptOutcome | AnotherLink> {
    const outcome = await this.#fetchPart(url, names)
    if (outcome.kind === 'aborted') return outcome
    if (outcome.kind === 'failed') {
      const { error, newBytes } = outcome
      if (newBytes > 0) this.#progressed = true
      return retryRules[error.kind].newLink ? { error, newBytes } : this.#failed(error)
    }
    if (outcome.isPlaylist && this.job.type === 'room-vod') {
      const discarded = await this.#discardPart(names)
      return discarded ?? this.#copyVod(url, place)
    }
    return this.#verify(api, outcome, names)
  }

  async #fetchPart(url: string, names: FileNames): Promise<FetchOutcome> {
    const { turnstile, connectionsAtATime } = this.#world
    const { type, sizeBytes } = this.job
    const isUnknown = mayBePage(fileKindOf(type, names.name))
    const order = { url, partPath: names.partPath, ...(isUnknown && { mayBePage: { recordedBytes: sizeBytes } }) }
    // Many small ones wait in the fetcher, where the next can begin at once: none of them waits for word from there.
    if (isSmall(sizeBytes)) {
      return this.#fetchBy({ ...order, small: { atATime: Math.max(1, connectionsAtATime() - turnstile.inside) } })
    }
    return turnstile.through(connectionsAtATime(), async () =>
      this.#aborted ? { kind: 'aborted' } : this.#fetchBy(order),
    )
  }

  async #fetchBy(order: Omit<FetchOrder, 'resume'>): Promise<FetchOutcome> {
    const outcome = await this.#fetch.run(order)
    // What is complete is stored with its hash, below.
    if (outcome.kind !== 'complete') this.#save()
    return outcome
  }

  async #verify(api: RecordingsApi, file: FetchedFile, names: FileNames): Promise<AttemptOutcome | AnotherLink> {
    const checkedAgainst = file.checked?.agrees ? file.checked.kind : (this.#progress.record?.checkedAgainst ?? null)
    if (file.checked?.agrees === false && (file.checked.certain || this.#doubtedSha256 !== file.sha256)) {
      const first = !file.checked.certain && this.#doubtedSha256 === null
      this.#doubtedSha256 = file.sha256
      const discarded = await this.#discardPart(names)
      if (discarded !== null) return discarded
      return first ? { error: checksumDiffers, newBytes: file.bytes } : this.#failed(checksumDiffers)
    }
    // From here on a crash costs no byte: the `.part` is known to be whole, whether it has its name yet or not.
    const whole = this.#progress.whole(file, checkedAgainst)
    await this.#world.commits.commit(() => this.#world.store.saveProgress([whole]))
    if (this.#differs(file.bytes)) {
      const again = await this.#secondOpinion(api, file, names)
      if (again !== null) return again
    }
    return this.#finish(file, names, checkedAgainst)
  }

  /** The length isn't what the API's record says: a second, fresh link decides. null: storage stands by its word. */
  async #secondOpinion(api: RecordingsApi, file: FetchedFile, names: FileNames): Promise<AttemptOutcome | null> {
    const link = await this.#link(api)
    if (link === stopped) return { kind: 'aborted' }
    if (!link.ok) return this.#failed(link.error)
    const measured = await this.#world.fetcher.measure(link.value.url)
    if (!measured.ok) return this.#failed(measured.error)
    if ([null, file.bytes].includes(measured.value.totalBytes)) return null
    const discarded = await this.#discardPart(names)
    return discarded ?? this.#failed(lengthChanged)
  }

  async #finish(file: FetchedFile, names: FileNames, checkedAgainst: 'md5' | 'crc32c' | null): Promise<AttemptOutcome> {
    const { partPath, finalPath, doubtfulPath } = names
    const kind = fileKindOf(this.job.type, names.name)
    const finished = await this.#world.fetcher.finish({ partPath, finalPath, doubtfulPath, kind })
    if (!finished.ok) return this.#failed(finished.error)
    const { doubt } = finished.value
    const name = doubt === null ? names.name : names.doubtfulName
    return this.#commit(name, file.bytes, file.sha256, doubt, this.#differs(file.bytes), checkedAgainst)
  }

  async #commit(
    name: string,
    sizeBytes: number,
    sha256: string,
    doubt: string | null,
    differsFromRecord: boolean,
    checkedAgainst: 'md5' | 'crc32c' | null = this.#progress.record?.checkedAgainst ?? null,
  ): Promise<AttemptOutcome> {
    const file: FinishedFile = { name, sizeBytes, sha256, verified: doubt === null, differsFromRecord, checkedAgainst }
    const reason = doubtOf(file, doubt, this.job.sizeBytes)
    const isPacked = this.job.type === 'room-vod' && doubt === null
    return isPacked ? this.#unpack(file, reason) : this.#done([file], reason)
  }

  /** The archive stays beside what comes out of it: only its bytes are those that 100ms has. */
  async #unpack(zip: FinishedFile, reason: Reason | null): Promise<AttemptOutcome> {
    const { place } = this.#placement()
    if (!place.ok) return this.#failed(place.error)
    const { fetcher, lookAtDrive, noRoomFor } = this.#world
    const { folder } = vodNames(place.value.name)
    const zipPath = `${place.value.folder}/${zip.name}`
    const needed = await fetcher.unpackedBytes(zipPath)
    if (!needed.ok) return this.#failed(needed.error)
    // The archive itself has taken room since it was last looked at.
    await lookAtDrive()
    const full = noRoomFor(this.job.assetId, needed.value)
    if (full !== null) return this.#failed(full)
    if (this.#aborted) return { kind: 'aborted' }
    this.#unpacking = fetcher.unpack(zipPath, `${place.value.folder}/${folder}`)
    const unpacked = await this.#unpacking.outcome
    if (!unpacked.ok) return this.#failed(unpacked.error)
    if ('aborted' in unpacked.value) return { kind: 'aborted' }
    if ('refused' in unpacked.value) return this.#done([zip], staysPacked(unpacked.value.refused))
    const files = unpacked.value.files.map((file) => unpackedFile(folder, file))
    return this.#done([zip, ...files], reason)
  }

  async #copyVod(url: string, place: Place): Promise<AttemptOutcome | AnotherLink> {
    const mirror = this.#mirror ?? new VodMirror(this.#world, this.job, place.folder, vodNames(place.name).folder)
    this.#mirror = mirror
    if (this.#aborted) return { kind: 'aborted' }
    const outcome = await mirror.run(url)
    if (outcome.kind === 'complete') return this.#done(outcome.files, partsLost(outcome))
    this.#save()
    if (outcome.kind === 'aborted') return outcome
    const { error, newBytes } = outcome
    if (newBytes > 0) this.#progressed = true
    return error.kind === 'link-expired' ? { error, newBytes } : this.#failed(error)
  }

  async #done(files: readonly FinishedFile[], doubt: Reason | null): Promise<AttemptOutcome> {
    const { store, clock, commits } = this.#world
    const durable = await this.#placement().durable
    if (!durable.ok) return this.#failed(durable.error)
    await commits.commit(() => store.finish(this.job.assetId, files, doubt, clock.nowMs()))
    return { kind: 'done', doubt }
  }

  async #discardPart(names: FileNames): Promise<AttemptOutcome | null> {
    this.#progress.forget()
    this.#world.store.beginVersion(this.job.assetId, null, null)
    const discarded = await this.#world.fetcher.discard(names.partPath)
    return discarded.ok ? null : this.#failed(discarded.error)
  }

  #save(): void {
    const item = this.takeUnsaved()
    if (item !== null) this.#world.store.saveProgress([item])
  }

  #linksRefused(): DailiesError {
    // Of a vod in a customer's bucket nothing but the playlists ever comes.
    const isBucketVod = this.#mirror !== null && this.#mirror.bytes() === 0
    return (isBucketVod ? segmentsRefused : linksRefused)(this.job.storedAt)
  }

  #differs(bytes: number): boolean {
    return this.job.sizeBytes !== null && this.job.sizeBytes !== bytes
  }

  #failed(error: DailiesError): AttemptOutcome {
    return this.#aborted ? { kind: 'aborted' } : { kind: 'failed', error, progressed: this.#progressed }
  }
}
