/** A process of its own that moves a library, for a test to kill: `node move-and-say.ts FROM CHOSEN`. Says when bytes went. */
import { moveLibrary } from '../../main/engine/library/move-library.ts'
import { planMove } from '../../main/engine/library/plan-move.ts'
import { silentLog } from '../fakes/log.ts'
import { world } from './library-folder.ts'

const [from = '', chosen = ''] = process.argv.slice(2)
const plan = await planMove(from, chosen, async () => false)
if (!plan.ok) throw new Error(plan.error.message)
await moveLibrary(
  { ...plan.value, to: `${chosen}/Show` },
  {
    ...world,
    log: silentLog,
    // A fake clock stands still: each chunk is told.
    clock: { nowMs: Date.now },
    signal: new AbortController().signal,
    onProgress: ({ doneBytes }) => {
      if (doneBytes > 8 * 1024 * 1024) process.stdout.write(`${doneBytes}\n`)
    },
  },
)
