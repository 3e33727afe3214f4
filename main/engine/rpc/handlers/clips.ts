/** Clips, as the window asks for them. Where one goes is asked and known by the shell only. */
import { ok } from '../../../../preload/contract/result.ts'
import type { Clips } from '../../clips/clips.ts'
import type { Handlers } from '../handler.ts'

export function clipHandlers(clips: Clips): Handlers<'clip.plan' | 'clip.cancel'> {
  return {
    'clip.plan': (range) => clips.plan(range),
    'clip.cancel': async () => {
      await clips.cancel()
      return ok(null)
    },
  }
}
