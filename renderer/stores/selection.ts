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

/** After the list has changed: what is gone is let go, and the keyboard stays near where it was. */
export function keepWhatStands(before: Int32Array, after: Int32Array, selection: Selection): Selection {
  if (selection.focused === null && selection.keys.size === 0) return selection
  const standing = new Set(after)
  const keys = new Set([...selection.keys].filter((key) => standing.has(key)))
  const stillThere = (key: ItemKey | null) => (key !== null && standing.has(key) ? key : null)
  const focused = stillThere(selection.focused) ?? nearest(before, standing, selection.focused)
  if (keys.size === selection.keys.size && focused === selection.focused) return selection
  return { keys, focused, anchor: stillThere(selection.anchor) ?? focused }
}

function nearest(before: Int32Array, standing: ReadonlySet<ItemKey>, key: ItemKey | null): ItemKey | null {
  const from = key === null ? -1 : before.indexOf(key)
  if (from === -1) return null
  for (let distance = 1; distance < before.length; distance += 1) {
    for (const index of [from + distance, from - distance]) {
      const candidate = before[index]
      if (candidate !== undefined && standing.has(candidate)) return candidate
    }
  }
  return null
}
