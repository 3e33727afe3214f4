// A folder of its own in which a zipped vod is unpacked, and what is in it afterwards.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DiskTurns } from '../../main/engine/adapters/transfer/disk-turns.ts'
import { unpackVod } from '../../main/engine/adapters/transfer/zip-vod-unpack.ts'
import { master, playlist, type ZipPart } from './hostile-zip.ts'

export class ZipFolder {
  readonly stopping = new AbortController()
  readonly #root = mkdtempSync(join(tmpdir(), 'dailies-zip-'))

  constructor() {
    // Nothing is made where no library is.
    mkdirSync(this.path('.dailies'))
  }

  path(...parts: string[]): string {
    return join(this.#root, ...parts)
  }

  unpack(zip: Uint8Array) {
    writeFileSync(this.path('vod.zip'), zip)
    return unpackVod(this.path('vod.zip'), this.path('vod'), new DiskTurns(), this.stopping.signal)
  }

  /** All files, with what is in them. */
  tree(): Record<string, string> {
    const names = readdirSync(this.#root, { recursive: true, withFileTypes: true })
    const files = names.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))
    return Object.fromEntries(files.map((file) => [file.slice(this.#root.length + 1), readFileSync(file, 'latin1')]))
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true })
  }
}

/** A stream in two folders, with a file that no playlist names. */
export const show: readonly ZipPart[] = [
  { name: 'show/720p/index.m3u8', text: playlist('segment 1.ts', '../common/2.ts?token=secret') },
  { name: 'show/master.m3u8', text: master('720p/index.m3u8') },
  { name: 'show/720p/segment 1.ts', text: 'one', deflated: true },
  { name: 'show/common/2.ts', text: 'two' },
  { name: 'show/readme.exe', text: 'not asked for' },
]
