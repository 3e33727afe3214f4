/** What it means for the queue when the database, or Dailies itself, fails under a download. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { Volume } from './download-ports.ts'
import { diskFull, internalFault, libraryMissing } from './download-reasons.ts'

const databaseNeedsBytes = 4 * 1024 * 1024

export type FaultWorld = {
  readonly volume: Volume
  /** What a failure of the database means; null: a fault of ours. */
  readonly failureOf: (error: unknown) => DailiesError | null
}

/** Of a full drive SQLite says this or that: without room for a line in the database it is full, whatever the floor. */
export async function faultOf(error: unknown, { volume, failureOf }: FaultWorld): Promise<DailiesError> {
  const known = failureOf(error)
  const freeBytes = await volume.freeBytes()
  if (known?.kind === 'disk-full' || (freeBytes !== null && freeBytes < databaseNeedsBytes)) {
    return diskFull(freeBytes ?? 0, 0)
  }
  return known === null ? internalFault : libraryMissing
}
