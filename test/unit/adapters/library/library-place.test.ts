import { describe, expect, test } from 'vitest'
import { describePlace, type PlaceFacts } from '../../../../main/engine/adapters/library/library-place.ts'

const local: PlaceFacts = {
  ...{ path: '/home/ann/Videos/Dailies', platform: 'linux', home: '/home/ann', fileSystem: 0xef53, mounts: null },
}
const mac: Omit<PlaceFacts, 'path'> = {
  ...{ platform: 'darwin', home: '/Users/ann', fileSystem: null },
  mounts: `/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk5s1 on /Volumes/Show (apfs, local, nodev, nosuid, journaled)
//ann@nas._smb._tcp.local/Show on air on /Volumes/Show on air (smbfs, nodev, nosuid, mounted by ann)
`,
}

describe('where a library lies', () => {
  test('on a local disk nothing has to be said', () => {
    expect(describePlace(local)).toEqual({ journal: 'wal', notices: [] })
  })

  test.each([
    ['NFS', { fileSystem: 0x6969 }],
    ['SMB', { fileSystem: 0xfe534d42 }],
    ['a FUSE mount', { fileSystem: 0x65735546 }],
    ['a share on a Mac', { ...mac, path: '/Volumes/Show on air/Dailies' }],
    ['a Windows share', { platform: 'win32', path: '\\\\nas\\video\\Dailies', fileSystem: null }],
  ] as const)('on %s the database keeps no shared memory, and a notice says so', (_, facts) => {
    const place = describePlace({ ...local, ...facts })
    expect(place.journal).toBe('truncate')
    expect(place.notices).toHaveLength(1)
  })

  test('a drive of a Mac’s own is local', () => {
    expect(describePlace({ ...mac, path: '/Volumes/Show/Dailies' })).toEqual({ journal: 'wal', notices: [] })
  })

  test.each([
    ['Dropbox', '/home/ann/Dropbox/Dailies'],
    ['Dropbox', '/home/ann/Dropbox (Studio)/Dailies'],
    ['OneDrive', '/home/ann/OneDrive - Studio/Dailies'],
    ['Proton Drive', '/home/ann/Proton Drive/Dailies'],
    ['iCloud Drive', '/home/ann/Library/Mobile Documents/com~apple~CloudDocs/Dailies'],
    ['Google Drive', '/home/ann/Library/CloudStorage/GoogleDrive-ann@example.com/My Drive/Dailies'],
  ])('in a folder of %s a notice warns', (service, path) => {
    expect(describePlace({ ...local, path }).notices.join()).toContain(service)
  })
})
