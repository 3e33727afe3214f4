/** `dailies sync`: reads what there is upstream, downloads nothing. */
import { openArchive } from '../engine/reader/archive.ts'
import type { Context, Ended } from './context.ts'
import { exitStatus } from './exit-status.ts'
import { countOf } from './output.ts'
import { connectAndSync, refused, withEngine } from './session.ts'

export function sync(context: Context): Promise<Ended> {
  return withEngine(context, async (session) => {
    // What the library's own policy has queued is for the app, or for a pull.
    await session.engine.handlers['downloads.pause']({ target: { kind: 'all' } })
    const failed = await connectAndSync(context, session)
    if (failed !== null) return failed
    const opened = openArchive(context.library)
    if (!opened.ok) return refused(context, opened.error)
    context.output.tally.recordings = opened.value.recordings().length
    opened.value.close()
    return {
      status: exitStatus.done,
      describe: ({ recordings }) => `${countOf(recordings, 'recording')} in the library`,
    }
  })
}
