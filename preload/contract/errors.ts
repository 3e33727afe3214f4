/**
 * Every failure that a person or the retry policy must tell apart, split by what has to be done about it and not by
 * where it came from. `message` is a whole sentence for a person: what happened, what it means, what to do. It never
 * holds a credential, a token or the query of a link.
 */
import { z } from 'zod'

const message = z.string()

export const dailiesError = z.discriminatedUnion('kind', [
  /** No route, refused or reset connection, DNS. Wait for the network. */
  z.object({ kind: z.literal('offline'), message }),
  /** The other side is there but struggling: 5xx, time-outs, a body that isn't what was promised. */
  z.object({ kind: z.literal('server'), message, status: z.number().int().nullable() }),
  z.object({ kind: z.literal('rate-limited'), message, retryAfterMs: z.number().nullable() }),
  /** 401: the credentials are wrong, expired, or the clock is off. Ask. */
  z.object({ kind: z.literal('unauthorized'), message, reason: z.enum(['wrong-secret', 'expired', 'clock', 'other']) }),
  /** 403 of the API: valid credentials, no permission. */
  z.object({ kind: z.literal('forbidden'), message }),
  /** A pre-signed link that is no longer valid: get another, the bytes go on. */
  z.object({ kind: z.literal('link-expired'), message }),
  /** The file is no longer where 100ms kept it. */
  z.object({ kind: z.literal('gone'), message }),
  /** 100ms will not hand out a link (HIPAA workspaces, write-only buckets). `storedAt` says where the file is. */
  z.object({ kind: z.literal('refused'), message, storedAt: z.string().nullable() }),
  /** The answer can't be read: wrong shape, HTML, truncated. */
  z.object({ kind: z.literal('unreadable'), message }),
  /** Bytes that are not what they should be: length, container, hash. */
  z.object({ kind: z.literal('corrupt'), message }),
  z.object({ kind: z.literal('disk-full'), message, freeBytes: z.number(), neededBytes: z.number() }),
  /** The library folder can't be written or read: read-only, no permission, path too long. */
  z.object({ kind: z.literal('folder'), message }),
  /** The drive that holds the library has gone. */
  z.object({ kind: z.literal('library-missing'), message }),
  /** Another process holds the library. */
  z.object({ kind: z.literal('busy'), message, holder: z.string().nullable() }),
  z.object({ kind: z.literal('no-library'), message }),
  z.object({ kind: z.literal('not-found'), message }),
  z.object({ kind: z.literal('invalid'), message }),
  /** The engine is being started again; repeat the command if it is idempotent. */
  z.object({ kind: z.literal('restarting'), message }),
  z.object({ kind: z.literal('cancelled'), message }),
  /** A bug of ours. Details are in the log, never here. */
  z.object({ kind: z.literal('internal'), message }),
])
export type DailiesError = z.infer<typeof dailiesError>
export type DailiesErrorKind = DailiesError['kind']
