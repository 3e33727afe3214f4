/**
 * Misbehaviour a test switches on: what goes wrong, where (host and path), after how many good answers and how often.
 * Faults that match the same request combine, so "slow, then cut, with a weak ETag" is three of them.
 */
import { matchesPath, type PathMatch } from './request-log.ts'
import { mixer } from './scale-numbers.ts'

interface Reach {
  /** Decoded path; a string matches whole, with `*` for anything. Default: every request to the host. */
  match?: PathMatch
  method?: string
  /** How many matching requests are let through first. Default 0. */
  after?: number
  /** How many requests it then strikes. Default 1; `Infinity` until removed. */
  times?: number
  /** Of the requests it could strike, the share (0–1) it does: for long runs. Default 1. */
  chance?: number
}

/** The API host's. */
export type ApiFault = Reach & { on: 'api' } & (
    | {
        kind: 'status'
        status: number
        message?: string
        details?: string[]
        /** Sent as `Retry-After`; the documented 429 has none and says it in its message. */
        retryAfter?: number | string
      }
    /** 200 (or `status`) with a web page: a captive portal, a proxy's error. */
    | { kind: 'html'; status?: number }
    /** Valid JSON of another shape. */
    | { kind: 'wrong-shape'; body?: unknown }
    | { kind: 'truncated-json' }
    /** Never answers. */
    | { kind: 'hang' }
    | { kind: 'reset' }
    /** The right answer, late. */
    | { kind: 'slow'; ms: number }
    /** A page's `last` is the cursor that was asked with, or its own first id: paging would never end. */
    | { kind: 'repeated-cursor' }
    /** A page with a hole, a string, nulls, an unknown status and type, an unknown field and an id used twice. */
    | { kind: 'odd-items' }
    /** Any other change of the JSON that would have been sent. */
    | { kind: 'edit'; edit: (body: unknown) => unknown }
  )

/** The storage host's (its CDN and mirror too). */
export type StorageFault = Reach & { on: 'storage' } & (
    | { kind: 'status'; status: number; code?: string; message?: string; retryAfter?: number | string }
    /** 403 AccessDenied "Request has expired", whatever the link says. */
    | { kind: 'expired' }
    | { kind: 'html'; status?: number }
    | { kind: 'hang' }
    /** The connection is reset before any header. */
    | { kind: 'reset' }
    /** The connection is reset after `at` bytes of body. */
    | { kind: 'cut'; at: number }
    /** The connection is closed in order after `at` bytes, fewer than Content-Length promised. */
    | { kind: 'short'; at: number }
    /** Nothing more comes after `at` bytes; `ms` later it goes on, or never. */
    | { kind: 'stall'; at: number; ms?: number }
    | { kind: 'slow'; bytesPerSecond: number }
    /** Headers come late. */
    | { kind: 'late'; ms: number }
    /** Other content with right headers: a transcript that isn't JSON, an MP4 that isn't one, an object of another size. */
    | { kind: 'body'; body: string | Uint8Array }
    | { kind: 'gzip' }
    /** Chunked, with no Content-Length. */
    | { kind: 'no-length' }
    /** To the mirror (another port), or to `to`. */
    | { kind: 'redirect'; to?: string; status?: 301 | 302 | 303 | 307 | 308 }
    /** 200 and the whole object to a Range. */
    | { kind: 'ignores-range' }
    /** 206 for a range that begins `shift` bytes later than asked (honestly labelled). */
    | { kind: 'other-range'; shift: number }
    /** 206 labelled as asked, with bytes from `shift` further. */
    | { kind: 'wrong-bytes'; shift: number }
    /** An edge that takes only dates in `If-Range`: an ETag there is answered 200. */
    | { kind: 'if-range-by-date-only' }
    | { kind: 'validators'; etag?: 'changing' | 'weak' | 'none'; lastModified?: 'changing' | 'none' }
    | { kind: 'headers'; headers: Record<string, string | undefined> }
  )

export type Fault = ApiFault | StorageFault

export interface FaultHandle {
  /** Requests it has struck. */
  readonly hits: number
  remove(): void
}

interface Armed {
  fault: Fault
  /** Keeps the chances of two faults independent. */
  ordinal: number
  seen: number
  hits: number
}

export class Faults {
  #armed: Armed[] = []
  readonly #dice = mixer(1)

  add(fault: Fault): FaultHandle {
    const armed: Armed = { fault, ordinal: this.#armed.length, seen: 0, hits: 0 }
    this.#armed.push(armed)
    return {
      get hits() {
        return armed.hits
      },
      remove: () => {
        this.#armed = this.#armed.filter((other) => other !== armed)
      },
    }
  }

  clear(): void {
    this.#armed = []
  }

  /** The faults that strike this request; asking counts. */
  strike<H extends Fault['on']>(on: H, method: string, path: string): Extract<Fault, { on: H }>[] {
    const striking: Extract<Fault, { on: H }>[] = []
    for (const armed of this.#armed) {
      const { fault } = armed
      if (fault.on !== on || (fault.method !== undefined && fault.method !== method)) continue
      if (!matchesPath(fault.match, path)) continue
      armed.seen += 1
      if (armed.seen <= (fault.after ?? 0) || armed.hits >= (fault.times ?? 1)) continue
      if (this.#dice(armed.seen, armed.ordinal) / 2 ** 32 >= (fault.chance ?? 1)) continue
      armed.hits += 1
      striking.push(fault as Extract<Fault, { on: H }>)
    }
    return striking
  }
}
