/**
 * What the window can be told to do at this moment, by the palette and by the application menu: what the screen that is
 * open offers, and what every screen does. What was offered last is asked first.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Action } from '../../preload/contract/action.ts'
import type { ShellLink } from './app-store.ts'

export type Offered<A extends Action> = {
  readonly can: ReadonlySet<A>
  /** What is so already. */
  readonly on: ReadonlySet<A>
  readonly run: (action: A) => void
}
export type OfferState = Pick<Offered<Action>, 'can' | 'on'>

export type OfferStore = StoreApi<OfferState> & {
  readonly start: () => () => void
  /** Returns what takes it back. */
  readonly offer: <A extends Action>(offered: Offered<A>) => () => void
  /** Says whether anybody does it. */
  readonly run: (action: Action) => boolean
}

type Standing = OfferState & { readonly act: (action: Action) => boolean }

export function createOfferStore(shell: Pick<ShellLink, 'call'>): OfferStore {
  const store = createStore<OfferState>(() => ({ can: new Set(), on: new Set() }))
  let standing: readonly Standing[] = []
  const stand = (now: readonly Standing[]) => {
    standing = now
    store.setState({
      can: new Set(now.flatMap(({ can }) => [...can])),
      on: new Set(now.flatMap(({ on }) => [...on])),
    })
  }
  // The menu is the shell's. A page that was loaded again offers nothing of what stood in it before.
  let told = ''
  const tell = () => {
    const { can, on } = store.getState()
    const offer = { can: [...can].sort(), on: [...on].sort() }
    const now = JSON.stringify(offer)
    if (now === told) return
    told = now
    void shell.call('app.offer', offer)
  }
  // One screen goes and another comes: the menu hears of both together.
  let waiting = false
  const tellSoon = () => {
    if (waiting) return
    waiting = true
    queueMicrotask(() => {
      waiting = false
      tell()
    })
  }
  return {
    ...store,
    start: () => {
      tell()
      return store.subscribe(tellSoon)
    },
    offer: (offered) => {
      const mine: Standing = { can: offered.can, on: offered.on, act: (action) => ran(offered, action) }
      stand([mine, ...standing])
      return () => stand(standing.filter((each) => each !== mine))
    },
    run: (action) => standing.some(({ act }) => act(action)),
  }
}

function ran<A extends Action>({ can, run }: Offered<A>, action: Action): boolean {
  if (!has(can, action)) return false
  run(action)
  return true
}

const has = <A extends Action>(set: { has(action: Action): boolean } & ReadonlySet<A>, action: Action): action is A =>
  set.has(action)
