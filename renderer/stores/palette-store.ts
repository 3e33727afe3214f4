/**
 * What the palette is asked and has found. The engine is asked no faster than it answers: what is typed meanwhile waits
 * for one answer at most, and of several only the last is asked.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SearchHit, SearchOrder } from '../../preload/contract/library.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import type { RecordingRow } from '../../preload/contract/recording.ts'
import type { EngineLink } from './engine-link.ts'
import { latestOnly } from './latest-only.ts'

export type FoundRecording = {
  readonly row: RecordingRow
  /** Found by its title, its room's or a tag; that isn't one of the hits. */
  readonly named: boolean
  readonly hits: readonly SearchHit[]
}

export type PaletteState = {
  readonly open: boolean
  readonly text: string
  readonly order: SearchOrder
  readonly found: readonly FoundRecording[]
  /** What is typed isn't answered yet. */
  readonly asking: boolean
}

export type PaletteStore = StoreApi<PaletteState> & {
  readonly show: (open: boolean) => void
  readonly type: (text: string) => void
  readonly order: (order: SearchOrder) => void
}

/** Begins with this: commands only. */
export const commandSign = '>'

const hitLimit = 60
const mostRecordings = 12
const hitsShown = 4

export function createPaletteStore(engine: Pick<EngineLink, 'call'>): PaletteStore {
  const store = createStore<PaletteState>(() => ({ open: false, text: '', order: 'newest', found: [], asking: false }))
  const { getState: get, setState: set } = store

  const search = latestOnly(async () => {
    const { text, order } = get()
    const found = isSearch(text) ? await find(engine, text, order) : []
    if (get().text === text && get().order === order) set({ found, asking: false })
  })
  const ask = (what: Partial<PaletteState>) => {
    set({ ...what, asking: true })
    void search()
  }
  return {
    ...store,
    show: (open) => set(open ? { open } : { open, text: '', found: [], asking: false }),
    type: (text) => ask({ text }),
    order: (order) => ask({ order }),
  }
}

const isSearch = (text: string): boolean => text.trim() !== '' && !text.trimStart().startsWith(commandSign)

async function find(
  engine: Pick<EngineLink, 'call'>,
  text: string,
  order: SearchOrder,
): Promise<readonly FoundRecording[]> {
  const answer = await engine.call('library.search', { filter: { ...wholeLibrary, text }, order, limit: hitLimit })
  if (!answer.ok) return []
  const byRecording = new Map<number, SearchHit[]>()
  for (const hit of answer.value) {
    const hits = byRecording.get(hit.recordingId)
    if (hits === undefined) byRecording.set(hit.recordingId, [hit])
    else hits.push(hit)
  }
  const ids = [...byRecording.keys()].slice(0, mostRecordings)
  const rows = ids.length === 0 ? null : await engine.call('library.rows', { ids })
  if (rows === null || !rows.ok) return []
  return rows.value.map((row) => {
    const all = byRecording.get(row.id) ?? []
    const hits = all.filter(({ source }) => source !== 'title')
    return { row, named: hits.length < all.length, hits: hits.slice(0, hitsShown) }
  })
}
