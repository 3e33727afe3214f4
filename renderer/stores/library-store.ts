/**
 * The library list: what is asked for, the ordered ids that came, the rows of what is on the screen, and what is chosen.
 * Truth is the engine's: a snapshot once, then changes by number; a change says what to read again, never what it is now.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { Change } from '../../preload/contract/events.ts'
import type {
  LibraryFilter,
  LibraryOverview,
  LibrarySnapshot,
  LibrarySort,
  SearchHit,
} from '../../preload/contract/library.ts'
import type { RecordingRow } from '../../preload/contract/recording.ts'
import { delayed } from './delayed.ts'
import { edited, type RecordingChange } from './edited-row.ts'
import { type Edited, Edits } from './edits.ts'
import type { EngineLink } from './engine-link.ts'
import { emptyFilter, isSearch, newestFirst } from './filter.ts'
import { ChoiceKeeper } from './keep-chosen.ts'
import { latestOnly } from './latest-only.ts'
import { buildItems, type ItemKey, isSameList, type LibraryItems, noItems, withGroup } from './library-items.ts'
import { RowReader } from './row-reader.ts'
import { nothingSelected, type Selection, selectAll } from './selection.ts'
import { UnsearchedList } from './unsearched-list.ts'

export type LibraryStoreState = {
  readonly filter: LibraryFilter
  readonly sort: LibrarySort
  readonly overview: LibraryOverview | null
  /** null until the first answer. Of a long list with a search first its beginning. */
  readonly snapshot: LibrarySnapshot | null
  readonly hits: readonly SearchHit[]
  /** `snapshot` is all of the list. */
  readonly whole: boolean
  readonly items: LibraryItems
  readonly expanded: ReadonlySet<ItemKey>
  readonly rows: ReadonlyMap<number, RecordingRow>
  readonly selection: Selection
  /** Why the list can't be read. What was there stays. */
  readonly error: DailiesError | null
  /** The filter was changed and its answer isn't here yet. */
  readonly asking: boolean
}

export type LibraryStore = StoreApi<LibraryStoreState> & {
  /** Reads everything and follows changes; returns what ends it. */
  readonly start: () => () => void
  readonly ask: (what: { readonly filter?: LibraryFilter; readonly sort?: LibrarySort }) => void
  /** Another library was opened: rooms, recordings and what was chosen of them are others. */
  readonly startOver: () => void
  /** Reads it all again: something may have been missed, or the person asked. */
  readonly readAgain: () => Promise<void>
  /** The recordings on the screen: what isn't known or has changed is read. */
  readonly want: (ids: readonly number[]) => void
  readonly choose: (selection: Selection) => void
  /** All of the list, also what of it isn't here yet. */
  readonly chooseAll: () => void
  readonly toggleGroup: (key: ItemKey, open?: boolean) => void
  /** Saves as many as it can. */
  readonly edit: (ids: readonly number[], change: RecordingChange) => Promise<Edited>
  /** When no edit is under way. */
  readonly settled: () => Promise<void>
}

const searchLimit = 300
/** What is about to expire changes by itself, in a window that is left open. */
const expiryEveryMs = 5 * 60_000
/** Counts in the sidebar follow a busy sync at this pace; those of tens of thousands of rooms at less. */
const overviewPaceMs = 700
const overviewPaceMsPerRoom = 0.1
/**
 * A list of 100,000 is a tenth of a second's work, and a first sync changes it all the time: what a person types mustn't
 * stand in line behind that. Short lists are read again at once.
 */
const restMsPerRow = 0.01
const shortestRestMs = 50
const longestRestMs = 1000
/** Typing goes on within this time: the rest of a long list would stand before what the next letter finds. */
const typingRestMs = 250

const noHits: readonly SearchHit[] = []

const initialState: LibraryStoreState = {
  filter: emptyFilter,
  sort: newestFirst,
  overview: null,
  snapshot: null,
  hits: noHits,
  whole: false,
  items: noItems,
  expanded: new Set(),
  rows: new Map(),
  selection: nothingSelected,
  error: null,
  asking: true,
}

export function createLibraryStore(engine: EngineLink): LibraryStore {
  const store = createStore<LibraryStoreState>(() => initialState)
  const { getState: get, setState: set } = store
  const rowReader = new RowReader(engine, (rows) => set({ rows }))
  const edits = new Edits(engine)
  const choice = new ChoiceKeeper()
  const unsearched = new UnsearchedList()

  const rebuild = (next: Partial<LibraryStoreState>) => {
    const before = get()
    const state = { ...before, ...next }
    if (state.snapshot === null) return set(next)
    // Most changes move nothing: all that is made from the list stands, and the page does no more than compare.
    const isSame = state.expanded === before.expanded && state.hits === before.hits
    if (isSame && before.snapshot !== null && isSameList(state.snapshot, before.snapshot))
      return set({ ...next, snapshot: { ...before.snapshot, seq: state.snapshot.seq } })
    const items = buildItems(state.snapshot, state.expanded, state.hits)
    set({ ...next, items, selection: choice.keep(state.items, items, state.selection, !state.whole) })
  }

  const isStill = ({ filter, sort }: Pick<LibraryStoreState, 'filter' | 'sort'>) =>
    get().filter === filter && get().sort === sort

  /** Chosen as all there is when only a list's beginning was here. */
  let allOfBeginning: Selection | null = null
  const chooseAll = () => {
    const { items, selection, whole } = get()
    const all = selectAll(items.keys, selection)
    allOfBeginning = whole ? null : all
    set({ selection: all })
  }

  const readList = latestOnly(async () => {
    const { filter, sort } = get()
    const changes = rowReader.changes
    const answer = await engine.call('library.query', { filter, sort })
    // Asked for something else meanwhile: this answer would flash by.
    if (!isStill({ filter, sort })) return
    if (!answer.ok) return set({ error: answer.error, asking: false })
    rowReader.take(answer.value.rows, changes)
    const hits = isSearch(filter) ? get().hits : noHits
    const isAllChosen = get().selection === allOfBeginning
    rebuild({ snapshot: answer.value, whole: true, hits, error: null, asking: false })
    if (isAllChosen) chooseAll()
  })
  const rest = delayed(() => void readList())

  const readFound = latestOnly(async () => {
    const { filter, sort, asking } = get()
    const changes = rowReader.changes
    const answer = await engine.call('library.find', { filter, sort, limit: searchLimit })
    if (!isStill({ filter, sort })) return
    if (!answer.ok) return set({ error: answer.error, asking: false })
    const { list, whole, hits } = answer.value
    rowReader.take(list.rows, changes)
    // A long list that is only read again stands until the new one is whole: its beginning would lose what is read far down.
    const shown = whole || asking ? { snapshot: list, whole } : {}
    rebuild({ ...shown, hits, error: null, asking: false })
    if (!whole) rest.in(typingRestMs)
  })

  const putBack = (snapshot: LibrarySnapshot) => {
    rebuild({ snapshot, whole: true, hits: noHits, error: null, asking: false })
    rest.in(typingRestMs)
  }

  const query = () => (isSearch(get().filter) ? readFound() : readList())

  const readOverview = latestOnly(async () => {
    const answer = await engine.call('library.overview', {})
    if (answer.ok) set({ overview: answer.value })
  })
  const laterQuery = delayed(() => void query())
  const queryAfterRest = () => {
    const { snapshot, whole } = get()
    const restMs = whole ? (snapshot?.ids.length ?? 0) * restMsPerRow : longestRestMs
    if (restMs < shortestRestMs) void query()
    else laterQuery.in(restMs)
  }
  const laterOverview = delayed(() => void readOverview())
  const readOverviewSoon = () =>
    laterOverview.in(overviewPaceMs + (get().overview?.rooms.length ?? 0) * overviewPaceMsPerRoom)

  const readAgain = async () => {
    rowReader.forgetAll()
    unsearched.forget()
    await Promise.all([query(), readOverview()])
  }

  const apply = (change: Change) => {
    rowReader.forget(change.recordingIds)
    const { snapshot, error } = get()
    // After a failure the snapshot's number is nothing to go by: it may be of an engine before this one.
    if (change.list && (snapshot === null || error !== null || change.seq > snapshot.seq)) queryAfterRest()
    if (change.list || change.recordingIds === null || change.recordingIds.length > 0) readOverviewSoon()
  }

  const startOver = () => {
    rowReader.startOver()
    set({ ...initialState, sort: sortOf(get().sort, emptyFilter) })
    void readAgain()
  }

  return {
    ...store,
    startOver,
    readAgain,
    start: () => {
      const stops = [engine.on('change', apply), engine.onResnapshot(() => void readAgain())]
      const asTimeGoes = setInterval(() => {
        readOverviewSoon()
        if (get().filter.list === 'expiring') queryAfterRest()
      }, expiryEveryMs)
      void readAgain()
      return () => {
        clearInterval(asTimeGoes)
        for (const stop of stops) stop()
        for (const later of [laterOverview, laterQuery, rest]) later.cancel()
      }
    },
    ask: (what) => {
      const before = get()
      const filter = what.filter ?? before.filter
      const sort = sortOf(what.sort ?? before.sort, filter)
      const other = filter.list !== before.filter.list || filter.roomIds !== before.filter.roomIds
      rest.cancel()
      set({ filter, sort, asking: true, ...(other ? { selection: nothingSelected } : {}) })
      unsearched.keep(before)
      const list = isSearch(before.filter) ? unsearched.of(filter, sort) : null
      if (list === null) void query()
      else putBack(list)
    },
    want: (ids) => rowReader.want(ids),
    choose: (selection) => set({ selection }),
    chooseAll,
    toggleGroup: (key, open) => {
      const { items, expanded: before } = get()
      const expanded = withGroup(items, before, key, open)
      if (expanded !== before) rebuild({ expanded })
    },
    edit: async (ids, change) => {
      rowReader.patch(ids, (row) => edited(row, change))
      const answer = await edits.save(ids, change)
      if (answer.error !== null) rowReader.forget(ids)
      return answer
    },
    settled: () => edits.settled(),
  }
}

/** Without a search nothing fits best. */
const sortOf = (sort: LibrarySort, filter: LibraryFilter): LibrarySort =>
  sort.by === 'relevance' && !isSearch(filter) ? newestFirst : sort
