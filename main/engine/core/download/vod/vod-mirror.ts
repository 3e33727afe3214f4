/**
 * Mirrors an unzipped room-vod into a folder: master, variants, segments, init segments and keys, each a file of its own
 * that is whole or not there. What is here already isn't fetched again, and what is here in the end is of one version.
 */
import type { DailiesError } from '../../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../../preload/contract/result.ts'
import { inLanes } from '../../in-lanes.ts'
import { sameVersion } from '../byte-range.ts'
import type { DownloadJob, FinishedFile, VodSegment } from '../download-ports.ts'
import { knownIn, type VodLeft, vodLeft } from './vod-left.ts'
import { mostVodBytes, mostVodFiles } from './vod-limits.ts'
import { type PlannedFile, planVod, type VodPlan, vodFingerprint } from './vod-plan.ts'
import { RefusedParts } from './vod-refused.ts'
import {
  claimSegment,
  findSegment,
  type HereSegment,
  SegmentFetch,
  type SegmentWorld,
  segmentFile,
} from './vod-segment.ts'
import { lostPlaylists, notMirrored, type ReadSource, VodSources } from './vod-sources.ts'
import { unproved } from './vod-version.ts'

/** Segments are small, and most of a small file's time is waiting. */
const atATime = 4
/** A recording that is replaced again and again while it is copied waits for a quieter hour. */
const mostVersions = 3

export type MirrorOutcome =
  /** `missing`: paths of what storage has lost, in playing order. */
  | ({ readonly kind: 'complete' } & Mirrored)
  /** `newBytes`: that arrived and were kept. */
  | { readonly kind: 'failed'; readonly error: DailiesError; readonly newBytes: number }
  | { readonly kind: 'aborted' }

type Mirrored = { readonly files: readonly FinishedFile[]; readonly missing: readonly string[] }
type Lost = { readonly planned: PlannedFile; readonly error: DailiesError }
type Copied = HereSegment & { readonly planned: PlannedFile }
export class VodMirror {
  readonly #world: SegmentWorld
  readonly #job: DownloadJob
  /** Absolute path of the recording's folder, and the vod's folder in it. */
  readonly #folder: string
  readonly #name: string
  readonly #running = new Set<SegmentFetch>()
  readonly #refused: RefusedParts
  #aborted = false
  #doneBytes: number
  #newBytes = 0

  constructor(world: SegmentWorld, job: DownloadJob, folder: string, name: string) {
    this.#world = world
    this.#job = job
    this.#folder = folder
    this.#name = name
    this.#doneBytes = job.bytesHere
    this.#refused = new RefusedParts(world.fetcher)
  }

  /** What of it is here. */
  bytes(): number {
    return [...this.#running].reduce((sum, { bytes }) => sum + bytes, this.#doneBytes)
  }

  /** What is to be stored of those that are on their way. */
  takeUnsaved(): readonly VodSegment[] {
    return [...this.#running].flatMap((fetch) => fetch.takeUnsaved() ?? [])
  }

  abort(): void {
    this.#aborted = true
    for (const fetch of this.#running) fetch.abort()
  }

  /** Once for each link. */
  async run(masterUrl: string): Promise<MirrorOutcome> {
    this.#newBytes = 0
    this.#refused.newLink()
    for (let version = 1; version <= mostVersions; version += 1) {
      const copied = await this.#copy(masterUrl)
      if (this.#aborted) return { kind: 'aborted' }
      if (!copied.ok) return this.#failed(copied.error)
      if (copied.value !== 'replaced') return { kind: 'complete', ...copied.value }
    }
    return this.#failed(replacedMeanwhile)
  }

  async #copy(masterUrl: string): Promise<Result<Mirrored | 'replaced', DailiesError>> {
    const reading = new VodSources(this.#world.fetcher, this.#refused)
    const sources = await reading.read(masterUrl)
    if (!sources.ok) return sources
    const plan = this.#plan(sources.value)
    if (!plan.ok) return plan

    const left = vodLeft(this.#world.store, this.#job.assetId, vodFingerprint(sources.value))
    const copied = await this.#fetchAll(masterUrl, plan.value.files, left)
    if (!copied.ok) return copied
    const isOne = await this.#isOneVersion(masterUrl, sources.value, copied.value, left)
    if (!isOne.ok || !isOne.value) return isOne.ok ? ok('replaced') : isOne
    const here = new Set(copied.value.map(({ planned }) => planned.name))
    const lostFiles = plan.value.files.map(({ name }) => name).filter((name) => !here.has(name))
    const missing = [...lostPlaylists(sources.value), ...lostFiles]
    const playlists = await this.#writePlaylists(sources.value, new Set(missing))
    if (!playlists.ok) return playlists
    const files = [...copied.value.map(({ file }) => file), ...playlists.value]
    const cleared = await this.#clearOthers(files, left)
    return cleared.ok ? ok({ files, missing: missing.map((name) => `${this.#name}/${name}`) }) : cleared
  }

  #plan(sources: readonly ReadSource[], missing?: ReadonlySet<string>): Result<VodPlan, DailiesError> {
    const plan = planVod(sources, (from, reference) => this.#world.fetcher.follow(from, reference), missing)
    if ('refused' in plan) return err(notMirrored(plan.refused))
    return plan.files.length > mostVodFiles ? err(notMirrored('It has more segments than any recording.')) : ok(plan)
  }

  /** All that storage still has: of what it has lost the rest is worth keeping, and soon that will be gone as well. */
  async #fetchAll(
    masterUrl: string,
    files: readonly PlannedFile[],
    left: VodLeft,
  ): Promise<Result<readonly Copied[], DailiesError>> {
    this.#doneBytes = 0
    const copied: Copied[] = []
    let lost: Lost[] = []
    let refused: DailiesError | null = null
    const copy = async (planned: PlannedFile): Promise<DailiesError | null> => {
      const outcome = (await this.#find(planned, left)) ?? (await this.#fetch(planned, left))
      if (!outcome.ok) {
        const { error } = outcome
        const why = await this.#judge(error, planned, copied, masterUrl)
        if (why === 'lost') lost.push({ planned, error })
        if (why === 'again') refused = error
        return why === 'link' ? error : null
      }
      if (copied.push({ ...outcome.value, planned }) === 1) this.#world.keptPartly(this.#job)
      this.#doneBytes += outcome.value.file.sizeBytes
      return this.#doneBytes > mostVodBytes ? notMirrored('It is larger than any recording.') : null
    }
    const error = (await this.#inLanes(this.#refused.last(files), copy)) ?? refused
    if (error !== null) return err(error)
    const again = lost.flatMap(({ planned, error }) => (error.kind === 'gone' ? planned : []))
    lost = lost.filter(({ error }) => error.kind !== 'gone')
    const stillLost = await this.#inLanes(again, copy)
    if (stillLost !== null) return err(stillLost)
    const [first] = lost
    return copied.length === 0 && first !== undefined ? err(first.error) : ok(copied)
  }

  /** 'link': it isn't the part that is at fault. `others` are here. */
  async #judge(error: DailiesError, { name }: PlannedFile, others: readonly Copied[], masterUrl: string) {
    if (error.kind === 'gone') return 'lost'
    if (error.kind !== 'link-expired') return 'link'
    return this.#refused.judge(name, others.at(-1)?.planned.url ?? null, masterUrl)
  }

  /** null: it has to be fetched. */
  async #find(planned: PlannedFile, left: VodLeft): Promise<Result<HereSegment, DailiesError> | null> {
    const place = this.#place(planned, left)
    const known = knownIn(left, place.name)
    const found =
      known === null
        ? await claimSegment(this.#world, place, planned.url)
        : ok(await findSegment(this.#world, place, known, left.files.get(place.name)))
    return found.ok ? found.value && ok(found.value) : found
  }

  async #fetch(planned: PlannedFile, left: VodLeft): Promise<Result<HereSegment, DailiesError>> {
    const place = this.#place(planned, left)
    const ours = [left.files.get(place.name)?.sha256, left.segments.get(place.name)?.record.checkpoint?.sha256]
    const known = knownIn(left, place.name)
    return this.#run(planned, new SegmentFetch(this.#world, place, known, new Set(ours.flatMap((sha) => sha ?? []))))
  }

  async #run({ url }: PlannedFile, fetch: SegmentFetch): Promise<Result<HereSegment, DailiesError>> {
    this.#running.add(fetch)
    const outcome = await fetch.run(url).finally(() => this.#running.delete(fetch))
    if (outcome.kind === 'aborted') return err(stopped)
    this.#newBytes += outcome.kind === 'here' ? outcome.file.sizeBytes : outcome.newBytes
    return outcome.kind === 'here' ? ok(outcome) : err(outcome.error)
  }

  /**
   * Whether all of it is what storage had at one moment. What its dates leave open storage is asked about again; what has been
   * replaced is fetched then, but the others may have been replaced after it.
   */
  async #isOneVersion(
    masterUrl: string,
    sources: readonly ReadSource[],
    copied: readonly Copied[],
    left: VodLeft,
  ): Promise<Result<boolean, DailiesError>> {
    const parts = copied.map((part) => ({
      part,
      validator: part.segment.record.validator,
      seenMs: part.segment.seenMs,
    }))
    const sightings = sources.filter(({ isLost }) => !isLost)
    const late = unproved([...sightings.map((source) => ({ ...source, part: null })), ...parts])
    if (late.some(({ part }) => part === null)) {
      const again = await new VodSources(this.#world.fetcher, this.#refused).read(masterUrl)
      if (!again.ok) return again
      if (vodFingerprint(again.value) !== left.playlists) return ok(false)
    }
    const seen: VodSegment[] = []
    let isOne = true
    const lateParts = late.flatMap(({ part }) => part ?? [])
    let refused: DailiesError | null = null
    const error = await this.#inLanes(lateParts, async (part) => {
      const same = await this.#isStill(part, left, seen)
      if (same.ok) {
        isOne &&= same.value
        return null
      }
      const others = copied.filter((one) => one !== part)
      const why = await this.#judge(same.error, part.planned, others, masterUrl)
      if (why === 'again') refused = same.error
      return why === 'link' ? same.error : null
    })
    this.#world.store.segments.save(this.#job.assetId, seen)
    const failure = error ?? refused
    return failure === null ? ok(isOne) : err(failure)
  }

  /** By its validator, else by its bytes. What is gone by now can't be had any better than it is here. */
  async #isStill(part: Copied, left: VodLeft, seen: VodSegment[]): Promise<Result<boolean, DailiesError>> {
    const { planned, file, segment } = part
    const now = await this.#world.fetcher.measure(planned.url)
    if (!now.ok) return now
    if (now.value.totalBytes === file.sizeBytes && sameVersion(segment.record.validator, now.value.validator)) {
      seen.push({ ...segment, seenMs: now.value.seenMs })
      return ok(true)
    }
    const again = await this.#run(
      planned,
      new SegmentFetch(this.#world, this.#place(planned, left), null, new Set([file.sha256])),
    )
    return again.ok ? ok(again.value.file.sha256 === file.sha256) : again
  }

  async #inLanes<T>(items: readonly T[], run: (item: T) => Promise<DailiesError | null>): Promise<DailiesError | null> {
    const failure = await inLanes(items, atATime, () => this.#aborted, run)
    return this.#aborted ? stopped : failure
  }

  async #writePlaylists(
    sources: readonly ReadSource[],
    missing: ReadonlySet<string>,
  ): Promise<Result<readonly FinishedFile[], DailiesError>> {
    const plan = this.#plan(sources, missing)
    if (!plan.ok) return plan
    const written: FinishedFile[] = []
    for (const { name, text, isWhole } of plan.value.playlists) {
      const file = await this.#world.fetcher.write(this.#path(`${this.#name}/${name}`), text)
      if (!file.ok) return file
      const { bytes, sha256 } = file.value
      written.push({ ...segmentFile(`${this.#name}/${name}`, bytes, sha256, null), differsFromRecord: !isWhole })
    }
    return ok(written)
  }

  /** What Dailies fetched for another version's playlists. Nobody else's file is touched. */
  async #clearOthers(files: readonly FinishedFile[], left: VodLeft): Promise<Result<null, DailiesError>> {
    const { fetcher, store } = this.#world
    const wanted = new Set(files.map(({ name }) => name))
    const others = [...new Set([...left.files.keys(), ...left.segments.keys()])].filter(
      (name) => name.startsWith(`${this.#name}/`) && !wanted.has(name),
    )
    for (const name of others) {
      for (const path of [this.#path(name), `${this.#path(name)}.part`]) {
        const discarded = await fetcher.discard(path)
        if (!discarded.ok) return discarded
      }
    }
    store.segments.forget(this.#job.assetId, others)
    return ok(null)
  }

  #place({ name }: PlannedFile, { playlists }: VodLeft) {
    return { assetId: this.#job.assetId, folder: this.#folder, name: `${this.#name}/${name}`, playlists }
  }

  #path(name: string): string {
    return `${this.#folder}/${name}`
  }

  #failed(error: DailiesError): MirrorOutcome {
    return { kind: 'failed', error, newBytes: this.#newBytes }
  }
}

const stopped: DailiesError = { kind: 'cancelled', message: 'The download was stopped.' }

const replacedMeanwhile: DailiesError = {
  kind: 'corrupt',
  message: 'The HLS recording was replaced in storage again and again while it was copied. It is tried again later.',
}
