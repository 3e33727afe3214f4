/** Is a path inside a folder? By path segments: `/a/bc` is not inside `/a/b`. Both are absolute and resolved. */
import { isAbsolute, relative, sep } from 'node:path'

export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
