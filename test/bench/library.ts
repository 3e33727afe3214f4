/** One sync of a library in a process of its own, and the library that the benchmarks of the window share. */
import { cp } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { runChild } from './child.ts'
import { addressOf, type Upstream } from './upstream.ts'

const synced = z.object({ seconds: z.number(), cpuSeconds: z.number(), p99Ms: z.number(), maxMs: z.number() })
export type Synced = z.infer<typeof synced>

const written = z.object({ seconds: z.number() })

export type Library = {
  readonly path: string
  /** A copy, for what writes into it. */
  copy(name: string): Promise<string>
}

export type SyncedLibrary = Library & { readonly firstSync: Synced }

export async function syncInto(path: string, upstream: Upstream): Promise<Synced> {
  return synced.parse(await runChild('sync', { library: path, ...addressOf(upstream) }))
}

export async function makeLibrary(folder: string, upstream: Upstream): Promise<SyncedLibrary> {
  const path = join(folder, 'Library')
  const firstSync = await syncInto(path, upstream)
  return { ...libraryAt(path), firstSync }
}

/** A copy of it in whose recordings so many sentences are said. */
export async function makeSaid(library: Library, sentences: number): Promise<Library & { readonly seconds: number }> {
  const path = await library.copy('Said')
  const { seconds } = written.parse(await runChild('sentences', { library: path, sentences }))
  return { ...libraryAt(path), seconds }
}

const libraryAt = (path: string): Library => ({
  path,
  copy: async (name) => {
    const target = join(dirname(path), name)
    await cp(path, target, { recursive: true })
    return target
  },
})
