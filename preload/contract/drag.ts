/** What a person drags out of the window to another program, by ids: paths never reach the window. */
import { z } from 'zod'
import { assetId, recordingId } from './recording.ts'

export const dragged = z.discriminatedUnion('kind', [
  /** Of each its composites, or without any its folder. */
  z.object({ kind: z.literal('recordings'), ids: z.array(recordingId).min(1).max(500) }),
  z.object({ kind: z.literal('asset'), id: assetId }),
])
export type Dragged = z.infer<typeof dragged>
