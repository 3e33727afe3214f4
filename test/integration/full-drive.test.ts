// A library on a drive that another program has filled to its last byte.
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openLibrary } from '../../main/engine/library/open-library.ts'
import { killClis, startCli } from '../builders/command-line.ts'
import { valueIn, world } from '../builders/library-folder.ts'
import { fill, SmallDrive } from '../builders/small-drive.ts'

// One starts a process, which a busy machine may take a while over.
vi.setConfig({ testTimeout: 60_000 })

let drive: SmallDrive | null
let library: string
beforeEach(() => {
  drive = SmallDrive.mount(8)
  library = join(drive?.path ?? '', 'Show')
})
afterEach(() => {
  killClis()
  drive?.unmount()
})

const open = () => openLibrary(library, { mode: 'write', ...world })

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

  test('ends a command with 4, and says what to do', async ({ skip }) => {
    if (drive === null) return skip('No drive can be mounted here')
    valueIn(open()).close()
    fill(drive.path)
    const credentials = { accessKey: 'key', appSecret: 'secret' }
    const { status, stderr } = await startCli(credentials, ['pull', '--library', library]).ended
    expect([status, stderr]).toEqual([4, expect.stringContaining('is full')])
  })

  test('that can’t be made there says so', ({ skip }) => {
    if (drive === null) return skip('No drive can be mounted here')
    const makeRoom = fill(drive.path)
    expect(open()).toMatchObject({ ok: false, error: { kind: 'disk-full' } })
    makeRoom()
    valueIn(open()).close()
  })
})
