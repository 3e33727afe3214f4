/** Failures of sockets and of the disk, as Node reports them, in the words of `DailiesError`. */
import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { proxyRefuses, proxyWantsSignIn, unusableProxyCode, unusableProxyWords } from '../http/proxy-agent.ts'

export const workerLost: DailiesError = {
  kind: 'internal',
  message: 'The part of Dailies that downloads has stopped unexpectedly. It is started again and the download goes on.',
}

/** `started`: the answer's head had come, so the line was there a moment ago. */
export function networkError(error: unknown, started: boolean): DailiesError {
  const code = codeWithin(error)
  if (code === 'UND_ERR_BODY_TIMEOUT' || code === 'UND_ERR_HEADERS_TIMEOUT') {
    return server('The storage stopped sending. What has arrived is kept; the rest is asked for again.')
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return server('The storage sent an answer that makes no sense. It is tried again.')
  if (code === unusableProxyCode) return { kind: 'offline', message: unusableProxyWords }
  if (started || code.startsWith('UND_ERR_RES_') || code.startsWith('HPE_')) {
    return server(
      'The connection was cut in the middle of the file. What has arrived is kept; the rest is asked for again.',
    )
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|EPROTO|ERR_SSL/.test(code)) {
    const message = `The storage’s certificate isn’t trusted (${code}). A network that inspects traffic needs its certificate installed in the system.`
    return { kind: 'offline', message }
  }
  if (code === proxyWantsSignIn) return proxyRefuses('the storage')
  const message = `The storage can’t be reached (${code || 'no connection'}). Downloads go on when the network is back.`
  return { kind: 'offline', message }
}

/** null: not a failure of the disk, so a bug. `path` is where the file should have gone. */
export function diskError(error: unknown, path: string): DailiesError | null {
  const code = codeWithin(error)
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        kind: 'disk-full',
        message: 'The drive that holds the library is full. Downloads go on by themselves when there is room.',
        freeBytes: freeBytesAt(dirname(path)) ?? 0,
        neededBytes: 0,
      }
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return {
        kind: 'folder',
        message: `The library’s folder can’t be written to (${code}). Check that the drive isn’t read-only and that you may change the folder.`,
      }
    case 'ENAMETOOLONG':
      return {
        kind: 'folder',
        message:
          'The path of the file is longer than the file system allows. Move the library to a folder nearer to the top of its drive.',
      }
    case 'EISDIR':
    case 'ENOTDIR':
    case 'ENOTEMPTY':
      return {
        kind: 'folder',
        message: `Something else of the same name is in the file’s place (${code}). Move it away and try again.`,
      }
    case 'ENOENT':
    case 'EIO':
    case 'ENODEV':
    case 'ENXIO':
    case 'ESTALE':
    case 'EBADF':
      return {
        kind: 'library-missing',
        message: 'The library’s folder can’t be reached. Downloads go on when its drive is back.',
      }
    default:
      return null
  }
}

/** Why a file that is here can't be read; 'corrupt': no more of it will ever come. null: not a failure of the disk. */
export function readingError(error: unknown, path: string): DailiesError | null {
  const code = codeWithin(error)
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return {
        kind: 'folder',
        message: `This account may not read it (${code}). Give the account that runs Dailies the right to, and verify again.`,
      }
    case 'EBUSY':
      return {
        kind: 'folder',
        message: 'Another program keeps it to itself (EBUSY). Close it there, and verify again.',
      }
    case 'EIO':
      return { kind: 'corrupt', message: 'The drive can’t read it any more (EIO): it may be failing.' }
    case 'EISDIR':
    case 'ENOTDIR':
      return { kind: 'corrupt', message: `Something else is in its place (${code}).` }
    default:
      return diskError(error, path)
  }
}

function freeBytesAt(folder: string): number | null {
  try {
    const volume = statfsSync(folder)
    return volume.bavail * volume.bsize
  } catch {
    return null
  }
}

/** Of an error, of its cause, or of the first of an AggregateError's (both address families failed). */
function codeWithin(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const code: unknown = Reflect.get(error, 'code')
  if (typeof code === 'string') return code
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : Reflect.get(error, 'cause')
  return inner === undefined ? '' : codeWithin(inner)
}

export const cutShort = server(
  'The file ended before it was complete. What has arrived is kept; the rest is asked for again.',
)
export const endlessRedirects = server('The storage redirects without end. It is tried again.')

function server(message: string): DailiesError {
  return { kind: 'server', status: null, message }
}
