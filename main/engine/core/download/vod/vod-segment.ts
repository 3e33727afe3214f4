/**
 * One part of an unzipped room-vod: found here, gone on with, or fetched anew; under its name only when it is whole. Whether it
 * is of the same version as the others isn't known here.
 */
import type { DailiesError } from '../../../../../preload/contract/errors.ts'
import { ok, type Result } from '../../../../../preload/contract/result.ts'
import { AttemptProgress } from '../attempt-progress.ts'
import type { AttemptWorld } from '../attempt-world.ts'
import type { FetchedFile, FetchOutcome, FinishedFile, VodSegment } from '../download-ports.ts'
import { checksumDiffers } from '../download-reasons.ts'
import { PartFetch } from '../part-fetch.ts'
import { wholeRecord } from '../resume.ts'

export type SegmentWorld = Pick<AttemptWorld, 'fetcher' | 'store' | 'commits' | 'clock' | 'noRoomFor' | 'keptPartly'>

/** `folder`: absolute path of the recording's folder; `name` in it. */
export type SegmentPlace = {
  readonly assetId: number
  readonly folder: string
  readonly name: string
  readonly playlists: string
}

/** A part that is whole. */
export type HereSegment = { readonly file: FinishedFile; readonly segment: VodSegment }

export type SegmentOutcome =
  | ({ readonly kind: 'here' } & HereSegment)
  | { readonly kind: 'failed'; readonly error: DailiesError; readonly newBytes: number }
  | { readonly kind: 'aborted' }

/** What an earlier attempt has left under its name, if it is what was fetched then; null: nothing of use. */
export async function findSegment(
  { fetcher }: SegmentWorld,
  { folder }: SegmentPlace,
  segment: VodSegment,
  file: FinishedFile | undefined,
): Promise<HereSegment | null> {
  const { checkpoint, totalBytes, checkedAgainst } = segment.record
  if (checkpoint === null || checkpoint.bytes !== totalBytes) return null
  const path = `${folder}/${segment.name}`
  if (file?.sha256 === checkpoint.sha256) {
    const size = await fetcher.size(path)
    return size.ok && size.value === file.sizeBytes ? { file, segment } : null
  }
  // After a crash between its naming and its row, or after a verification: only its bytes tell.
  const found = await fetcher.hash(path)
  if (!found.ok || found.value?.sha256 !== checkpoint.sha256) return null
  return { file: segmentFile(segment.name, found.value.bytes, checkpoint.sha256, checkedAgainst), segment }
}

/**
 * What stands under its name and of which nothing is recorded: the database was made anew while it was half here. Storage's
 * checksum says whether it is what the link leads to; null: it isn't, or nothing tells.
 */
export async function claimSegment(
  { fetcher, store, commits, clock }: SegmentWorld,
  { assetId, folder, name, playlists }: SegmentPlace,
  url: string,
): Promise<Result<HereSegment | null, DailiesError>> {
  const found = await fetcher.vouched(url, `${folder}/${name}`)
  if (!found.ok || found.value === null) return found.ok ? ok(null) : found
  const { bytes, sha256, validator, boot, seenMs, checkedAgainst } = found.value
  const whole = { bytes, sha256 }
  const version = validator ?? wholeRecord(whole).validator
  const record = { validator: version, totalBytes: bytes, boot, checkpoint: whole, checkedAgainst }
  const segment: VodSegment = { name, playlists, record, seenMs }
  const file = segmentFile(name, bytes, sha256, checkedAgainst)
  await commits.commit(() => {
    store.addFiles(assetId, [file], clock.nowMs())
    store.segments.save(assetId, [segment])
  })
  return ok({ file, segment })
}

export class SegmentFetch {
  readonly #world: SegmentWorld
  readonly #place: SegmentPlace
  readonly #ours: ReadonlySet<string>
  readonly #progress: AttemptProgress
  readonly #fetch: PartFetch
  #seenMs: number | null

  /** `known`: what an earlier try at it has left; `ours`: hashes of what Dailies may have fetched under that name before. */
  constructor(world: SegmentWorld, place: SegmentPlace, known: VodSegment | null, ours: ReadonlySet<string>) {
    const { assetId, name, playlists } = place
    this.#world = world
    this.#place = place
    this.#ours = ours
    this.#seenMs = known?.seenMs ?? null
    const resume = known?.record ?? null
    const progress = new AttemptProgress({
      assetId,
      resume,
      sizeBytes: null,
      bytesHere: resume?.checkpoint?.bytes ?? 0,
    })
    this.#progress = progress
    this.#fetch = new PartFetch({
      fetcher: world.fetcher,
      progress,
      noRoomFor: (bytes) => world.noRoomFor(assetId, bytes),
      begun: ({ seenMs }) => {
        this.#seenMs = seenMs
        const { record } = progress
        if (record === null) world.store.segments.forget(assetId, [name])
        else world.store.segments.save(assetId, [{ name, playlists, record, seenMs }])
      },
    })
  }

  get bytes(): number {
    return this.#progress.bytes
  }

  /** What is to be stored of its progress since the last call. */
  takeUnsaved(): VodSegment | null {
    const record = this.#progress.takeUnsaved()?.record ?? null
    const { name, playlists } = this.#place
    return record && { name, playlists, record, seenMs: this.#seenMs }
  }

  abort(): void {
    this.#fetch.abort()
  }

  async run(url: string): Promise<SegmentOutcome> {
    const { fetcher } = this.#world
    const partPath = `${this.#place.folder}/${this.#place.name}.part`
    const first = await this.#fetch.run({ url, partPath })
    const outcome = isDoubtful(first) ? await this.#again(url, partPath) : first
    if (outcome.kind === 'aborted') return outcome
    if (outcome.kind === 'failed') {
      const unsaved = this.takeUnsaved()
      if (unsaved !== null) this.#world.store.segments.save(this.#place.assetId, [unsaved])
      return outcome
    }
    // What only looks like a checksum, of bytes that came twice alike, is none.
    const sameTwice = first.kind === 'complete' && outcome !== first && first.sha256 === outcome.sha256
    if (isDoubtful(outcome) && (outcome.checked?.certain || !sameTwice)) {
      this.#world.store.segments.forget(this.#place.assetId, [this.#place.name])
      const discarded = await fetcher.discard(partPath)
      return { kind: 'failed', error: discarded.ok ? checksumDiffers : discarded.error, newBytes: 0 }
    }
    return this.#finish(outcome, partPath)
  }

  #again(url: string, partPath: string): Promise<FetchOutcome> {
    this.#progress.forget()
    return this.#fetch.run({ url, partPath })
  }

  async #finish(fetched: FetchedFile, partPath: string): Promise<SegmentOutcome> {
    const { fetcher, store, commits, clock } = this.#world
    const { assetId, folder, name, playlists } = this.#place
    const { bytes, sha256, checked } = fetched
    const checkedAgainst = checked?.agrees ? checked.kind : (this.#progress.record?.checkedAgainst ?? null)
    const { record } = this.#progress.whole(fetched, checkedAgainst)
    const segment: VodSegment = { name, playlists, record, seenMs: fetched.seenMs ?? this.#seenMs }
    // A crash between name and row must neither cost it nor leave another version's row beside these bytes.
    await commits.commit(() => store.segments.save(assetId, [segment]))
    const finalPath = `${folder}/${name}`
    await this.#makeWay(finalPath)
    const finished = await fetcher.finish({ partPath, finalPath, doubtfulPath: finalPath, kind: 'any' })
    if (!finished.ok) return { kind: 'failed', error: finished.error, newBytes: 0 }
    const file = segmentFile(name, bytes, sha256, checkedAgainst)
    await commits.commit(() => {
      store.addFiles(assetId, [file], clock.nowMs())
      store.segments.save(assetId, [segment])
    })
    return { kind: 'here', file, segment }
  }

  /** Another version's, which Dailies fetched itself; what anybody else put there isn't thrown away. */
  async #makeWay(path: string): Promise<void> {
    const { fetcher } = this.#world
    const standing = this.#ours.size === 0 ? null : await fetcher.hash(path)
    if (standing?.ok && standing.value !== null && this.#ours.has(standing.value.sha256)) await fetcher.discard(path)
  }
}

function isDoubtful(outcome: FetchOutcome): boolean {
  return outcome.kind === 'complete' && outcome.checked?.agrees === false
}

export function segmentFile(
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
  return segmentFile(`${folder}/${name}`, bytes, sha256, null)
}
