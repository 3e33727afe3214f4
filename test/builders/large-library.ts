/** A library of any number of recordings in seconds: rows by SQL alone, nothing synced and no file. Closed when made. */

import { writeSettings } from '../../main/engine/db/settings-repository.ts'
import { refreshRecordingText } from '../../main/engine/db/writings/recording-text.ts'
import { openLibrary } from '../../main/engine/library/open-library.ts'
import { nothingByItself } from '../bench/policy.ts'

const minuteMs = 60_000
const fewRooms = 40
const idsPerStep = 2000

/** A name is unique; `every`: each so many-th recording, counted from the newest as 1, stands out like that. */
export type LargeLibrary = {
  readonly recordings: number
  readonly rooms?: number
  readonly starredEvery: number
  readonly failedEvery: number
  readonly reviewedEvery: number
  /** The newest began then, the others a minute apart before it. */
  readonly newestMs: number
  /** By number: 1 is the newest. */
  readonly titles: Readonly<Record<number, string>>
}

export function makeLargeLibrary(path: string, asked: LargeLibrary): void {
  const opened = openLibrary(path, {
    mode: 'write',
    program: 'cli',
    clock: { nowMs: () => asked.newestMs },
    random: { uuid: () => '5ca1ab1e-0000-4000-8000-000000000000' },
  })
  if (!opened.ok) throw new Error(opened.error.message)
  const { db } = opened.value
  const rooms = asked.rooms ?? fewRooms
  writeSettings(db, { policy: nothingByItself })
  db.transaction(() => {
    db.exec(`
      INSERT INTO workspaces (id, name, api_url, identity, created_ms) VALUES (1, 'Large', 'https://large.invalid', 'key', 0);
      WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${rooms})
      INSERT INTO rooms (id, workspace_id, upstream_id, name, raw) SELECT i, 1, 'room-' || i, format('Room %0${String(rooms).length}d', i), '{}' FROM n;
    `)
    db.prepare(
      `WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < :recordings)
       INSERT INTO recordings (id, group_id, workspace_id, kind, upstream_id, room_id, status, sort_ms, started_ms,
         created_ms, total_duration_s, settled, starred, assets_failed, reviewed)
       SELECT i, i, 1, 'recording', 'recording-' || i, 1 + i % ${rooms}, 'ready', :newestMs - i * ${minuteMs},
         :newestMs - i * ${minuteMs}, :newestMs - i * ${minuteMs}, 60 + i % 5000, 1, i % :starredEvery = 0,
         i % :failedEvery = 0, i % :reviewedEvery = 0 FROM n`,
    ).run({
      recordings: asked.recordings,
      newestMs: asked.newestMs,
      starredEvery: asked.starredEvery,
      failedEvery: asked.failedEvery,
      reviewedEvery: asked.reviewedEvery,
    })
    const title = db.prepare<[string, number]>('UPDATE recordings SET user_title = ? WHERE id = ?')
    for (const [number, words] of Object.entries(asked.titles)) title.run(words, Number(number))
    for (let first = 1; first <= asked.recordings; first += idsPerStep) {
      const count = Math.min(idsPerStep, asked.recordings - first + 1)
      refreshRecordingText(
        db,
        Array.from({ length: count }, (_, index) => first + index),
      )
    }
  })()
  opened.value.close()
}
