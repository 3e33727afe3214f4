/** Takes an answer with a whole object: before its first byte replaces anything, it must look like a file. */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { bodyIsPage } from '../core/storage-answer.ts'
import type { TransferBody } from './transfer-body.ts'

type Taking = {
  /** The first bytes of what is written as it comes. */
  readonly begin: (chunk: Buffer) => Promise<void>
  readonly take: (chunk: Buffer) => Promise<void> | null
  readonly refuse: (error: DailiesError) => void
}

/** `inOnePiece`: it is kept in memory until it is whole. */
export function wholeSink(body: TransferBody, inOnePiece: boolean, { begin, take, refuse }: Taking) {
  return {
    take: (chunk: Buffer): Promise<void> | null => {
      if (!body.isUnbegun) return take(chunk)
      const page = bodyIsPage(chunk.toString('latin1', 0, 256))
      if (page !== null) {
        refuse(page)
        throw new Error('not the file')
      }
      if (!inOnePiece) return begin(chunk)
      body.begin(true)
      return take(chunk)
    },
  }
}
