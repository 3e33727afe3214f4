// Which libraries the shell lets the engine open: one that was open before is never made anew where it has gone from.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { EngineSession, type EngineSessionParts } from '../../../main/shell/engine-session.ts'
import { HealthReport } from '../../../main/shell/health-report.ts'
import { MediaGrants } from '../../../main/shell/media/media-grants.ts'
import type { DailiesError } from '../../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../../preload/contract/result.ts'
import { silentLog } from '../../fakes/log.ts'

/** Waited for patiently: the machine may be busy. */
const soon = { timeout: 10_000 }

let folder: string
let library: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-session-'))
  library = join(folder, 'Show')
})
afterEach(() => rm(folder, { recursive: true }))

const noLibrary: DailiesError = { kind: 'no-library', message: 'No library is open.' }
const connection = { apiUrl: 'https://api.100ms.live/v2', credentials: { kind: 'token', token: 't' } } as const

/** An engine that opens, or makes, whatever it is asked for; `answerOf`: what it has to be told for that first. */
function session(knownLibraries: readonly string[], libraryPath: string | null) {
  const opened: string[] = []
  const connected: string[] = []
  const answers = new Map<string, Promise<Result<null, DailiesError>>>()
  const call: EngineSessionParts['engine']['call'] = async (name, input) => {
    const path = name === 'library.open' && 'path' in input ? input.path : null
    if (path !== null) opened.push(path)
    if (name === 'workspace.connect') {
      connected.push(opened.at(-1) ?? '')
      return err(noLibrary) as never
    }
    // No answer but this one is read.
    return ((await answers.get(path ?? '')) ?? ok(null)) as never
  }
  const health = new HealthReport(() => undefined)
  const secrets = { all: () => [], keep: () => undefined, forget: () => null, learn: () => undefined }
  const parts = { engine: { call }, secrets, grants: new MediaGrants(), log: silentLog, health, fromEnvironment: null }
  const answerOf = (path: string) => {
    let answer: (result: Result<null, DailiesError>) => void = () => undefined
    answers.set(path, new Promise((resolve) => (answer = resolve)))
    return (result: Result<null, DailiesError>) => answer(result)
  }
  return { opened, connected, answerOf, health, session: new EngineSession({ ...parts, knownLibraries }, libraryPath) }
}

describe('the library of last time', () => {
  test('that is not there is waited for, and opened when it is back', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { session: resumed, opened, health } = session([library], library)
      await resumed.resume()
      expect(opened).toEqual([])
      expect(health.now().library).toMatchObject({ path: library, error: { kind: 'library-missing' } })
      await mkdir(join(library, '.dailies'), { recursive: true })
      vi.runOnlyPendingTimers()
      await vi.waitFor(() => expect(opened).toEqual([library]), soon)
      await vi.waitFor(() => expect(health.now().library).toBeNull(), soon)
    } finally {
      vi.useRealTimers()
    }
  })

  test('is opened when there is room on its drive again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      await mkdir(join(library, '.dailies'), { recursive: true })
      const { session: resumed, opened, answerOf, health } = session([library], library)
      const full = { kind: 'disk-full', message: 'Full', freeBytes: 0, neededBytes: 0 } as const
      answerOf(library)(err(full))
      await resumed.resume()
      expect(health.now().library?.error.kind).toBe('disk-full')
      answerOf(library)(ok(null))
      vi.runOnlyPendingTimers()
      await vi.waitFor(() => expect(health.now().library).toBeNull(), soon)
      expect(opened).toEqual([library, library])
    } finally {
      vi.useRealTimers()
    }
  })

  test('is not waited for where a person has chosen its place anew', async () => {
    const { session: resumed, opened } = session([library], library)
    resumed.chosen(library)
    expect(await resumed.openLibrary(library)).toEqual(ok(null))
    expect(opened).toEqual([library])
  })
})

test('a recent library that is gone leaves the one that is open alone', async () => {
  const gone = join(folder, 'Gone')
  await mkdir(join(library, '.dailies'), { recursive: true })
  const { session: running, opened } = session([library, gone], library)
  await running.resume()
  expect(await running.openLibrary(gone)).toMatchObject({ ok: false, error: { kind: 'library-missing' } })
  expect(opened).toEqual([library])
})

test('a library that is new is made, and from then on known', async () => {
  const { session: first, opened } = session([], null)
  expect(await first.openLibrary(library)).toEqual(ok(null))
  // The engine ends, and the folder was never really made by this one.
  await first.resume()
  expect(opened).toEqual([library])
})

test('an attempt that hung doesn’t come back for its library when another one has been opened', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { session: running, opened, answerOf } = session([], library)
    const hung = answerOf(library)
    const resumed = running.resume()
    await vi.waitFor(() => expect(opened).toEqual([library]), soon)
    const other = join(folder, 'Other')
    const opening = answerOf(other)
    const chosen = running.openLibrary(other)
    await vi.waitFor(() => expect(opened).toEqual([library, other]), soon)
    hung(err({ kind: 'library-missing', message: 'Its drive is gone.' }))
    await resumed
    opening(ok(null))
    expect(await chosen).toEqual(ok(null))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(opened).toEqual([library, other])
  } finally {
    vi.useRealTimers()
  }
})

test('a workspace is not connected to a library that is opened over the one it was meant for', async () => {
  const other = join(folder, 'Other')
  const { session: running, opened, connected, answerOf } = session([], null)
  const first = answerOf(library)
  const opening = running.openLibrary(library)
  await vi.waitFor(() => expect(opened).toEqual([library]), soon)
  // Asked for by the system, while the first run waits for its own.
  const second = answerOf(other)
  const overtaking = running.openLibrary(other)
  await vi.waitFor(() => expect(opened).toEqual([library, other]), soon)
  first(ok(null))
  expect(await opening).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
  expect(await running.connect(connection, '')).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
  expect(connected).toEqual([])
  second(ok(null))
  expect(await overtaking).toEqual(ok(null))
})

test('after a first library that was refused no other is blamed: the engine says that there is none', async () => {
  const { session: running, answerOf } = session([], null)
  const opening = running.openLibrary(library)
  answerOf(library)(err({ kind: 'folder', message: 'It can’t be written.' }))
  expect(await opening).toMatchObject({ ok: false, error: { kind: 'folder' } })
  expect(await running.connect(connection, '')).toEqual(err(noLibrary))
})
