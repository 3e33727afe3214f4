/** Connecting a 100ms workspace. Secrets travel one way: from the form to the shell, never back. */
import { z } from 'zod'
import { dailiesError } from './errors.ts'
import { workspaceId } from './recording.ts'

export const credentials = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('key'),
    accessKey: z.string().trim().min(1).max(200),
    appSecret: z.string().trim().min(1).max(2000),
  }),
  z.object({ kind: z.literal('token'), token: z.string().trim().min(1).max(8000) }),
])
export type Credentials = z.infer<typeof credentials>

export const connection = z.object({
  apiUrl: z.url({ protocol: /^https?$/ }),
  credentials,
})
export type Connection = z.infer<typeof connection>

export const connectionTest = z.object({
  /** null where the workspace has no room or session yet to tell it. */
  customerId: z.string().nullable(),
  /** Of a pasted token. */
  expiresMs: z.number().nullable(),
  recordingsSeen: z.number().int(),
})
export type ConnectionTest = z.infer<typeof connectionTest>

export const workspace = z.object({
  id: workspaceId,
  name: z.string(),
  apiUrl: z.string(),
  customerId: z.string().nullable(),
  /** The access key is an identifier, not a secret; cut to its last four characters. */
  accessKeyHint: z.string().nullable(),
  /** false: no credentials in this session; the library is read as it is. */
  connected: z.boolean(),
  tokenExpiresMs: z.number().nullable(),
})
export type Workspace = z.infer<typeof workspace>

/** What sync is doing for one workspace. */
export const syncStatus = z.object({
  workspaceId,
  phase: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('idle') }),
    z.object({
      kind: z.literal('running'),
      stream: z.string(),
      pages: z.number().int(),
      items: z.number().int(),
      first: z.boolean(),
    }),
    z.object({ kind: z.literal('waiting'), error: dailiesError, retryAtMs: z.number() }),
    /** Nothing more is tried until the person does something. */
    z.object({ kind: z.literal('stopped'), error: dailiesError }),
  ]),
  lastFinishedMs: z.number().nullable(),
  firstSyncDone: z.boolean(),
  /** By how much this computer's clock is ahead of 100ms's; negative: behind; 0: by less than five minutes, or not known. */
  clockAheadMs: z.number(),
})
export type SyncStatus = z.infer<typeof syncStatus>
