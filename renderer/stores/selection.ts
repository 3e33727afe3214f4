/**
 * What is chosen in a list, and how clicks and keys change it. Pure; lines are named by keys, so that a list that grows
 * under it changes nothing.
 */
import type { ItemKey } from './library-items.ts'

export type Selection = {
  readonly keys: ReadonlySet<ItemKey>
  /** Where the keyboard is; what the details show. */
  readonly focused: ItemKey | null
  /** The other end of what Shift extends. */
  readonly anchor: ItemKey | null
}

export const nothingSelected: Selection = { keys: new Set(), focused: null, anchor: null }

export type SelectMode = 'one' | 'toggle' | 'extend'

export function select(order: Int32Array, selection: Selection, key: ItemKey, mode: SelectMode): Selection {
  switch (mode) {
    case 'one':
      return { keys: new Set([key]), focused: key, anchor: key }
    case 'toggle': {
      const keys = new Set(selection.keys)
      if (!keys.delete(key)) keys.add(key)
      return { keys, focused: key, anchor: key }
    }
    case 'extend': {
      const from = order.indexOf(selection.anchor ?? key)
      const to = order.indexOf(key)
      if (from === -1 || to === -1) return select(order, selection, key, 'one')
      const range = order.subarray(Math.min(from, to), Math.max(from, to) + 1)
      return { keys: new Set(range), focused: key, anchor: selection.anchor ?? key }
    }
  }
}

/** Moves the keyboard's line to an index, kept inside the list, and chooses it. */
export function moveTo(order: Int32Array, selection: Selection, index: number, extend: boolean): Selection {
  const key = order[Math.min(order.length - 1, Math.max(0, index))]
  return key === undefined ? selection : select(order, selection, key, extend ? 'extend' : 'one')
}

export const selectAll = (order: Int32Array, selection: Selection): Selection => ({
  keys: new Set(order),
  focused: selection.focused ?? order[0] ?? null,
  anchor: selection.anchor ?? order[0] ?? null,
})
