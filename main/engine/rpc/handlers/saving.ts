/** Both or neither: what the person writes is in the sidecar on the disk and in the database, or in none of them. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../../preload/contract/result.ts'
import { databaseFailure } from '../../db/database-failure.ts'
import type { EditRepository } from '../../db/writings/edit-repository.ts'
import { saysDamage } from '../../library/damage-watch.ts'

/** Undoes the transaction it is thrown in; caught right outside of it. */
class NotSaved extends Error {
  readonly reason: DailiesError

  constructor(reason: DailiesError) {
    super(reason.message)
    this.reason = reason
  }
}

/** `failed`: what a person reads first should it not come to that, “The title wasn’t saved”. */
export function saving<T>(
  edits: Pick<EditRepository, 'transaction'>,
  failed: string,
  run: () => T,
): Result<T, DailiesError> {
  try {
    return ok(edits.transaction(run))
  } catch (error) {
    const reason = error instanceof NotSaved ? error.reason : databaseFailure(error)
    // Damage is for whoever can end it.
    if (reason === null || saysDamage(error)) throw error
    return err(notSaved(failed, reason))
  }
}

/** What the library says of a full drive is about downloads, which wait for room; nobody waits with what was written. */
export function notSaved(failed: string, reason: DailiesError): DailiesError {
  const message =
    reason.kind === 'disk-full'
      ? `${failed}: the drive that holds the library is full. Make some room on it, then try again.`
      : `${failed}. ${reason.message}`
  return { ...reason, message }
}

/** Inside `saving`. */
export function insist(result: Result<null, DailiesError>): void {
  if (!result.ok) throw new NotSaved(result.error)
}

export const noSuchRecording: DailiesError = {
  kind: 'not-found',
  message: 'This recording is not in the library any more.',
}
