/**
 * Runs the queue: claims what is next while there are slots, settles what comes of it, and sleeps until the next moment at
 * which something can happen. What a failure means is the retry policy's, in which order the table's, how a file is
 * fetched the attempt's. A pulse beats only while something runs.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { Turnstile } from '../turnstile.ts'
import { AttemptOutcomes } from './attempt-outcomes.ts'
import type { AttemptOutcome, AttemptWorld } from './attempt-world.ts'
import { claimNext } from './claim.ts'
import { DownloadAttempt } from './download-attempt.ts'
import { diskFull, libraryMissing } from './download-reasons.ts'
import { DriveRoom } from './drive-room.ts'
import { FinishedRecordings } from './finished-recordings.ts'
import { GroupCommit } from './group-commit.ts'
import { type PlacedJob, Placements } from './placements.ts'
import { QueueAlarm } from './queue-alarm.ts'
import { QueueBeat } from './queue-beat.ts'
import { faultOf } from './queue-fault.ts'
import { QueueHolds } from './queue-hold.ts'
import { QueueNews } from './queue-news.ts'
import type { QueueWorld } from './queue-world.ts'
import { RunningDownloads } from './running-downloads.ts'
import { Suspects } from './suspects.ts'

const saveEveryMs = 1000
const lookAtDiskEveryMs = 5000
const stumbleMs = 60_000

export class DownloadQueue {
  readonly #world: QueueWorld
  readonly #running = new RunningDownloads()
  readonly #finished: FinishedRecordings
  readonly #attemptWorld: AttemptWorld
  readonly #holds = new QueueHolds()
  readonly #suspects = new Suspects()
  readonly #outcomes: AttemptOutcomes
  readonly #news: QueueNews
  readonly #placements: Placements
  readonly #room: DriveRoom
  readonly #beat: QueueBeat
  readonly #alarm: QueueAlarm
  /** Workspaces that can't be asked for links: not connected, or refused. */
  readonly #blocked = new Set<number>()
  #concurrency = 1
  #started = false
  #woken = false
  #filling: Promise<void> | null = null
  #fillAgain = false
  #savedMs = 0
  #lookedAtDiskMs = 0

  constructor(world: QueueWorld) {
    this.#world = world
    this.#finished = new FinishedRecordings(world, this.#running, () => this.wake())
    this.#outcomes = new AttemptOutcomes(world, {
      ...{ running: this.#running, finished: this.#finished, holds: this.#holds, suspects: this.#suspects },
      hold: (kind, error) => this.#hold(kind, error),
      block: (workspaceId) => this.#blocked.add(workspaceId),
    })
    this.#placements = new Placements(world.layout, world.fetcher)
    this.#room = new DriveRoom(world.volume, world.clock)
    const standing = { running: this.#running, holds: this.#holds, room: this.#room, blocked: this.#blocked }
    this.#news = new QueueNews(world, standing)
    this.#alarm = new QueueAlarm(world.clock, () => this.wake())
    const isAlive = () => this.#started && this.#running.size > 0
    this.#beat = new QueueBeat(world.clock, isAlive, (nowMs) => this.#onBeat(nowMs))
    const commits = new GroupCommit(world.store, world.soon)
    const noRoomFor = (assetId: number, bytes: number) => this.#noRoomFor(assetId, bytes)
    const drive = { noRoomFor, lookAtDrive: () => this.#room.look(), connectionsAtATime: () => this.#concurrency }
    const keptPartly: AttemptWorld['keptPartly'] = ({ recordingId, type }) => this.#finished.add(recordingId, type)
    this.#attemptWorld = { ...world, ...drive, commits, keptPartly, turnstile: new Turnstile() }
  }

  start(): void {
    this.#started = true
    this.#world.store.recover()
    this.settingsChanged()
  }

  /** Everything that runs stops and stands in line again; its bytes are kept. */
  async stop(): Promise<void> {
    this.#started = false
    this.#alarm.set(null)
    this.#beat.stop()
    await this.#filling
    await this.#running.abort(() => true)
    await this.#finished.caughtUp()
  }

  /** Resolves when the sidecars and the search index know of all that is done. */
  caughtUp(): Promise<void> {
    return this.#finished.caughtUp()
  }

  /** Something was queued, or may be taken again. */
  wake(): void {
    if (this.#woken) return
    this.#woken = true
    // Those that finish together make room together: what is next is claimed at once for all of them.
    this.#world.soon(() => {
      this.#woken = false
      this.#beginFilling()
    })
  }

  #beginFilling(): void {
    if (!this.#started) return
    if (this.#filling !== null) {
      this.#fillAgain = true
      return
    }
    this.#filling = this.#fill()
      .catch((error: unknown) => this.#stumble(error))
      .finally(() => {
        this.#filling = null
        const again = this.#fillAgain
        this.#fillAgain = false
        if (again) this.#beginFilling()
      })
  }

  /** The database can't be written, or a fault of ours: nothing is taken for a while, nobody else is harmed. */
  async #stumble(error: unknown): Promise<void> {
    this.#world.log.error('the download queue stumbled', { error })
    this.#alarm.set(stumbleMs)
    const fault = await faultOf(error, this.#world)
    if (fault.kind === 'disk-full') this.#hold('disk-full', fault)
    else this.#hold('library-missing', libraryMissing)
  }

  settingsChanged(): void {
    this.#world.fetcher.limit(this.#world.settings().limitBytesPerS)
    this.#holds.lift('disk-full')
    this.#world.store.wakeForRoom()
    this.wake()
  }

  /** Credentials came, changed or went. */
  connectionsChanged(): void {
    this.#blocked.clear()
    void this.#running.abort(({ job }) => this.#world.connections.api(job.workspaceId) === null)
    this.#news.publish()
    this.wake()
  }

  networkChanged(online: boolean): void {
    this.#holds.network(online, this.#now())
    if (online) this.#world.store.wakeForNetwork()
    this.#news.publish()
    this.wake()
  }

  /** Takes nothing more, and stops what runs, until `resumeAll`. */
  pauseAll(): void {
    this.#holds.pause()
    void this.#running.abort(() => true)
    this.#news.publish()
  }

  resumeAll(): void {
    this.#holds.resume()
    this.#news.publish()
    this.#world.store.wakeForRoom()
    this.wake()
  }

  /** Their rows say already what becomes of them. `act` when nothing of them moves any more, and before any is begun again. */
  abort(assetIds: readonly number[], act: () => Promise<void>): Promise<void> {
    return this.#running.whenOver(assetIds, act)
  }

  async #fill(): Promise<void> {
    const { store, settings } = this.#world
    // What a failed write left behind as running, though nothing runs.
    if (this.#running.size === 0) store.recover()
    store.wakeDue(this.#now())
    this.#concurrency = settings().concurrency
    const free = this.#holds.slots(this.#concurrency, this.#now()) - this.#running.slots()
    if (free > 0 && this.#started && !this.#finished.isBehind) {
      const freeBytes = await this.#room.freeBytes()
      if (freeBytes === null) this.#hold('library-missing', libraryMissing)
      else if (this.#started) this.#take(free, freeBytes)
    }
    this.#schedule()
    if (this.#running.size > 0) return
    this.#news.publishCountedAnew()
  }

  #take(slots: number, freeBytes: number): void {
    const { store, settings, connections } = this.#world
    const room = { freeBytes, floorBytes: settings().minFreeBytes, promisedBytes: this.#running.promisedBytes() }
    const { isProbing } = this.#holds
    const atMost = isProbing ? Math.max(0, 1 - this.#running.size) : Number.POSITIVE_INFINITY
    const probe = { besides: isProbing ? this.#suspects.all() : [], fraction: this.#world.random.fraction() }
    const not = { workspaces: [...this.#blocked], assets: this.#running.busy() }
    const wish = { slots, atMost, smallInHand: this.#running.small(), not, ...probe, ...room, nowMs: this.#now() }
    const { unconnected, putOff, full, placed } = store.together(() => {
      const claimed = claimNext(store, connections, wish)
      return { ...claimed, placed: this.#placements.of(claimed.jobs) }
    })
    for (const workspaceId of unconnected) this.#blocked.add(workspaceId)
    if (unconnected.length > 0 || putOff) this.#fillAgain = true
    for (const job of placed) this.#run(job)
    if (full !== null) this.#hold('disk-full', full)
  }

  /** Storage has said how large a file is, which the API needn't have known. null: it fits. */
  #noRoomFor(assetId: number, bytes: number): DailiesError | null {
    return this.#room.refusal(bytes, this.#world.settings().minFreeBytes + this.#running.promisedBytes(assetId))
  }

  #run({ job, placement }: PlacedJob): void {
    const world = this.#world
    const startedMs = this.#now()
    const attempt = new DownloadAttempt(this.#attemptWorld, job, placement)
    const over = attempt
      .run()
      .catch(async (error: unknown): Promise<AttemptOutcome> => {
        world.log.error('a download failed here', { assetId: job.assetId, error })
        return { kind: 'failed', error: await faultOf(error, world), progressed: false }
      })
      .then((outcome) => {
        this.#running.remove(job.assetId)
        this.#outcomes.settle(job, outcome, startedMs)
      })
      // Its row says running still: that is mended when the database can be written again.
      .catch((error: unknown) => this.#stumble(error))
      .then(() => this.wake())
    this.#running.add(attempt, over, this.#holds.round)
    this.#beat.start()
  }

  #hold(kind: Parameters<QueueHolds['raise']>[0], error: DailiesError): void {
    const { random, settings } = this.#world
    this.#holds.raise(kind, error, this.#now(), random.fraction(), settings().minFreeBytes)
    if (kind === 'disk-full' || kind === 'library-missing') {
      void this.#running.abort(() => true)
    }
    this.#news.publish()
  }

  #schedule(): void {
    const times = [this.#holds.untilMs(), this.#world.store.nextDueMs()].filter((time) => time !== null)
    this.#alarm.set(!this.#started || times.length === 0 ? null : Math.min(...times) - this.#now())
  }

  #onBeat(nowMs: number): void {
    try {
      this.#look(nowMs)
    } catch (error) {
      void this.#stumble(error)
    }
  }

  #look(nowMs: number): void {
    if (this.#running.look(nowMs, this.#holds.round) && this.#holds.reached()) {
      this.#suspects.othersGotThrough()
      this.wake()
    }
    if (nowMs - this.#savedMs >= saveEveryMs) {
      this.#savedMs = nowMs
      const items = this.#running.takeUnsaved()
      if (items.length > 0) this.#world.store.saveProgress(items)
    }
    if (nowMs - this.#lookedAtDiskMs >= lookAtDiskEveryMs) {
      this.#lookedAtDiskMs = nowMs
      this.#lookAtDisk().catch((error: unknown) => this.#stumble(error))
    }
    this.#news.publish()
  }

  async #lookAtDisk(): Promise<void> {
    const freeBytes = await this.#world.volume.freeBytes()
    if (!this.#started || this.#running.size === 0) return
    if (freeBytes === null) this.#hold('library-missing', libraryMissing)
    else if (freeBytes < this.#world.settings().minFreeBytes) this.#hold('disk-full', diskFull(freeBytes, 0))
    this.#schedule()
  }

  #now(): number {
    return this.#world.clock.nowMs()
  }
}
