/** What a transfer is told, and what it shares with the others of its thread. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { FetchOrder } from '../../core/download/download-ports.ts'
import type { AnswerHead } from '../../core/download/storage-answer.ts'
import type { Turnstile } from '../../core/turnstile.ts'
import type { DiskTurns } from './disk-turns.ts'
import type { Pace } from './pace.ts'
import type { SpareConnections } from './spare-connections.ts'
import type { Dispatchers } from './transfer-dispatchers.ts'

export type TransferOrder = Omit<FetchOrder, 'small' | 'mayBePage'> & {
  readonly proxy: string | null
  /** It is one of the small ones, of which so many are asked for at a time. */
  readonly smallAtATime: number | null
  readonly mayBePage: NonNullable<FetchOrder['mayBePage']> | null
}

export type TransferWorld = {
  readonly dispatchers: Dispatchers
  readonly pace: Pace
  readonly boot: string
  /** Of another host than the link's. */
  readonly proxyFor: (url: URL) => Promise<string | null>
  readonly connections: SpareConnections
  readonly smallOnes: Turnstile
  readonly disk: DiskTurns
}

/** What an exchange made of its answer, beyond the answer itself. */
export type Turn =
  | { readonly kind: 'received' }
  | { readonly kind: 'redirect'; readonly location: string }
  /** What comes next has been fetched ahead. */
  | { readonly kind: 'met-piece' }
  | { readonly kind: 'ask-whole' }
  | { readonly kind: 'ask-by-date' }
  | { readonly kind: 'error-body'; readonly head: AnswerHead }
  | { readonly kind: 'not-the-file'; readonly error: DailiesError }
