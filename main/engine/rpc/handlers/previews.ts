/** Pictures of files: what the window may make, and what it has made. The media protocol knows a file before the window. */
import { err, ok } from '../../../../preload/contract/result.ts'
import type { EngineWorld } from '../../engine.ts'
import type { Previews } from '../../library/previews.ts'
import type { Handlers } from '../handler.ts'

type PreviewCommand = 'previews.next' | 'previews.of' | 'previews.keep' | 'previews.save' | 'previews.failed'

export function previewHandlers(previews: Previews, grantMedia: EngineWorld['grantMedia']): Handlers<PreviewCommand> {
  return {
    'previews.next': async ({ except }) => {
      const next = previews.next(except)
      if (next === null) return ok(null)
      await grantMedia([next.grant])
      return ok(next.job)
    },
    'previews.of': async ({ assetId }) => {
      const found = previews.of(assetId)
      if (found === null) return err({ kind: 'not-found', message: 'This file is not on this computer any more.' })
      if (found.grant !== null) await grantMedia([found.grant])
      return ok(found.state)
    },
    'previews.keep': ({ assetId, key, begun }) => previews.keep(assetId, key, begun),
    'previews.save': (made) => previews.save(made),
    'previews.failed': async ({ assetId, key, reason }) => {
      previews.failed(assetId, key, reason)
      return ok(null)
    },
  }
}
