/** One sync of a library in a process of its own, and the library that the benchmarks of the window share. */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { runChild } from './child.ts'
import { addressOf, type Upstream } from './upstream.ts'

const synced = z.object({ seconds: z.number(), cpuSeconds: z.number(), p99Ms: z.number(), maxMs: z.number() })
export type Synced = z.infer<typeof synced>

export type Library = {
  readonly path: string
  readonly firstSync: Synced
  /** A copy, for what writes into it. */
  copy(name: string): Promise<string>
}

export async function syncInto(path: string, upstream: Upstream): Promise<Synced> {
  return synced.parse(await runChild('sync', { library: path, ...addressOf(upstream) }))
}

export async function makeLibrary(folder: string, upstream: Upstream): Promise<Library> {
  const path = join(folder, 'Library')
  const firstSync = await syncInto(path, upstream)
  return {
    path,
    firstSync,
    copy: async (name) => {
      const target = join(folder, name)
      await cp(path, target, { recursive: true })
      return target
    },
  }
}
