/** Reads a text that the person chooses: the system's dialog asks which. Its path stays here. */
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { DailiesError } from '../../preload/contract/errors.ts'
import { err, ok, type Result } from '../../preload/contract/result.ts'
import { askWhichToOpen } from './dialogs.ts'

/** 5,000 markers are one megabyte; whatever is far beyond isn't a list that a person made. */
const largestBytes = 10 * 1024 * 1024

/** null: the person changed their mind. */
export async function openText(
  extensions: readonly string[],
): Promise<Result<{ name: string; text: string } | null, DailiesError>> {
  const path = await askWhichToOpen({
    properties: ['openFile'],
    filters: [{ name: 'Text', extensions: [...extensions] }],
  })
  if (path === null) return ok(null)
  const name = basename(path)
  try {
    // A pipe or a device has no end, and would be waited for.
    const { size } = await stat(path).then((found) => (found.isFile() ? found : Promise.reject(new Error('no file'))))
    if (size > largestBytes)
      return err({ kind: 'invalid', message: `“${name}” is too large to be a list: more than 10 MB.` })
    return ok({ name, text: decoded(await readUpTo(path, largestBytes)) })
  } catch (error) {
    return err({ kind: 'folder', message: `“${name}” can’t be read: ${reasonOf(error)}.` })
  }
}

/** Excel's “Unicode text” is UTF-16; what isn't UTF-8 otherwise is what Windows saves in western Europe. */
export function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** It may grow while it is read. */
async function readUpTo(path: string, most: number): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const bytes = new Uint8Array(most)
    let length = 0
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, most - length, length)
      length += bytesRead
      if (bytesRead === 0 || length === most) return bytes.subarray(0, length)
    }
  } finally {
    await file.close()
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EACCES' || code === 'EPERM') return 'Dailies may not read it. Check who may, or choose another file'
  if (code === 'ENOENT') return 'it isn’t there any more'
  return 'the system refused it, or it is no file'
}
