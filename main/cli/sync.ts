/** `dailies sync`: reads what there is upstream, downloads nothing. */
import { Archive } from '../engine/reader/archive.ts'
import type { Context, Ended } from './context.ts'
import { exitStatus } from './exit-status.ts'
import { countOf } from './output.ts'
import { withSynced } from './session.ts'

export function sync(context: Context): Promise<Ended> {
  return withSynced(context, async ({ services }) => {
    context.output.tally.recordings = new Archive(services.library).recordings().length
    return {
      status: exitStatus.done,
      describe: ({ recordings }) => `${countOf(recordings, 'recording')} in the library`,
    }
  })
}
