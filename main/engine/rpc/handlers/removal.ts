/** Removing files from this computer: what it would mean, and doing it. */
import { err, ok } from '../../../../preload/contract/result.ts'
import type { Removal } from '../../core/download/removal.ts'
import type { OpenLibrary } from '../../library/open-library.ts'
import type { Handlers } from '../handler.ts'

export function removalHandlers(
  library: Pick<OpenLibrary, 'writable'>,
  removal: Removal,
): Handlers<'removal.preview' | 'removal.run'> {
  return {
    'removal.preview': async ({ target }) => ok(await removal.preview(target)),
    'removal.run': async ({ target, onlyCopyIds }) =>
      library.writable
        ? removal.run(target, new Set(onlyCopyIds))
        : err({ kind: 'folder', message: 'This library can only be read here, so nothing can be removed from it.' }),
  }
}
