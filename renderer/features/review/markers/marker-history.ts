/** What was done to the markers and can be undone: each step with its way there and its way back. */
import type { Marker, MarkerDraft } from '../../../../preload/contract/markers.ts'

export type MarkerEdit = { readonly put: readonly MarkerDraft[]; readonly remove: readonly string[] }
export type MarkerStep = { readonly there: MarkerEdit; readonly back: MarkerEdit }
export type MarkerHistory = { readonly done: readonly MarkerStep[]; readonly undone: readonly MarkerStep[] }

export const noHistory: MarkerHistory = { done: [], undone: [] }
/** Further back nobody remembers what was there. */
const mostSteps = 200

export function stepOf(markers: readonly Marker[], there: MarkerEdit): MarkerStep {
  const touched = new Set([...there.remove, ...there.put.map(({ id }) => id)])
  const before = markers.filter(({ id }) => touched.has(id))
  const known = new Set(before.map(({ id }) => id))
  return { there, back: { put: before, remove: there.put.map(({ id }) => id).filter((id) => !known.has(id)) } }
}

export function applied(markers: readonly Marker[], { put, remove }: MarkerEdit, nowMs: number): readonly Marker[] {
  const gone = new Set([...remove, ...put.map(({ id }) => id)])
  const added = put.map((draft) => ({ ...draft, createdMs: draft.createdMs ?? nowMs }))
  return [...markers.filter(({ id }) => !gone.has(id)), ...added].sort(
    (a, b) => a.startMs - b.startMs || (a.endMs ?? a.startMs) - (b.endMs ?? b.startMs) || (a.id < b.id ? -1 : 1),
  )
}

/** What was undone is lost by doing something else. A marker and the words typed right after it are one step. */
export function did({ done }: MarkerHistory, step: MarkerStep): MarkerHistory {
  const last = done.at(-1)
  const one = last === undefined ? null : joined(last, step)
  return { done: one === null ? [...done, step].slice(-mostSteps) : [...done.slice(0, -1), one], undone: [] }
}

export function undone({
  done,
  undone,
}: MarkerHistory): { readonly step: MarkerStep; readonly history: MarkerHistory } | null {
  const step = done.at(-1)
  return step === undefined ? null : { step, history: { done: done.slice(0, -1), undone: [...undone, step] } }
}

export function redone({
  done,
  undone,
}: MarkerHistory): { readonly step: MarkerStep; readonly history: MarkerHistory } | null {
  const step = undone.at(-1)
  return step === undefined ? null : { step, history: { done: [...done, step], undone: undone.slice(0, -1) } }
}

function joined(first: MarkerStep, second: MarkerStep): MarkerStep | null {
  const [dropped, ...moreDropped] = first.there.put
  const [worded, ...moreWorded] = second.there.put
  if (dropped === undefined || worded === undefined) return null
  const isOne = moreDropped.length === 0 && moreWorded.length === 0 && second.there.remove.length === 0
  const wasAdded = first.back.remove.includes(dropped.id) && dropped.text === ''
  return isOne && wasAdded && isWordsOnly(dropped, worded) ? { there: second.there, back: first.back } : null
}

/** A move or a colour is a step of its own: to undo it must not take the marker away. */
const isWordsOnly = (before: MarkerDraft, after: MarkerDraft): boolean =>
  after.id === before.id &&
  after.startMs === before.startMs &&
  after.endMs === before.endMs &&
  after.colour === before.colour
