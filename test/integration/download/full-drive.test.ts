// A library on a drive that another program has filled to its last byte.
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openLibrary } from '../../../main/engine/library/open-library.ts'
import { saveText } from '../../../main/save-text.ts'
import { killClis, startCli } from '../../builders/command-line.ts'
import { LibraryFolder, makeFolder, removeFolders, valueIn, world } from '../../builders/library-folder.ts'
import { fill, SmallDrive } from '../../builders/small-drive.ts'
import { engineOver } from '../../hostile/library.ts'

// One starts a process, which a busy machine may take a while over.
vi.setConfig({ testTimeout: 60_000 })

let drive: SmallDrive | null
let library: string
beforeEach(() => {
  drive = SmallDrive.mount(32)
  library = join(drive?.path ?? '', 'Show')
})
afterEach(() => {
  killClis()
  drive?.unmount()
  removeFolders()
})

const open = () => openLibrary(library, { mode: 'write', ...world })

function withOneRecording(): void {
  const folder = LibraryFolder.open(library)
  folder.recording('recording-1', folder.room('room-1', 'Morning show'))
  folder.close()
}

/** As the power going leaves them: the next opening puts each of them back in line. */
function cutOffDownloads(count: number): void {
  const folder = LibraryFolder.open(library)
  const recording = folder.recording('recording-1', folder.room('room-1', 'Morning show'))
  for (let asset = 0; asset < count; asset += 1) {
    folder.asset(recording, { id: `asset-${asset}`, type: 'room-composite' })
  }
  folder.library.db.exec(`INSERT INTO downloads (asset_id, recording_id, state, priority, due_ms, queued_ms)
    SELECT id, recording_id, 'running', 1, 0, 0 FROM assets`)
  folder.close()
}

describe('a library on a full drive', () => {
  test('says so when it is opened, and opens when there is room', ({ skip }) => {
    if (drive === null) return skip('No drive can be mounted here')
    const first = valueIn(open())
    const { libraryId } = first
    first.close()
    const makeRoom = fill(drive.path)
    expect(open()).toMatchObject({ ok: false, error: { kind: 'disk-full' } })
    expect(open()).toMatchObject({ ok: false, error: { kind: 'disk-full' } })
    makeRoom()
    // Room for the lock, but not for the index of the database's log.
    const makeMore = fill(drive.path, 16 * 1024)
    expect(open()).toMatchObject({ ok: false, error: { kind: 'disk-full' } })
    makeMore()
    const again = valueIn(open())
    expect(again).toMatchObject({ libraryId, writable: true })
    again.close()
  })

  test('with too little room for what an opening writes is closed again, and opens when there is more', async ({
    skip,
  }) => {
    if (drive === null) return skip('No drive can be mounted here')
    cutOffDownloads(500)
    const { engine } = await engineOver(makeFolder())
    try {
      const makeRoom = fill(drive.path, 48 * 1024)
      expect(await engine.openLibrary(library)).toMatchObject({ ok: false, error: { kind: 'disk-full' } })
      expect(existsSync(join(library, '.dailies/holder.txt'))).toBe(false)
      makeRoom()
      expect(await engine.openLibrary(library)).toEqual({ ok: true, value: null })
    } finally {
      await engine.stop()
    }
  })

  test('ends a command with 4, and says what to do', async ({ skip }) => {
    if (drive === null) return skip('No drive can be mounted here')
    valueIn(open()).close()
    fill(drive.path)
    const { status, stderr } = await startCli({ accessKey: 'key', appSecret: 'secret' }, ['pull', '--library', library])
      .ended
    expect([status, stderr]).toEqual([4, expect.stringContaining('is full')])
  })

  test('is still listed, searched and verified', async ({ skip }) => {
    if (drive === null) return skip('No drive can be mounted here')
    withOneRecording()
    fill(drive.path)
    const dailies = (...args: string[]) =>
      startCli({ accessKey: '', appSecret: '' }, [...args, '--library', library]).ended
    expect(await dailies('list')).toMatchObject({ status: 0, stdout: expect.stringContaining('recording-1') })
    expect(await dailies('search', 'morning')).toMatchObject({ status: 0, stderr: expect.stringContaining('hit') })
    expect(await dailies('verify')).toMatchObject({ status: 0, stderr: expect.stringContaining('only looked at') })
  })

  test('that a command’s output goes to ends it with 4', ({ skip }) => {
    if (drive === null) return skip('No drive can be mounted here')
    withOneRecording()
    fill(drive.path)
    const said = openSync(join(drive.path, 'said.txt'), 'w')
    const cli = join(import.meta.dirname, '../../../main/cli.ts')
    const args = [cli, 'list', '--library', library]
    const ran = spawnSync(process.execPath, args, { stdio: ['ignore', said, 'pipe'], encoding: 'utf8' })
    closeSync(said)
    expect([ran.status, ran.stderr]).toEqual([4, expect.stringContaining('that its output goes to is full')])
  })

  test('that an export is for says so: a command ends with 4', async ({ skip }) => {
    if (drive === null) return skip('No drive can be mounted here')
    fill(drive.path)
    const saved = await saveText(join(drive.path, 'show.srt'), 'text')
    expect(saved).toMatchObject({ ok: false, error: { kind: 'disk-full', message: expect.stringContaining('full') } })
  })

  test('that can’t be made there says so', ({ skip }) => {
    if (drive === null) return skip('No drive can be mounted here')
    const makeRoom = fill(drive.path)
    expect(open()).toMatchObject({ ok: false, error: { kind: 'disk-full' } })
    makeRoom()
    valueIn(open()).close()
  })
})
