/** Moving the library, step by step: where to, what that means, how far it is, what became of it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Moved, MovePlan, MoveProgress } from '../../preload/contract/move.ts'
import type { ShellLink } from './app-store.ts'
import type { EngineLink } from './engine-link.ts'

export type MoveState =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking'; readonly plan: MovePlan }
  | {
      readonly kind: 'moving'
      readonly plan: MovePlan
      readonly progress: MoveProgress | null
      readonly stopping: boolean
    }
  /** `problem`: why the old folder is still there. */
  | { readonly kind: 'moved'; readonly moved: Moved; readonly problem: string | null }
  | { readonly kind: 'failed'; readonly words: string }

export type MoveStore = StoreApi<MoveState> & {
  readonly start: () => () => void
  /** The system's dialog, then the question. */
  readonly choose: () => Promise<void>
  readonly move: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly binOld: () => Promise<void>
  readonly close: () => void
}

/** `onMoved`: nothing that was read before counts. */
export function createMoveStore(engine: EngineLink, shell: ShellLink, onMoved: () => Promise<void>): MoveStore {
  const store = createStore<MoveState>(() => ({ kind: 'none' }))
  // The state is one of several shapes: it is replaced, never merged.
  const set = (state: MoveState) => store.setState(state, true)
  const fail = (words: string) => set({ kind: 'failed', words })
  return {
    ...store,
    start: () =>
      engine.on('library.move', (progress) => {
        const state = store.getState()
        if (state.kind === 'moving') set({ ...state, progress })
      }),
    choose: async () => {
      const plan = await shell.call('library.planMove', {})
      if (!plan.ok) fail(plan.error.message)
      else if (plan.value !== null) set({ kind: 'asking', plan: plan.value })
    },
    move: async () => {
      const state = store.getState()
      if (state.kind !== 'asking') return
      set({ kind: 'moving', plan: state.plan, progress: null, stopping: false })
      const moved = await shell.call('library.move', {})
      await onMoved()
      if (moved.ok) set({ kind: 'moved', moved: moved.value, problem: null })
      else if (moved.error.kind === 'cancelled') set({ kind: 'none' })
      else fail(moved.error.message)
    },
    stop: async () => {
      const state = store.getState()
      if (state.kind !== 'moving') return
      set({ ...state, stopping: true })
      await shell.call('library.cancelMove', {})
    },
    binOld: async () => {
      const state = store.getState()
      if (state.kind !== 'moved') return
      const answer = await shell.call('library.binOld', {})
      set(answer.ok ? { kind: 'none' } : { ...state, problem: answer.error.message })
    },
    close: () => {
      if (store.getState().kind !== 'moving') set({ kind: 'none' })
    },
  }
}
