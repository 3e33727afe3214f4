/** Takes an answer with a whole object: before its first byte replaces anything, it must look like a file. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { bodyIsPage } from '../../core/download/storage-answer.ts'
import type { TransferBody } from './transfer-body.ts'

type Taking = {
  /** The first bytes of what is written as it comes. */
  readonly begin: (chunk: Buffer) => Promise<void>
  readonly take: (chunk: Buffer) => Promise<void> | null
  readonly refuse: (error: DailiesError) => void
}

export type WholeBody = {
  /** It is kept in memory until it is whole. */
  readonly inOnePiece: boolean
  /** It may look like a page. */
  readonly pageIsFile: boolean
}

export function wholeSink(body: TransferBody, { inOnePiece, pageIsFile }: WholeBody, { begin, take, refuse }: Taking) {
  return {
    take: (chunk: Buffer): Promise<void> | null => {
      if (!body.isUnbegun) return take(chunk)
      const page = pageIsFile ? null : bodyIsPage(chunk.toString('latin1', 0, 256))
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
