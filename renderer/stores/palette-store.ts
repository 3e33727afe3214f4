/**
 * What the palette is asked and has found. The engine is asked no faster than it answers: what is typed meanwhile waits
 * for one answer at most, and of several only the last is asked.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FoundIn, SearchHit, SearchOrder } from '../../preload/contract/library.ts'
import { wholeLibrary } from '../../preload/contract/library-terms.ts'
import type { RecordingRow } from '../../preload/contract/recording.ts'
import type { EngineLink } from './engine-link.ts'
import { latestOnly } from './latest-only.ts'

export type FoundRecording = {
  readonly row: RecordingRow
  /** Found by its title, its room's or a tag; that isn't one of the hits. */
  readonly named: boolean
  readonly hits: readonly SearchHit[]
  /** So many others. */
  readonly more: number
}

export type PaletteState = {
  readonly open: boolean
  readonly text: string
  readonly order: SearchOrder
  readonly found: readonly FoundRecording[]
  /** Recording → its lines as far as they were asked for beyond the first few. */
  readonly opened: ReadonlyMap<number, FoundIn>
  /** What is typed isn't answered yet. */
  readonly asking: boolean
}

export type PaletteStore = StoreApi<PaletteState> & {
  readonly show: (open: boolean) => void
  readonly type: (text: string) => void
  readonly order: (order: SearchOrder) => void
  /** Some more lines of a recording that is found. */
  readonly more: (recordingId: number) => Promise<void>
}

/** Begins with this: commands only. */
export const commandSign = '>'

const mostRecordings = 12
const hitsOfEach = 4
const hitsAtOnce = 200
const noneOpened: ReadonlyMap<number, FoundIn> = new Map()

export function createPaletteStore(engine: Pick<EngineLink, 'call'>): PaletteStore {
  const nothing = { text: '', found: [], opened: noneOpened, asking: false }
  const store = createStore<PaletteState>(() => ({ ...nothing, open: false, order: 'newest' }))
  const { getState: get, setState: set } = store

  const search = latestOnly(async () => {
    const { text, order } = get()
    const found = isSearch(text) ? await find(engine, text, order) : []
    if (get().text === text && get().order === order) set({ found, opened: noneOpened, asking: false })
  })
  const ask = (what: Partial<PaletteState>) => {
    set({ ...what, asking: true })
    void search()
  }
  return {
    ...store,
    show: (open) => set(open ? { open } : { ...nothing, open }),
    type: (text) => ask({ text }),
    order: (order) => ask({ order }),
    more: async (recordingId) => {
      const { text, found, opened } = get()
      const limit = (opened.get(recordingId)?.hits.length ?? 0) + hitsAtOnce
      const answer = await engine.call('library.searchIn', { id: recordingId, text, limit })
      if (!answer.ok || answer.value === null || get().found !== found) return
      set({ opened: new Map(get().opened).set(recordingId, answer.value) })
    },
  }
}

const isSearch = (text: string): boolean => text.trim() !== '' && !text.trimStart().startsWith(commandSign)

async function find(
  engine: Pick<EngineLink, 'call'>,
  text: string,
  order: SearchOrder,
): Promise<readonly FoundRecording[]> {
  const filter = { ...wholeLibrary, text }
  const ask = { filter, order, recordings: mostRecordings, each: hitsOfEach }
  const answer = await engine.call('library.search', ask)
  if (!answer.ok || answer.value.length === 0) return []
  const found = new Map(answer.value.map((each) => [each.recordingId, each]))
  const rows = await engine.call('library.rows', { ids: [...found.keys()] })
  if (!rows.ok) return []
  return rows.value.map((row) => {
    const { hits: all = [], more = 0 } = found.get(row.id) ?? {}
    const hits = all.filter(({ source }) => source !== 'title')
    return { row, named: hits.length < all.length, hits, more }
  })
}
