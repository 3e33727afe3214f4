/**
 * Where downloads go: all that start together are named together, and new folders are made where it holds nobody up. What
 * nobody can name yet is named when it is asked for.
 */
import { ok } from '../../../../preload/contract/result.ts'
import type { DurableWriter, Layout } from '../ports.ts'
import type { Placement } from './attempt-world.ts'
import type { DownloadJob } from './download-ports.ts'
import { NewFolders } from './new-folders.ts'

export type PlacedJob = { readonly job: DownloadJob; readonly placement: () => Placement }

export class Placements {
  readonly #layout: Layout
  readonly #newFolders: NewFolders

  constructor(layout: Layout, writer: Pick<DurableWriter, 'makeFolder'>) {
    this.#layout = layout
    this.#newFolders = new NewFolders(writer)
  }

  of(jobs: readonly DownloadJob[]): readonly PlacedJob[] {
    const isNameable = ({ unreadSession }: DownloadJob) => unreadSession === null
    const { placed, missing } = this.#layout.placeAssets(jobs.filter(isNameable))
    const durable = this.#newFolders.make(missing)
    const named = placed.map(({ asset: job, place }) => ({ job, placement: () => ({ place, durable }) }))
    return [...named, ...jobs.filter((job) => !isNameable(job)).map((job) => this.#later(job))]
  }

  #later(job: DownloadJob): PlacedJob {
    let placement: Placement | null = null
    const placed = () => {
      placement ??= { place: this.#layout.placeAsset(job.assetId), durable: Promise.resolve(ok(null)) }
      return placement
    }
    return { job, placement: placed }
  }
}
