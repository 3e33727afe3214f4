/** How long a transfer waits before it gives a connection up. Apart, so that the engine knows it without loading an HTTP client. */

export type TransferTimeouts = {
  readonly connectMs: number
  /** From the request to the head of the answer. */
  readonly headMs: number
  /** With no byte of the body. */
  readonly stallMs: number
}

export const defaultTimeouts: TransferTimeouts = { connectMs: 15_000, headMs: 30_000, stallMs: 30_000 }
