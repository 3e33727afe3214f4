/** A drive of a few megabytes, mounted for a test: one that gets full, or can't be written to. Needs Linux and root. */
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export class SmallDrive {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  /** null: this computer doesn't let us mount one. */
  static mount(mebibytes: number): SmallDrive | null {
    const path = mkdtempSync(join(tmpdir(), 'dailies-drive-'))
    if (run('mount', '-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', path)) return new SmallDrive(path)
    rmSync(path, { recursive: true })
    return null
  }

  grow(mebibytes: number): void {
    run('mount', '-o', `remount,size=${mebibytes}m`, this.path)
  }

  unmount(): void {
    run('umount', '-l', this.path)
    rmSync(this.path, { recursive: true, force: true })
  }
}

/** But for so many bytes. Answers how to make the room again. */
export function fill(folder: string, leaveBytes = 0): () => void {
  const path = join(folder, 'filling')
  for (let bytes = 1024 * 1024; bytes >= 1; ) {
    try {
      appendFileSync(path, Buffer.alloc(bytes))
    } catch {
      bytes = Math.floor(bytes / 2)
    }
  }
  truncateSync(path, statSync(path).size - leaveBytes)
  return () => rmSync(path)
}

/** A folder in which nothing can be made, whoever we are; nothing: no way to do that here. */
export function lock(folder: string): (() => void) | null {
  if (!run('mount', '-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder)) return null
  return () => void run('umount', folder)
}

function run(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}
