/**
 * A recording's markers as the room has them: shown at once, saved by the engine, undone step by step. What another window
 * changes comes by the engine's event. Knows no clock but the recording's.
 */
import { createStore } from 'zustand/vanilla'
import { usualMarkerColour } from '../../../../preload/contract/marker-terms.ts'
import type { Marker, MarkerColour, MarkerDraft } from '../../../../preload/contract/markers.ts'
import type { EngineClient } from '../../../api/engine-client.ts'
import { latestOnly } from '../../../stores/latest-only.ts'
import {
  applied,
  did,
  type MarkerEdit,
  type MarkerHistory,
  noHistory,
  redone,
  stepOf,
  undone,
} from './marker-history.ts'

export type MarkersState = {
  /** By time. */
  readonly markers: readonly Marker[]
  readonly loaded: boolean
  /** What the next marker gets. */
  readonly colour: MarkerColour
  /** Whose words are being typed over the timeline. */
  readonly writing: string | null
  /** Its words, if they were typed before and couldn't be saved. */
  readonly unsaved: string | null
}

type Engine = Pick<EngineClient, 'call' | 'on' | 'onResnapshot'>

export class MarkerBook {
  readonly store = createStore<MarkersState>(() => ({
    ...{ markers: [], loaded: false },
    ...{ colour: usualMarkerColour, writing: null, unsaved: null },
  }))
  readonly recordingId: number
  readonly #engine: Engine
  readonly #onProblem: (words: string | null) => void
  readonly #load: () => Promise<void>
  #history: MarkerHistory = noHistory
  /** Changes that the engine hasn't answered: what it would list now is older than what is shown. */
  #saving = 0

  /** `onProblem`: why the last change wasn't saved, or the list not read; null: the last one was. */
  constructor(recordingId: number, engine: Engine, onProblem: (words: string | null) => void) {
    this.recordingId = recordingId
    this.#engine = engine
    this.#onProblem = onProblem
    this.#load = latestOnly(async () => {
      if (this.#saving > 0) return
      const answer = await engine.call('markers.list', { recordingId })
      if (!answer.ok) this.#onProblem(answer.error.message)
      else if (this.#saving === 0) this.store.setState({ markers: answer.value, loaded: true })
    })
  }

  /** Returns what ends it. */
  start(): () => void {
    void this.#load()
    const stops = [
      this.#engine.on('markers.changed', ({ recordingId }) => {
        if (recordingId === this.recordingId) void this.#load()
      }),
      this.#engine.onResnapshot(() => void this.#load()),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }

  /** Of the recording's clock. Its words are asked for at once. */
  drop(startMs: number, endMs: number | null): void {
    const id = crypto.randomUUID()
    const start = Math.max(0, Math.round(startMs))
    const end = endMs === null ? null : Math.round(endMs)
    const { colour } = this.store.getState()
    void this.change({
      put: [
        {
          id,
          startMs: start,
          endMs: end !== null && end > start ? end : null,
          text: '',
          colour,
          createdMs: Date.now(),
        },
      ],
      remove: [],
    })
    this.store.setState({ writing: id, unsaved: null })
  }

  stopWriting(id: string): void {
    if (this.store.getState().writing === id) this.store.setState({ writing: null, unsaved: null })
  }

  /** Words that can't be saved aren't lost: they stand over the timeline until they are, or nobody wants them. */
  async edit(id: string, some: Partial<Omit<MarkerDraft, 'id'>>): Promise<void> {
    const known = this.#find(id)
    if (known === undefined) return
    if (some.colour !== undefined) this.store.setState({ colour: some.colour })
    const wanted = { ...known, ...some }
    const isSame = JSON.stringify(wanted) === JSON.stringify(known)
    if (isSame || (await this.change({ put: [wanted], remove: [] })) !== null) return
    if (some.text !== undefined && this.store.getState().writing === null)
      this.store.setState({ writing: id, unsaved: some.text })
  }

  /** A range keeps its length. */
  move(id: string, startMs: number): void {
    const known = this.#find(id)
    if (known === undefined) return
    const to = Math.max(0, Math.round(startMs))
    void this.edit(id, { startMs: to, endMs: known.endMs === null ? null : known.endMs + to - known.startMs })
  }

  /** Saved: the way back. null: it wasn't, and `onProblem` has heard why. */
  async change(edit: MarkerEdit): Promise<MarkerEdit | null> {
    const step = stepOf(this.store.getState().markers, edit)
    this.#history = did(this.#history, step)
    return (await this.#save(edit)) ? step.back : null
  }

  get canUndo(): boolean {
    return this.#history.done.length > 0
  }

  undo(): void {
    const last = undone(this.#history)
    if (last === null) return
    this.#history = last.history
    void this.#save(last.step.back)
  }

  redo(): void {
    const next = redone(this.#history)
    if (next === null) return
    this.#history = next.history
    void this.#save(next.step.there)
  }

  async #save(edit: MarkerEdit): Promise<boolean> {
    const { markers } = this.store.getState()
    this.store.setState({ markers: applied(markers, edit, Date.now()) })
    this.#saving += 1
    const answer = await this.#engine.call('markers.change', {
      recordingId: this.recordingId,
      put: [...edit.put],
      remove: [...edit.remove],
    })
    this.#saving -= 1
    this.#onProblem(answer.ok ? null : answer.error.message)
    // What is shown and what could be undone is no longer what is there.
    if (!answer.ok) this.#history = noHistory
    void this.#load()
    return answer.ok
  }

  #find(id: string): Marker | undefined {
    return this.store.getState().markers.find((each) => each.id === id)
  }
}
