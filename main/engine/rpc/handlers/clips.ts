/** Clips, as the window asks for them. Where one goes is asked and known by the shell only. */
import type { Clips } from '../../clips/clips.ts'
import type { Handlers } from '../handler.ts'

export function clipHandlers(clips: Clips): Handlers<'clip.plan'> {
  return { 'clip.plan': (range) => clips.plan(range) }
}
