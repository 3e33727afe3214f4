/** When the days left of a recording at 100ms are worth saying. Pure. */
import type { RecordingRow } from '../../preload/contract/recording.ts'
import { expiringSoonMs } from '../../preload/contract/recording-terms.ts'

/** Days left matter when something of it isn't here and would be gone within days. `nowMs`: by 100ms's clock. */
export const expiryMatters = (row: RecordingRow, nowMs: number): boolean =>
  row.expiresMs !== null &&
  row.local !== 'complete' &&
  !row.onlyCopy &&
  row.expiresMs > nowMs &&
  row.expiresMs - nowMs <= expiringSoonMs
