/** What one transaction of a sync touches, so that sums, search texts and windows are told of no more than that. */

import type { JobRow } from './sync-recording-rows.ts'

export type WrittenPage = {
  readonly assetIds: readonly number[]
  /** Recordings whose sums may have changed. */
  readonly summedIds: readonly number[]
  /** Recordings whose search text may have changed; assets aren't part of it. */
  readonly textIds: readonly number[]
  /** Recordings whose transcript was indexed under other names than the participants', and is to be read again. */
  readonly misnamedIds: readonly number[]
}

/** What one transaction touches, collected while it runs. */
export class Touched {
  /** Also what is as it was: its time to settle may have run out. */
  readonly evenUnchanged: boolean
  /** Those that are themselves different, or whose assets are. */
  readonly recordings = new Set<number>()
  /** Those whose line or search text is. */
  readonly texts = new Set<number>()
  /** Recordings that are as they were. */
  readonly unchanged = new Set<number>()
  readonly assets = new Set<number>()
  readonly left = new Set<number>()
  readonly misnamed = new Set<number>()
  changed = 0
  #job: { readonly upstreamId: string | null; readonly row: JobRow | null } | null = null

  constructor(evenUnchanged: boolean) {
    this.evenUnchanged = evenUnchanged
  }

  /** A job's assets follow each other in their list, and no list of assets changes a job: it is looked up once. */
  job(upstreamId: string | null, find: () => JobRow | null): JobRow | null {
    if (this.#job === null || this.#job.upstreamId !== upstreamId) this.#job = { upstreamId, row: find() }
    return this.#job.row
  }
}
