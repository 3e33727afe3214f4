/** What a command's end says to the shell that ran it. Scripts depend on these numbers: they never change. */
import type { DailiesError } from '../../preload/contract/errors.ts'

export const exitStatus = {
  /** All that can be had is there. */
  done: 0,
  /** Something failed, is gone or was refused. */
  failed: 1,
  usage: 2,
  credentialsRefused: 3,
  diskFull: 4,
  libraryInUse: 5,
  /** Stopped by Ctrl-C; the next run goes on where this one was. */
  interrupted: 130,
} as const
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus]

export function statusOfError({ kind }: DailiesError): ExitStatus {
  switch (kind) {
    case 'unauthorized':
    case 'forbidden':
      return exitStatus.credentialsRefused
    case 'disk-full':
      return exitStatus.diskFull
    case 'busy':
      return exitStatus.libraryInUse
    case 'cancelled':
      return exitStatus.interrupted
    default:
      return exitStatus.failed
  }
}
