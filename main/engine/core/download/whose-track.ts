/**
 * Whose a track is, asked before its file is named. A name is decided once and mustn't depend on whether the session had been
 * read by then: lists of assets are read before those of sessions, and who joined late is in none of the earlier answers.
 */
import type { DailiesError } from '../../../../preload/contract/errors.ts'
import type { Clock, RecordingsApi } from '../ports.ts'
import type { SyncStore } from '../sync/sync-store.ts'
import type { DownloadJob } from './download-ports.ts'

export type SessionWorld = {
  readonly sessions: Pick<SyncStore, 'applySession' | 'rememberMissing'>
  readonly clock: Clock
}
type Track = Pick<DownloadJob, 'workspaceId' | 'unreadSession' | 'attempts'>

/** A list of sessions that is broken upstream mustn't cost the files: then the name goes without. */
const mostTries = 3

export class WhoseTracks {
  readonly #world: SessionWorld
  /** A session's tracks are downloaded together, and its answer is for all of them. */
  readonly #asked = new Map<string, Promise<DailiesError | null>>()

  constructor({ sessions, clock }: SessionWorld) {
    this.#world = { sessions, clock }
  }

  /** Answers why the name has to wait; null: all that can be known of it is known. */
  async learn(api: RecordingsApi, { workspaceId, unreadSession, attempts }: Track): Promise<DailiesError | null> {
    if (unreadSession === null) return null
    const key = `${workspaceId} ${unreadSession}`
    const answer = this.#asked.get(key) ?? this.#ask(api, workspaceId, unreadSession)
    this.#asked.set(key, answer)
    const error = await answer.finally(() => this.#asked.delete(key))
    return attempts < mostTries ? error : null
  }

  async #ask(api: RecordingsApi, workspaceId: number, id: string): Promise<DailiesError | null> {
    const { sessions, clock } = this.#world
    const session = await api.session(id)
    if (session.ok) sessions.applySession(workspaceId, session.value, clock.nowMs())
    else if (session.error.kind === 'gone') sessions.rememberMissing(workspaceId, 'session', id)
    else return session.error
    return null
  }
}
