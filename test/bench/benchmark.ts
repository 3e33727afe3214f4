/** What a benchmark is: it measures a baseline and the product in one run and tells its rows. */
import type { Library, SyncedLibrary } from './library.ts'
import type { Upstream } from './upstream.ts'

export type Row = {
  readonly benchmark: string
  readonly measure: string
  readonly value: number
  readonly unit: 's' | 'ms' | 'MiB' | 'requests' | 'frames'
  /** Measured in the same run, in the same unit. */
  readonly baseline: { readonly what: string; readonly value: number } | null
  /** `ratio`: value against baseline; `value`: the value itself. At most. */
  readonly goal: { readonly of: 'ratio' | 'value'; readonly atMost: number } | null
  readonly note?: string
}

export type Bench = {
  readonly recordings: number
  readonly sentences: number
  /** How often what is short is measured; the row shows the median. */
  readonly repeats: number
  /** Folder of this run, deleted at its end. */
  readonly folder: string
  /** The generated workspace; started when first asked for. */
  upstream(): Promise<Upstream>
  /** A library into which that workspace has been synced; made when first asked for. */
  library(): Promise<SyncedLibrary>
  /** That library with `sentences` in its search index; made when first asked for. */
  said(): Promise<Library>
  tell(row: Row): void
  say(line: string): void
}

export type Benchmark = { readonly name: string; readonly about: string; readonly run: (bench: Bench) => Promise<void> }

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
