/** Entry of the command line: `npm run cli -- …` in a checkout, `dailies …` in an installed app. No window, no display. */
import packageJson from '../package.json' with { type: 'json' }
import { goneReader } from './cli/context.ts'
import { exitStatus } from './cli/exit-status.ts'
import { run } from './cli/run.ts'
import { workerFilesInBundle, workerFilesInSource } from './engine/worker-files.ts'

const interruption = new AbortController()
const impatience = new AbortController()
const breakdown = new AbortController()

/** The first Ctrl-C stops in order, the second at once; either way the next run goes on where this one was. */
function interrupt(): void {
  if (interruption.signal.aborted) impatience.abort()
  interruption.abort()
}

process.on('SIGINT', interrupt)
process.on('SIGTERM', interrupt)
// The terminal was closed, or the ssh session has ended. System and shell may both say so: that is no second Ctrl-C.
process.on('SIGHUP', () => interruption.abort())
// Rejections that nobody handles too: what was said so far is still ended by a summary.
process.on('uncaughtException', (error) => {
  process.exitCode = 1
  breakdown.abort(error)
})
// `dailies pull | head` closes the pipe: it ends in order all the same, and what it still says is for nobody.
let readerIsGone = false
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOSPC') {
      process.exitCode = exitStatus.diskFull
      breakdown.abort(error)
      return
    }
    // The latter: of a terminal that was closed.
    if (!/^(?:EPIPE|EIO)$/.test(error.code ?? '') && !readerIsGone) throw error
    readerIsGone = true
    interruption.abort(goneReader)
  })
}

process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  interrupted: interruption.signal,
  abandoned: impatience.signal,
  broken: breakdown.signal,
  version: packageJson.version,
  workers: import.meta.url.endsWith('.ts')
    ? workerFilesInSource(new URL('./engine/', import.meta.url))
    : workerFilesInBundle(new URL('./', import.meta.url)),
})
// What hasn't ended by itself isn't waited for.
if (impatience.signal.aborted || breakdown.signal.aborted) process.exit()
