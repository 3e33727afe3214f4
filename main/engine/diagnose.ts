/** Gathers what the engine tells whoever looks into a fault. Field by field: what isn't named here can't slip in. */
import type { EngineDiagnostics } from '../../preload/contract/diagnostics.ts'
import type { OpenLibrary } from './library/open-library.ts'
import type { Handlers } from './rpc/handler.ts'

type Queries = Pick<Handlers, 'library.overview' | 'downloads.list' | 'sync.status' | 'settings.get'>

/** `library` null: none is open. */
export async function diagnose(
  queries: Queries,
  library: Pick<OpenLibrary, 'db' | 'journal' | 'writable' | 'notices'> | null,
): Promise<EngineDiagnostics> {
  const [overview, downloads, syncs, settings] = await Promise.all([
    queries['library.overview']({}),
    queries['downloads.list']({ limit: 1 }),
    queries['sync.status']({}),
    queries['settings.get']({}),
  ])
  return {
    node: process.versions.node,
    sqlite: library === null ? null : String(library.db.prepare('SELECT sqlite_version()').pluck().get()),
    library: library === null || !overview.ok ? null : { ...ofLibrary(library), ...ofOverview(overview.value) },
    downloads: downloads.ok ? { counts: downloads.value.counts, remainingBytes: downloads.value.remainingBytes } : null,
    workspaces: (syncs.ok ? syncs.value : []).map(({ phase, firstSyncDone, lastFinishedMs }) => ({
      phase: phase.kind,
      error: 'error' in phase ? phase.error.kind : null,
      firstSyncDone,
      lastFinishedMs,
    })),
    settings: settings.ok ? pickSettings(settings.value) : null,
  }
}

function ofLibrary({ db, journal, writable, notices }: Pick<OpenLibrary, 'db' | 'journal' | 'writable' | 'notices'>) {
  return { writable, journal, schema: Number(db.pragma('user_version', { simple: true })), notices: notices.length }
}

type Answer<N extends keyof Queries> = Extract<Awaited<ReturnType<Queries[N]>>, { ok: true }>['value']

function ofOverview({ counts, unreadable, rooms, localFiles, localBytes, freeBytes }: Answer<'library.overview'>) {
  return { lists: counts, unreadable, rooms: rooms.length, localFiles, localBytes, freeBytes }
}

function pickSettings({ policy, concurrency, limitBytesPerS, minFreeBytes }: Answer<'settings.get'>) {
  return { policy, concurrency, limitBytesPerS, minFreeBytes }
}
