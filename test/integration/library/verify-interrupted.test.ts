// A verification that is broken off, or loses a thread, has judged nothing wrong: what follows a verdict is a file set aside.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Finding, LibraryVerify } from '../../../main/engine/adapters/library/library-verify.ts'
import { type Hasher, HashPool } from '../../../main/engine/adapters/transfer/hash-pool.ts'
import { smallBytes } from '../../../main/engine/core/download/queue-policy.ts'
import { VerifyQueries } from '../../../main/engine/db/download/verify-queries.ts'
import { LibraryFolder } from '../../builders/library-folder.ts'
import { workerFetcher } from '../../builders/worker-fetcher.ts'

let root: string
let library: LibraryFolder
let pool: HashPool
let asked = 0
let whenAsked: () => void = () => undefined

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dailies-verify-'))
  library = LibraryFolder.open(join(root, 'Library'))
  asked = 0
  whenAsked = () => undefined
  const recording = library.recording('recording', library.room('room', 'Show'))
  for (const at of [1, 2, 3, 4]) {
    library.finish(library.asset(recording, { id: `large${at}`, type: 'other' }), 'x'.repeat(smallBytes + at))
    library.finish(library.asset(recording, { id: `small${at}`, type: 'other' }), `bytes of ${at}`)
  }
})

afterEach(async () => {
  await pool.close()
  rmSync(root, { recursive: true, force: true })
})

test.each([1, 2])('with %i threads, what is under way when it is broken off is no finding', async (threads) => {
  pool = new HashPool(watched, threads)
  const stop = new AbortController()
  let stopped: Promise<void> | null = null
  whenAsked = () => {
    if (asked < 2 || stopped !== null) return
    stop.abort()
    // As closing the engine does it.
    stopped = pool.close().then(() => library.close())
  }
  const findings: Finding[] = []
  await verifying(findings, stop.signal)
  await stopped
  expect(stopped).not.toBeNull()
  expect(findings).toEqual([])
})

test('files that a dying thread left unread are no findings, and the report is refused', async () => {
  pool = new HashPool(() => ({ ...watched(), hash: async () => ({ ok: false, error: lost }) }), 1)
  const findings: Finding[] = []
  const report = await verifying(findings, new AbortController().signal)
  library.close()
  expect(findings).toEqual([])
  expect(report).toMatchObject({ ok: false, error: { kind: 'internal' } })
})

const lost = { kind: 'internal', message: 'The thread has stopped.' } as const

function verifying(findings: Finding[], signal: AbortSignal): ReturnType<LibraryVerify['run']> {
  const verify = new LibraryVerify(library.library.files, new VerifyQueries(library.library.db), pool)
  return verify.run({ finding: (found) => void findings.push(found), checked: () => undefined }, signal)
}

/** A real thread, and `whenAsked` is called before it can have answered. */
function watched(): Hasher {
  const fetcher = workerFetcher()
  const noticed = <T>(answer: T): T => {
    asked += 1
    whenAsked()
    return answer
  }
  return {
    hash: (path) => noticed(fetcher.hash(path)),
    hashSmall: (paths) => noticed(fetcher.hashSmall(paths)),
    close: () => fetcher.close(),
  }
}
