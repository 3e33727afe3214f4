/** One run of the command line, from its arguments to its exit status. The last thing said is always the summary. */
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { parseArguments } from './arguments.ts'
import { type Context, type Ended, Interrupted } from './context.ts'
import { defaultLibrary, type Environment } from './environment.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { list } from './list.ts'
import { Output, type Stream } from './output.ts'
import { pull } from './pull.ts'
import { rebuild } from './rebuild.ts'
import { search } from './search.ts'
import { sync } from './sync.ts'
import { usage } from './usage.ts'

const commands = { sync, pull, list, search, rebuild } as const

export type Surroundings = {
  readonly environment: Environment
  readonly stdout: Stream
  readonly stderr: Stream
  readonly interrupted: AbortSignal
  readonly version: string
}

/** `args`: what follows the program's name. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitStatus> {
  const { environment, stdout, stderr, interrupted, version } = surroundings
  const parsed = parseArguments(args)
  if (!parsed.ok) {
    const output = new Output({ json: args.includes('--json'), quiet: true, stdout, stderr, nowMs: Date.now })
    output.problem({ kind: 'usage', message: `${parsed.error} “dailies --help” says what there is.` })
    output.summary(null)
    return exitStatus.usage
  }
  if (parsed.value.kind !== 'run') {
    stdout.write(parsed.value.kind === 'help' ? usage : `${version}\n`)
    return exitStatus.done
  }
  const { invocation } = parsed.value
  const { json, quiet } = invocation
  const output = new Output({ json, quiet, stdout, stderr, nowMs: Date.now })
  const library = resolve(invocation.library ?? defaultLibrary(environment, process.platform, homedir()))
  const ended = await end({ invocation, library, environment, output, interrupted })
  output.summary(ended.describe)
  return ended.status
}

async function end(context: Context): Promise<Ended> {
  try {
    return await commands[context.invocation.command](context)
  } catch (error) {
    if (error instanceof Interrupted) {
      context.output.note('Stopped. Run the same command again to go on.')
      return { status: exitStatus.interrupted, describe: null }
    }
    const message = `Something went wrong in Dailies itself: ${error instanceof Error ? error.message : String(error)}`
    context.output.problem({ kind: 'internal', message })
    return { status: exitStatus.failed, describe: null }
  }
}
