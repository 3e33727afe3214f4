/** The engine for one command: opens the library, connects, waits until a sync has ended, and always stops again. */
import { closeSync, existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { DailiesError } from '../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import type { Credentials, SyncStatus } from '../../preload/contract/workspace.ts'
import { LibraryFiles, privateFolder } from '../engine/adapters/library/library-files.ts'
import { holdsSidecars } from '../engine/adapters/library/sidecar-scan.ts'
import { LogFile } from '../engine/adapters/log-file.ts'
import { SystemClock } from '../engine/adapters/system-clock.ts'
import { SystemRandom } from '../engine/adapters/system-random.ts'
import { Composer } from '../engine/container.ts'
import type { Log } from '../engine/core/ports.ts'
import type { EngineWorld } from '../engine/engine.ts'
import type { LibraryServices } from '../engine/library-services.ts'
import { Archive } from '../engine/reader/archive.ts'
import type { Invocation } from './arguments.ts'
import { tellClock } from './clock-words.ts'
import { type Context, type Ended, Interrupted, refused } from './context.ts'
import { credentialsOf, extraCertificates, missingCredentials, proxyFor } from './environment.ts'
import { exitStatus } from './exit-status.ts'
import { CliFeed } from './feed.ts'
import { countOf } from './output.ts'
import { tellUnread } from './unread.ts'

/** Waits in a row without a page between them, some fifteen minutes, before a command gives up. Rate limits don't count. */
const patience = 10

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

export type Session = { readonly services: LibraryServices; readonly feed: CliFeed }

/**
 * Runs with the library open for writing and in step with the workspace whose credentials are in the environment: without
 * any, no library is made. Downloads don't run until they are started. What 100ms sent and can't be read makes it a failure.
 */
export async function withSynced(
  context: Context,
  run: (session: Session, workspaceId: number) => Promise<Ended>,
): Promise<Ended> {
  const credentials = credentialsOf(context.environment)
  if (credentials === null) {
    context.output.problem({ kind: 'usage', message: missingCredentials(context.environment) })
    return { status: exitStatus.usage, describe: null }
  }
  const synced = async (session: Session): Promise<Ended> => {
    const { output, invocation } = context
    const connected = await connectAndSync(context, session, credentials)
    if (!connected.ok) return connected.error
    const archive = new Archive(session.services.library)
    const isAllRead = !tellUnread(output, archive, connected.value, invocation.filters.shards)
    const ended = await run(session, connected.value)
    const status = isAllRead || ended.status !== exitStatus.done ? ended.status : exitStatus.failed
    tellClock(output, session.services.parts.upstream.aheadMs, status)
    return { ...ended, status }
  }
  return withOpened(context, synced, (composer) => composer.open(context.library, 'write', 'cli'), true)
}

/** Runs with the library open for writing, and never makes one where there is none. */
export function withLibraryThatIs(context: Context, run: (session: Session) => Promise<Ended>): Promise<Ended> {
  const mode = holdsLibrary(context.library) ? 'write' : 'read'
  return withOpened(context, run, (composer) => composer.open(context.library, mode, 'cli'), true)
}

const onlyLookedAt: Partial<Record<DailiesError['kind'], string>> = {
  busy: 'Another program has the library open',
  'disk-full': 'The drive that holds the library is full',
}

/** Runs with the library open for writing if nobody else has it, else for reading. */
export function withLibraryToLook(context: Context, run: (session: Session) => Promise<Ended>): Promise<Ended> {
  const open = (composer: Composer): ReturnType<Composer['open']> => {
    // Opening for writing makes a library where there is none, and nobody wants to look at that one.
    if (!holdsLibrary(context.library)) return composer.open(context.library, 'read', 'cli')
    const opened = composer.open(context.library, 'write', 'cli')
    const why = opened.ok ? undefined : onlyLookedAt[opened.error.kind]
    if (why === undefined) return opened
    context.output.note(`${why}, so it is only looked at.`)
    return composer.open(context.library, 'read', 'cli')
  }
  return withOpened(context, run, open, false)
}

function holdsLibrary(path: string): boolean {
  if (!existsSync(path)) return false
  return existsSync(join(path, privateFolder)) || holdsSidecars(new LibraryFiles(path))
}

async function withOpened(
  context: Context,
  run: (session: Session) => Promise<Ended>,
  open: (composer: Composer) => ReturnType<Composer['open']>,
  mustWrite: boolean,
): Promise<Ended> {
  const { invocation, environment, workers } = context
  const unusable = unusableFile(context)
  if (unusable !== null) return refused(context, unusable)
  const clock = new SystemClock()
  const feed = new CliFeed()
  const composer = new Composer({
    clock,
    random: new SystemRandom(),
    log: invocation.logFile === null ? silent : new LogFile(invocation.logFile, clock),
    feed,
    workers,
    grantMedia: async () => undefined,
    grantPreviews: async () => undefined,
    trash: async () => ({ trashed: [], refusal: 'there is no desktop here' }),
    proxyFor: async (url) => proxyFor(environment, url),
    certificates: () => extraCertificates(environment),
    limits: limitsOf(invocation),
  })
  try {
    const opened = open(composer)
    if (!opened.ok) return refused(context, opened.error)
    return await withServices(context, { services: opened.value, feed }, run, mustWrite)
  } finally {
    await composer.close()
  }
}

async function withServices(
  context: Context,
  session: Session,
  run: (session: Session) => Promise<Ended>,
  mustWrite: boolean,
): Promise<Ended> {
  const { services } = session
  try {
    for (const notice of services.library.notices) context.output.note(notice)
    if (mustWrite && !services.library.writable) return refused(context, onlyReadable)
    await orInterrupted(context, services.prepare())
    return await run(session)
  } finally {
    await services.stop()
  }
}

/** Found out before anything is done: a log that nobody gets, or certificates that nobody trusts, would be missed too late. */
function unusableFile({ invocation: { logFile }, environment }: Context): DailiesError | null {
  try {
    if (logFile !== null) closeSync(openSync(logFile, 'a'))
  } catch {
    return { kind: 'folder', message: `The log “${logFile}” can’t be written. Name another file with --log.` }
  }
  try {
    extraCertificates(environment)
    return null
  } catch {
    const message = 'The file that NODE_EXTRA_CA_CERTS names can’t be read. Mend the variable, or take it away.'
    return { kind: 'invalid', message }
  }
}

const onlyReadable: DailiesError = {
  kind: 'folder',
  message: 'The library can only be read here. Check who may write to its folder, or name another with --library.',
}

/** This run's own; the library's settings stay as they are. */
function limitsOf({ concurrency, limitBytesPerS, minFreeBytes }: Invocation): NonNullable<EngineWorld['limits']> {
  return {
    ...(concurrency === null ? {} : { concurrency }),
    ...(limitBytesPerS === null ? {} : { limitBytesPerS }),
    ...(minFreeBytes === null ? {} : { minFreeBytes }),
  }
}

/** Waits for one whole sync. Answers the workspace's id, else how it ended. */
async function connectAndSync(
  context: Context,
  { services, feed }: Session,
  credentials: Credentials,
): Promise<Result<number, Ended>> {
  const synced = untilSynced(context, feed)
  // Whatever the person calls it stays.
  const connected = services.connect({ apiUrl: context.invocation.apiUrl, credentials }, '')
  if (!connected.ok) return err(refused(context, connected.error))
  const result = await orInterrupted(context, synced)
  context.output.progressIsOver()
  if (!result.ok) return err(refused(context, result.error))
  // A new access key's workspace may have turned out to be one that the library had already.
  const workspace = services.parts.connections.list().find((one) => one.connected) ?? connected.value.workspace
  return ok(workspace.id)
}

/** Nothing that time alone changes, while nobody is there. */
const needsAPerson: ReadonlySet<DailiesError['kind']> = new Set(['disk-full', 'corrupt', 'folder', 'library-missing'])

function untilSynced({ output }: Context, feed: CliFeed): Promise<Result<null, DailiesError>> {
  let isRunning = false
  let waits = 0
  let pages = 0
  return new Promise((resolve) => {
    feed.onSyncStatus = ({ phase, firstSyncDone }: SyncStatus) => {
      switch (phase.kind) {
        case 'running': {
          isRunning = true
          if (phase.pages !== pages) waits = 0
          pages = phase.pages
          const { stream, items } = phase
          const fields = { phase: 'sync', stream, pages, items }
          output.progress(fields, () => [`Reading ${stream.replaceAll('-', ' ')}: ${countOf(items, 'item')}`])
          break
        }
        case 'waiting': {
          const { error, retryAtMs } = phase
          if (error.kind !== 'rate-limited') waits += 1
          // An address at which there has never been an API won't have one in a while.
          const isWrongAddress = error.kind === 'invalid' && !firstSyncDone
          if (waits > patience || isWrongAddress || needsAPerson.has(error.kind)) return resolve(err(error))
          const fields = { kind: error.kind, reason: error.message, retry_at: new Date(retryAtMs).toISOString() }
          output.event('retry', fields, null)
          output.note(`${error.message} It is tried again for a while.`)
          output.progress({ phase: 'sync', ...fields }, () => [
            `Waiting until ${new Date(retryAtMs).toLocaleTimeString()}`,
          ])
          break
        }
        case 'stopped':
          resolve(err(phase.error))
          break
        case 'idle':
          if (isRunning) resolve(ok(null))
      }
    }
  })
}

/** What is waited for, or Ctrl-C, whichever comes first. */
export function orInterrupted<T>({ interrupted }: Context, wanted: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Interrupted())
    if (interrupted.aborted) stop()
    interrupted.addEventListener('abort', stop, { once: true })
    wanted.then(resolve, reject).finally(() => interrupted.removeEventListener('abort', stop))
  })
}

export async function pause({ interrupted }: Context, ms: number): Promise<void> {
  try {
    await delay(ms, undefined, { signal: interrupted })
  } catch {
    throw new Interrupted()
  }
}
