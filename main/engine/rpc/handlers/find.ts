/** The commands that read lists: what the sidebar, the library list, the details pane and the search box ask. */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import { err, ok } from '../../../../preload/contract/result.ts'
import type { Clock } from '../../core/ports.ts'
import type { ReadClient } from '../../reader/client.ts'
import type { Handlers } from '../handler.ts'

type FindCommand =
  | 'library.overview'
  | 'library.query'
  | 'library.find'
  | 'library.rows'
  | 'library.details'
  | 'library.search'
  | 'library.searchIn'
  | 'library.speakers'
  | 'library.troubles'
  | 'library.attention'

export const noSuchRecording: DailiesError = {
  kind: 'not-found',
  message: 'This recording is no longer in the library. It may have been joined with another one of its session.',
}

/** `clock`: 100ms's, for days left. `seq`: the change feed's last number. */
export function findHandlers(reader: ReadClient, clock: Clock, feed: { seq(): number }): Handlers<FindCommand> {
  return {
    'library.overview': async () => ok(await reader.overview(clock.nowMs())),
    'library.query': async ({ filter, sort }) => {
      // Before the query: a change in between is then told again rather than lost.
      const seq = feed.seq()
      return ok({ seq, ...(await reader.query(filter, sort, clock.nowMs())) })
    },
    'library.find': async ({ filter, sort, limit }) => {
      const seq = feed.seq()
      const { list, ...found } = await reader.find(filter, sort, limit, clock.nowMs())
      return ok({ ...found, list: { seq, ...list } })
    },
    'library.rows': async ({ ids }) => ok(await reader.rows(ids, clock.nowMs())),
    'library.details': async ({ id }) => {
      const details = await reader.details(id, clock.nowMs())
      return details === null ? err(noSuchRecording) : ok(details)
    },
    'library.search': async (ask) => ok(await reader.search(ask, clock.nowMs())),
    'library.searchIn': async ({ id, text, limit }) => ok(await reader.searchIn(id, text, limit)),
    'library.speakers': async ({ text, limit }) => ok(await reader.speakers(text, limit)),
    'library.troubles': async ({ limit }) => ok(await reader.troubles(limit, clock.nowMs())),
    'library.attention': async () => ok(await reader.attention()),
  }
}
