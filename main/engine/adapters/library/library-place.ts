/** What kind of place a library lies in, as far as it changes how it must be treated. Looks, writes nothing. */
import { execFileSync } from 'node:child_process'
import { statfsSync } from 'node:fs'
import { homedir } from 'node:os'
import type { JournalMode } from '../../db/database.ts'

export type LibraryPlace = { readonly journal: JournalMode; readonly notices: readonly string[] }

/** `path` is absolute, links resolved. */
export function lookAtPlace(path: string): LibraryPlace {
  const { platform } = process
  const [fileSystem, mounts] = [fileSystemOf(path), platform === 'darwin' ? mountsAround(path) : null]
  return describePlace({ path, platform, home: homedir(), fileSystem, mounts })
}

export type PlaceFacts = {
  readonly path: string
  readonly platform: NodeJS.Platform
  readonly home: string
  /** `f_type` of statfs(2) on Linux; null where it isn't known. */
  readonly fileSystem: number | null
  /** What mount(8) prints on a Mac, whose statfs has no names for kinds; null where it isn't asked. */
  readonly mounts: string | null
}

export function describePlace(facts: PlaceFacts): LibraryPlace {
  const notices: string[] = []
  const remote = isRemote(facts)
  if (remote) {
    notices.push(
      'The library is on a network or shared drive: writing is slower there, to be safe. Open it on one computer at a time.',
    )
  }
  const cloud = cloudServiceOf(facts)
  if (cloud !== null) {
    notices.push(
      `The library is in a folder that ${cloud} mirrors: recordings may all be uploaded, or taken off this computer. Move it elsewhere.`,
    )
  }
  // WAL needs memory shared between processes, which only a local file system gives.
  return { journal: remote ? 'truncate' : 'wal', notices }
}

/** Magic numbers of statfs(2): 9P, AFS, Ceph, CIFS, Coda, FUSE, GFS2, Lustre, NCP, NFS, OCFS2, SMB, SMB2, VirtualBox. */
const foreignFileSystems: ReadonlySet<number> = new Set([
  0x01021997, 0x5346414f, 0x00c36400, 0xff534d42, 0x73757245, 0x65735546, 0x01161970, 0x0bd00bd0, 0x564c, 0x6969,
  0x7461636f, 0x517b, 0xfe534d42, 0x786f4256,
])

/** As mount(8) names them on a Mac, with those of FUSE. */
const foreignMounts = /^(?:smbfs|afpfs|nfs|webdav|ftp|cifs|.*fuse.*)$/

function isRemote({ path, platform, fileSystem, mounts }: PlaceFacts): boolean {
  // A mapped drive's real path is its share.
  if (platform === 'win32') return path.startsWith('\\\\')
  if (platform === 'darwin') {
    return /^\/(?:Network|net)\//.test(path) || foreignMounts.test(kindOfMount(path, mounts ?? '') ?? '')
  }
  return fileSystem !== null && foreignFileSystems.has(fileSystem)
}

function fileSystemOf(path: string): number | null {
  if (process.platform !== 'linux') return null
  try {
    // 32 bits, which some of the numbers fill.
    return statfsSync(path).type >>> 0
  } catch {
    return null
  }
}

/** A line each: `//ann@nas/video on /Volumes/video (smbfs, nodev, nosuid, mounted by ann)`. The innermost counts. */
function kindOfMount(path: string, mounts: string): string | null {
  const around = mounts.split('\n').flatMap((line) => {
    const [, at, kind] = /^.*? on (\/.*) \(([\w.-]+)[,)]/.exec(line) ?? []
    return at !== undefined && kind !== undefined && isBelow(path, at) ? [{ at, kind }] : []
  })
  return around.sort((a, b) => b.at.length - a.at.length)[0]?.kind ?? null
}

/** Below /Volumes alone, where a Mac mounts what isn't its own: nobody else waits for it. */
function mountsAround(path: string): string | null {
  if (!path.startsWith('/Volumes/')) return null
  try {
    return execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 2000 })
  } catch {
    return null
  }
}

const cloudFolders: readonly { readonly service: string; readonly folder: RegExp }[] = [
  { service: 'Dropbox', folder: /^dropbox(?: \(.+\))?$/i },
  { service: 'OneDrive', folder: /^onedrive(?: ?- ?.+)?$/i },
  { service: 'Google Drive', folder: /^(?:google ?drive.*|my drive)$/i },
  { service: 'iCloud Drive', folder: /^(?:icloud ?drive|mobile documents)$/i },
  { service: 'a cloud service', folder: /^cloudstorage$/i },
  { service: 'Nextcloud', folder: /^nextcloud\d*$/i },
  { service: 'Box', folder: /^box sync$/i },
  { service: 'Creative Cloud', folder: /^creative cloud files.*$/i },
  { service: 'MEGA', folder: /^MEGA(?:sync)?$/ },
  { service: 'ownCloud', folder: /^owncloud\d*$/i },
  { service: 'pCloud', folder: /^pcloud ?drive$/i },
  { service: 'Proton Drive', folder: /^proton ?drive$/i },
]

/** By the names that these services give their folders: below the home folder, or anywhere on Windows' drives. */
function cloudServiceOf({ path, home, platform }: PlaceFacts): string | null {
  const below = platform === 'win32' || !isBelow(path, home) ? path : path.slice(home.length)
  const parts = below.split(/[\\/]/).reverse()
  const found = parts.flatMap((part) => cloudFolders.filter(({ folder }) => folder.test(part)))
  return found[0]?.service ?? null
}

const isBelow = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)
