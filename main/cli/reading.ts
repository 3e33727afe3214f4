/** The library for a command that only reads it: no engine is made, and another program may be writing. */
import { type Archive, openArchive } from '../engine/reader/archive.ts'
import { type Context, type Ended, refused } from './context.ts'

export async function withArchive(
  context: Context,
  read: (archive: Archive) => Ended | Promise<Ended>,
): Promise<Ended> {
  const opened = openArchive(context.library)
  if (!opened.ok) return refused(context, opened.error)
  const { archive, close, causeOf } = opened.value
  try {
    return await Promise.resolve(archive).then(read).finally(close)
  } catch (error) {
    throw causeOf(error)
  }
}
