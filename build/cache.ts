// What a checkout needs beside node_modules is made once a machine and kept in the user's cache folder. The folder may
// be deleted at any time: the next run makes it again.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

const cacheFolder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'dailies')

/** Where a thing made from exactly these inputs is kept: another input, another folder. */
export function cachePath(name: string, inputs: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256')
  for (const input of inputs) hash.update(createHash('sha256').update(input).digest())
  return join(cacheFolder, `${name}-${hash.digest('hex').slice(0, 16)}`)
}

/**
 * Makes a folder of the cache unless it is there. It is made beside its place and renamed when complete, so that a
 * killed run leaves nothing that looks finished, and two runs at once don't disturb each other: the first one wins.
 */
export async function makeOnce(folder: string, make: (into: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return
  await mkdir(dirname(folder), { recursive: true })
  const partial = `${folder}.partial-${process.pid}`
  try {
    await mkdir(partial)
    await make(partial)
    await rename(partial, folder).catch((error) => {
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
}

/** Removes what killed runs left half made. */
export async function removeAbandoned(): Promise<void> {
  if (!existsSync(cacheFolder)) return
  for (const name of await readdir(cacheFolder)) {
    const pid = /\.partial-(\d+)$/.exec(name)?.[1]
    if (pid !== undefined && !isRunning(Number(pid)))
      await rm(join(cacheFolder, name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
