/** What lies in a profile and in a library while the app runs. Chromium's own files come and go meanwhile. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export type FoundFile = { readonly name: string; readonly bytes: Buffer }

/** Every file under a folder that can still be read when its turn comes. */
export async function everyFile(folder: string): Promise<FoundFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const read = entries.filter((entry) => entry.isFile()).map(({ name, parentPath }) => readIfThere(name, parentPath))
  return (await Promise.all(read)).filter((file) => file !== null)
}

async function readIfThere(name: string, folder: string): Promise<FoundFile | null> {
  try {
    return { name, bytes: await readFile(join(folder, name)) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
