/** Whether a file that is here is what a link leads to, by storage's own checksum: then it needn't be fetched. */

import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { ok, type Result } from '../../../../preload/contract/result.ts'
import type { Vouched } from '../../core/download/download-ports.ts'
import { readFile, sizeOf } from './transfer-finish.ts'
import { FileHashes } from './transfer-hashes.ts'
import { measureWithChecksum, type SmallWorld } from './transfer-small.ts'

type Order = { readonly url: string; readonly proxy: string | null; readonly path: string }

/** null: nothing is here, it is something else, or storage gives no checksum that tells. */
export async function vouch(
  world: SmallWorld,
  order: Order,
  boot: string,
): Promise<Result<Vouched | null, DailiesError>> {
  const size = sizeOf(order.path)
  if (size === null) return ok(null)
  const measured = await measureWithChecksum(world, order)
  if (!measured.ok) return measured
  const { checksum, totalBytes, validator, seenMs } = measured.value
  if (checksum === null || totalBytes !== size) return ok(null)
  const hashes = new FileHashes(checksum)
  const bytes = await readFile(order.path, (chunk) => hashes.update(chunk))
  // Before the other hash is ended: ending it is what compares.
  const sha256 = hashes.sha256()
  if (bytes !== size || hashes.check()?.agrees !== true) return ok(null)
  return ok({ bytes, sha256, validator, seenMs, boot, checkedAgainst: checksum.kind })
}
