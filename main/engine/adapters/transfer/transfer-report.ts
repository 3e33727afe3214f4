/** How far a transfer is, as it is told a few times a second: once a second with a point that a later try can go on from. */
import type { Checkpoint } from '../../core/download/resume.ts'
import type { TransferBody } from './transfer-body.ts'

const checkpointEveryMs = 1000

export type Told = { readonly bytes: number; readonly checkpoint: Checkpoint | null }

export class TransferReport {
  #reported = -1
  #checkpointMs = 0

  /** What has changed since the last call; `last`: with a checkpoint, whatever the time. `bytes`: pieces ahead included. */
  of(body: TransferBody, bytes: number, nowMs: number, last: boolean): Told | null {
    if (bytes === this.#reported && !last) return null
    this.#reported = bytes
    if (body.isInMemory || body.part.bytes === 0) return { bytes, checkpoint: null }
    if (!last && nowMs - this.#checkpointMs < checkpointEveryMs) return { bytes, checkpoint: null }
    this.#checkpointMs = nowMs
    return { bytes, checkpoint: body.checkpoint() }
  }
}
