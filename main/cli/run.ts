/** One run of the command line, from its arguments to its exit status. The last thing said is always the summary. */
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { setImmediate as breath } from 'node:timers/promises'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { WorkerFiles } from '../engine/worker-files.ts'
import { type CommandName, parseArguments, withHome } from './arguments.ts'
import { type Context, type Ended, goneReader, Interrupted } from './context.ts'
import { defaultLibrary, type Environment } from './environment.ts'
import { type ExitStatus, exitStatus, statusOfError } from './exit-status.ts'
import { Output } from './output.ts'
import type { Stream } from './plain-text.ts'
import { usage } from './usage.ts'

type Command = (context: Context) => Promise<Ended>

/** Loaded when asked for: `--help` needn't wait for the engine. */
const commands: Readonly<Record<CommandName, () => Promise<Command>>> = {
  sync: async () => (await import('./sync.ts')).sync,
  pull: async () => (await import('./pull.ts')).pull,
  list: async () => (await import('./list.ts')).list,
  search: async () => (await import('./search.ts')).search,
  verify: async () => (await import('./verify.ts')).verify,
  export: async () => (await import('./export.ts')).exportText,
  rebuild: async () => (await import('./rebuild.ts')).rebuild,
}

/** When nobody reads any more they have nothing left to do; the others have been stopped at their work. */
const onlySay: ReadonlySet<CommandName> = new Set<CommandName>(['list', 'search', 'export'])

export type Surroundings = {
  readonly environment: Environment
  readonly stdout: Stream
  readonly stderr: Stream
  readonly interrupted: AbortSignal
  /** Whoever interrupted it doesn't want to wait either. */
  readonly abandoned: AbortSignal
  /** Its reason: an error that nobody expected, of something that goes on in the background. */
  readonly broken: AbortSignal
  readonly version: string
  readonly workers: WorkerFiles
}

/** `args`: what follows the program's name. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitStatus> {
  const { environment, stdout, stderr, interrupted, abandoned, broken, version, workers } = surroundings
  const parsed = parseArguments(args)
  if (!parsed.ok) {
    const output = new Output({ json: args.includes('--json'), quiet: true, stdout, stderr, nowMs: Date.now })
    output.problem({ kind: 'usage', message: `${parsed.error} “dailies --help” says what there is.` })
    output.summary(null)
    return exitStatus.usage
  }
  if (parsed.value.kind !== 'run') {
    const text = parsed.value.kind === 'help' ? usage : `${version}\n`
    if (!args.includes('--json')) stdout.write(text)
    else {
      stderr.write(text)
      new Output({ json: true, quiet: true, stdout, stderr, nowMs: Date.now }).summary(null)
    }
    return exitStatus.done
  }
  const invocation = withHome(parsed.value.invocation, homedir())
  const { json, quiet } = invocation
  const output = new Output({ json, quiet, stdout, stderr, nowMs: Date.now })
  const library = resolve(invocation.library ?? defaultLibrary(environment, process.platform, homedir()))
  const first = await Promise.race([
    end({ invocation, library, environment, output, interrupted, workers }),
    new Promise<Ended>((resolve) => {
      const atOnce = (): void => resolve({ status: exitStatus.interrupted, describe: null })
      abandoned.addEventListener('abort', atOnce)
      broken.addEventListener('abort', atOnce)
    }),
  ])
  // That what was said couldn't be written shows a moment later.
  await breath()
  const ended = broken.aborted ? await failed(output, broken.reason) : first
  output.summary(ended.describe)
  return ended.status
}

async function end(context: Context): Promise<Ended> {
  try {
    const command = await commands[context.invocation.command]()
    return await command(context)
  } catch (error) {
    if (error instanceof Interrupted) {
      const { interrupted, invocation } = context
      if (interrupted.reason === goneReader && onlySay.has(invocation.command))
        return { status: exitStatus.done, describe: null }
      context.output.note('Stopped. Run the same command again to go on.')
      return { status: exitStatus.interrupted, describe: null }
    }
    return failed(context.output, error)
  }
}

async function failed(output: Output, error: unknown): Promise<Ended> {
  const { databaseFailure } = await import('../engine/db/database-failure.ts')
  const known = outputFailure(error) ?? databaseFailure(error)
  if (known !== null) {
    output.problem(known)
    return { status: statusOfError(known), describe: null }
  }
  const message = `Something went wrong in Dailies itself: ${error instanceof Error ? error.message : String(error)}`
  output.problem({ kind: 'internal', message })
  return { status: exitStatus.failed, describe: null }
}

/** What is said goes into a file on a drive that is full. */
function outputFailure(error: unknown): DailiesError | null {
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC' && !('path' in error)
  if (!isFull) return null
  const message = 'What this command says can’t be written: the drive that its output goes to is full. Make room there.'
  return { kind: 'disk-full', message, freeBytes: 0, neededBytes: 0 }
}
