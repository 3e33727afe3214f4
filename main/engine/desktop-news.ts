/**
 * What happens in the engine, as the system around the window wants to hear it: the downloads in a few numbers, what
 * came of a batch of them, and that 100ms is about to delete more. Listens to the windows' events. The shell gets
 * numbers, never lists: what it would do with a thousand recordings, every key that a person presses would wait for.
 */
import { type Activity, type ExpiryNotice, type FinishedBatch, noActivity } from '../../preload/contract/activity.ts'
import type { DownloadList, DownloadProgress } from '../../preload/contract/download.ts'
import type { EventName, EventPayload } from '../../preload/contract/events.ts'
import type { LibraryFilter } from '../../preload/contract/library.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import type { RecordingRow } from '../../preload/contract/recording.ts'
import type { JsonFile } from '../json-file.ts'
import { type ExpiringRecordings, expiryNotice, type ToldExpiries } from './core/expiry-notice.ts'
import type { Clock, Log, Timer } from './core/ports.ts'
import type { Handlers } from './rpc/handler.ts'

export interface NewsReader {
  activity(activity: Activity): void
  finished(batch: FinishedBatch): void
  /** false: not told. */
  expiring(notice: ExpiryNotice): Promise<boolean>
}

type Queries = Pick<Handlers, 'downloads.list' | 'library.query' | 'library.rows' | 'library.state'>
type Counts = DownloadList['counts']
type ToldExpiriesFile = Pick<JsonFile<ToldExpiries>, 'read' | 'write'>

export type DesktopNewsParts = {
  readonly queries: Queries
  readonly clock: Clock
  readonly told: ToldExpiriesFile
  readonly log: Log
}

const activityEveryMs = 1000
/** A sync queues page by page: so long after the last file it is taken to be over. */
const quietMs = 4000
/** After a sync or an opening, and then now and again: days go by without any news. */
const expiryAfterMs = 5000
const expiryEveryMs = 3_600_000
const expiringAtMost = 5000
const rowsAtOnce = 500

const expiringFilter: LibraryFilter = { ...wholeLibrary, list: 'expiring' }

export class DesktopNews {
  readonly #queries: Queries
  readonly #clock: Clock
  readonly #toldExpiries: ToldExpiriesFile
  readonly #log: Log
  readonly #reader: NewsReader
  #told: Activity = noActivity
  #latest: Activity = noActivity
  #pace: Timer | null = null
  #quiet: Timer | null = null
  #expiry: Timer | null = null
  #expiryTold: Promise<void> = Promise.resolve()
  /** The queue when nothing was in line last. */
  #before: Counts | null = null
  #mostRemaining = 0
  /** As the last status of a sync says. */
  #clockAheadMs = 0

  constructor({ queries, clock, told, log }: DesktopNewsParts, reader: NewsReader) {
    this.#queries = queries
    this.#clock = clock
    this.#toldExpiries = told
    this.#log = log
    this.#reader = reader
  }

  hear<N extends EventName>(name: N, payload: EventPayload<N>): void
  hear(...[name, payload]: Heard): void {
    if (name === 'downloads.progress') this.#progress(payload)
    else if (name === 'library.state') this.#library(payload.path !== null)
    else if (name === 'sync.status') {
      this.#clockAheadMs = payload.clockAheadMs
      if (payload.phase.kind === 'idle') this.#lookAtExpiry(expiryAfterMs)
    }
  }

  #library(isOpen: boolean): void {
    this.#before = null
    this.#mostRemaining = 0
    this.#quiet?.cancel()
    this.#expiry?.cancel()
    this.#tell(noActivity)
    if (isOpen) this.#lookAtExpiry(expiryAfterMs)
  }

  #progress(progress: DownloadProgress): void {
    const { hold, queued, bytesPerS, remainingBytes, secondsLeft } = progress
    const running = progress.running.length
    this.#mostRemaining = Math.max(this.#mostRemaining, remainingBytes)
    const fraction = this.#mostRemaining === 0 ? null : 1 - remainingBytes / this.#mostRemaining
    this.#tell({ ...noActivity, hold, running, queued, bytesPerS, secondsLeft, fraction })
    if (this.#before === null) inPassing(this.#begin())
    this.#quiet?.cancel()
    this.#quiet = null
    // What a person has paused isn't over.
    if (running === 0 && queued === 0 && hold.kind === 'none')
      this.#quiet = this.#clock.after(quietMs, () => inPassing(this.#over()))
  }

  async #begin(): Promise<void> {
    const counts = await this.#counts()
    this.#before ??= counts
  }

  async #over(): Promise<void> {
    const before = this.#before
    const now = await this.#counts()
    if (before === null || now === null) return
    this.#before = now
    this.#mostRemaining = 0
    const more = (state: 'done' | 'failed' | 'unavailable') => Math.max(0, now[state] - before[state])
    const batch = { done: more('done'), failed: more('failed') + more('unavailable') }
    if (batch.done + batch.failed > 0) this.#reader.finished(batch)
  }

  async #counts(): Promise<Counts | null> {
    const list = await this.#queries['downloads.list']({ limit: 1 })
    return list.ok ? list.value.counts : null
  }

  /** At once when it is news, otherwise at a pace. */
  #tell(activity: Activity): void {
    this.#latest = activity
    const told = this.#told
    const isNews =
      told.hold.kind !== activity.hold.kind ||
      (told.running === 0) !== (activity.running === 0) ||
      // The last file may have come and gone unseen. Who quits now isn't to be asked about a queue that is empty.
      isWorking(told) !== isWorking(activity)
    if (isNews) this.#send()
    else this.#pace ??= this.#clock.after(activityEveryMs, () => this.#send())
  }

  #send(): void {
    this.#pace?.cancel()
    this.#pace = null
    if (JSON.stringify(this.#latest) === JSON.stringify(this.#told)) return
    this.#told = this.#latest
    this.#reader.activity(this.#latest)
  }

  #lookAtExpiry(inMs: number): void {
    this.#expiry?.cancel()
    this.#expiry = this.#clock.after(inMs, () => {
      this.#lookAtExpiry(expiryEveryMs)
      // One after another: what one has told the next must know.
      this.#expiryTold = this.#expiryTold.then(() => this.#expiring()).catch(() => undefined)
    })
  }

  async #expiring(): Promise<void> {
    const [state, list] = await Promise.all([
      this.#queries['library.state']({}),
      this.#queries['library.query']({ filter: expiringFilter, sort: { by: 'expiry', descending: false } }),
    ])
    if (!state.ok || state.value.path === null || !list.ok || list.value.ids.length === 0) return
    const ids = [...list.value.ids.slice(0, expiringAtMost)]
    const recordings: { name: string; expiresMs: number }[] = []
    for (let at = 0; at < ids.length; at += rowsAtOnce) {
      const rows = await this.#queries['library.rows']({ ids: ids.slice(at, at + rowsAtOnce) })
      for (const row of rows.ok ? rows.value : []) {
        if (row.expiresMs !== null) recordings.push({ name: lastingName(row), expiresMs: row.expiresMs })
      }
    }
    const nowMs = this.#clock.nowMs() - this.#clockAheadMs
    await this.#tellOfExpiry({ library: state.value.path, nowMs, recordings })
  }

  async #tellOfExpiry(expiring: ExpiringRecordings): Promise<void> {
    const before = this.#toldExpiries.read()
    const { notice, told } = expiryNotice(expiring, (before.ok ? before.value : null) ?? {})
    if (notice === null || !(await this.#reader.expiring(notice))) return
    try {
      if (!before.ok) throw before.error
      this.#toldExpiries.write(told)
    } catch (error) {
      this.#log.warn('expiry-notice-not-remembered', { error })
    }
  }
}

/** A library that is closed meanwhile has no answer, and then no news either. */
function inPassing(asked: Promise<void>): void {
  asked.catch(() => undefined)
}

/** 100ms's ids are unique per workspace only. */
const lastingName = ({ workspaceId, kind, upstreamId, session }: RecordingRow): string =>
  `${workspaceId} ${kind} ${upstreamId ?? session.key}`

const isWorking = ({ running, queued }: Activity): boolean => running + queued > 0

type Heard = { [N in EventName]: [name: N, payload: EventPayload<N>] }[EventName]
