/** What every command is given, and how it ends. */
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { WorkerFiles } from '../engine/worker-files.ts'
import type { Invocation } from './arguments.ts'
import type { Environment } from './environment.ts'
import { type ExitStatus, statusOfError } from './exit-status.ts'
import type { Output, Tally } from './output.ts'

export type Context = {
  readonly invocation: Invocation
  /** Absolute path of the library. */
  readonly library: string
  readonly environment: Environment
  readonly output: Output
  readonly workers: WorkerFiles
  /** Aborted by Ctrl-C, or with `goneReader`. */
  readonly interrupted: AbortSignal
}

/** `describe`: the summary for a person; null for a command that has said all. */
export type Ended = { readonly status: ExitStatus; readonly describe: ((tally: Tally) => string) | null }

export function refused({ output }: Context, error: DailiesError): Ended {
  output.problem(error)
  return { status: statusOfError(error), describe: null }
}

/** Thrown by whatever waits when Ctrl-C comes; caught where the command ends. */
export class Interrupted extends Error {}

/** Why it was stopped: whoever read what it says has gone. */
export const goneReader = 'the reader is gone'
