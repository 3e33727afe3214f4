/**
 * Whose a track is, asked before its file is named. A name is decided once and mustn't depend on whether the session had been
 * read by then: lists of assets are read before those of sessions, and who joined late is in none of the earlier answers.
 */
import type { DailiesError } from '../../../preload/contract/errors.ts'
import type { DownloadJob } from './download-ports.ts'
import type { Clock, RecordingsApi } from './ports.ts'
import type { SyncStore } from './sync-store.ts'

export type SessionWorld = {
  readonly sessions: Pick<SyncStore, 'applySession' | 'rememberMissing'>
  readonly clock: Clock
}

/** A list of sessions that is broken upstream mustn't cost the files: then the name goes without. */
const mostTries = 3

/** Answers why the name has to wait; null: all that can be known of it is known. */
export async function learnWhose(
  { sessions, clock }: SessionWorld,
  api: RecordingsApi,
  { workspaceId, unreadSession, attempts }: Pick<DownloadJob, 'workspaceId' | 'unreadSession' | 'attempts'>,
): Promise<DailiesError | null> {
  if (unreadSession === null) return null
  const session = await api.session(unreadSession)
  if (session.ok) sessions.applySession(workspaceId, session.value, clock.nowMs())
  else if (session.error.kind === 'gone') sessions.rememberMissing(workspaceId, 'session', unreadSession)
  else if (attempts < mostTries) return session.error
  return null
}
