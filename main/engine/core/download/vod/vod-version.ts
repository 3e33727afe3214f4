/**
 * Whether what was fetched file by file is one version of a recording. An object that was replaced between two requests is
 * found by its dates: from when it was last changed until when storage last showed it, it was what it is. Where all of these
 * spans have a moment in common, the files belong together. Pure; see docs/adr/0068.
 */
import { parseHttpDate, strongAfterMs } from '../byte-range.ts'
import type { Sighting } from '../storage-answer.ts'

/**
 * Those that storage must be asked about once more, now that all of them are here; none: they are one version. One that shows
 * itself unchanged then was so all the time in between, and so at the moment that the others have in common.
 */
export function unproved<T extends Sighting>(parts: readonly T[]): readonly T[] {
  let lastChangeMs = Number.NEGATIVE_INFINITY
  for (const { validator, seenMs } of parts) {
    const changedMs = parseHttpDate(validator?.lastModified ?? '')
    // From when it was what it is can't be told: only those that are seen afterwards are of its time.
    if (changedMs === null || seenMs === null) return parts
    lastChangeMs = Math.max(lastChangeMs, changedMs)
  }
  return parts.filter(({ seenMs }) => (seenMs ?? 0) - lastChangeMs < strongAfterMs)
}
