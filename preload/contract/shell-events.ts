/** What the shell tells the window on its own. Events announce; they never orchestrate. */
import { z } from 'zod'
import { action } from './action.ts'
import { dailiesError } from './errors.ts'
import { smartList } from './library.ts'
import { recordingId } from './recording.ts'

/** How the engine's process and the opening of the library are doing. The window asks for it once and then hears changes. */
export const health = z.object({
  engine: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('starting') }),
    z.object({ kind: z.literal('running') }),
    /** It has ended again and again. It is still tried; a person can do something meanwhile. */
    z.object({ kind: z.literal('failing') }),
  ]),
  /** The library that should be open and can't be; null when it is open, or none was asked for. */
  library: z.object({ path: z.string(), error: dailiesError }).nullable(),
})
export type Health = z.infer<typeof health>

/** What a person wants of the window from outside of it: the menu, the tray, a notification, a link. */
export const windowCommand = z.discriminatedUnion('kind', [
  /** What the screen that is open offers, or the window on any screen. */
  z.object({ kind: z.literal('act'), action }),
  z.object({ kind: z.literal('list'), list: smartList }),
  z.object({ kind: z.literal('open-library'), path: z.string() }),
  z.object({ kind: z.literal('review'), recordingId, startMs: z.number().nullable() }),
  z.object({ kind: z.literal('say'), words: z.string() }),
  /** To screen readers alone: eyes see it elsewhere. */
  z.object({ kind: z.literal('announce'), words: z.string() }),
])
export type WindowCommand = z.infer<typeof windowCommand>

export const shellEvents = { health, command: windowCommand } as const
export type ShellEvents = typeof shellEvents
export type ShellEventName = keyof ShellEvents
export type ShellEventPayload<N extends ShellEventName> = z.infer<ShellEvents[N]>
