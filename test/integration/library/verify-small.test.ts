// Small files are handed to the hashing threads many at a time: each is judged as if it were alone.
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Finding, LibraryVerify } from '../../../main/engine/adapters/library/library-verify.ts'
import { HashPool } from '../../../main/engine/adapters/transfer/hash-pool.ts'
import { VerifyQueries } from '../../../main/engine/db/download/verify-queries.ts'
import { LibraryFolder, valueIn } from '../../builders/library-folder.ts'
import { workerFetcher } from '../../builders/worker-fetcher.ts'

let root: string
let library: LibraryFolder
let pool: HashPool

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dailies-verify-'))
  library = LibraryFolder.open(join(root, 'Library'))
  const makeFetcher = () => workerFetcher()
  pool = new HashPool(makeFetcher, 2)
})

afterEach(async () => {
  await pool.close()
  library.close()
  rmSync(root, { recursive: true, force: true })
})

test('among a hundred small files in one folder each that is wrong is named, and no other', async () => {
  const recording = library.recording('recording', library.room('room', 'Show'))
  const paths = Array.from({ length: 100 }, (_, at) => {
    const asset = library.asset(recording, { id: `asset${at}`, type: 'other' })
    return library.finish(asset, `bytes of ${at}`)
  })
  const [changed = '', missing = '', grown = '', outside = '', inside = ''] = paths
  const absolute = (path: string) => join(root, 'Library', path)
  writeFileSync(absolute(changed), 'bytes of O')
  rmSync(absolute(missing))
  writeFileSync(absolute(grown), Buffer.alloc(3_000_000))
  // The same bytes, but not in the library.
  writeFileSync(join(root, 'copy'), 'bytes of 3')
  for (const [path, target] of [
    [outside, join(root, 'copy')],
    [inside, absolute('copy of inside')],
  ] as const) {
    rmSync(absolute(path))
    symlinkSync(target, absolute(path))
  }
  writeFileSync(absolute('copy of inside'), 'bytes of 4')

  const { findings, right } = await verified()

  expect(Object.fromEntries(findings)).toEqual({
    [changed]: 'changed',
    [missing]: 'missing',
    [grown]: 'changed',
    [outside]: 'unreadable',
    'copy of inside': 'extra',
  })
  expect(right).toBe(96)
})

async function verified(): Promise<{ findings: [string, Finding['state']][]; right: number }> {
  const findings: [string, Finding['state']][] = []
  let right = 0
  const verify = new LibraryVerify(library.library.files, new VerifyQueries(library.library.db), pool)
  const events = {
    finding: (found: Finding) => void findings.push(['file' in found ? found.file.path : found.path, found.state]),
    checked: (_bytes: number, isRight: boolean) => {
      if (isRight) right += 1
    },
  }
  valueIn(await verify.run(events, new AbortController().signal))
  return { findings, right }
}
