/** The messages on the engine's port: a call and its answer share an id, events have none. */
import { z } from 'zod'
import { type DailiesError, dailiesError } from './errors.ts'
import type { EventName } from './events.ts'

export const callMessage = z.object({ call: z.number().int(), name: z.string(), input: z.unknown() })
export type CallMessage = z.infer<typeof callMessage>

export type AnswerMessage =
  | { answer: number; ok: true; value: unknown }
  | { answer: number; ok: false; error: DailiesError }
export type EventMessage = { event: EventName; payload: unknown }

export const engineMessage = z.union([
  z.object({ answer: z.number().int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ answer: z.number().int(), ok: z.literal(false), error: dailiesError }),
  z.object({ event: z.string(), payload: z.unknown() }),
])
