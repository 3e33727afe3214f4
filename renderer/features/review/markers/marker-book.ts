/**
 * A recording's markers as the room has them: shown at once, saved by the engine, undone step by step. What another window
 * changes comes by the engine's event. Knows no clock but the recording's.
 */
import { createStore } from 'zustand/vanilla'
import { usualMarkerColour } from '../../../../preload/contract/marker-terms.ts'
import type { Marker, MarkerColour, MarkerDraft } from '../../../../preload/contract/markers.ts'
import type { RecordingRow } from '../../../../preload/contract/recording.ts'
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
  /** They were typed before and couldn't be saved: nobody asks for them at the moment. */
  readonly waiting: boolean
}

type Engine = Pick<EngineClient, 'call' | 'on' | 'onResnapshot'>

export class MarkerBook {
  readonly store = createStore<MarkersState>(() => ({
    ...{ markers: [], loaded: false },
    ...{ colour: usualMarkerColour, writing: null, waiting: false },
  }))
  readonly recordingId: number
  readonly #upstreamId: string | null
  readonly #engine: Engine
  readonly #onProblem: (words: string | null) => void
  readonly #load: () => Promise<void>
  #history: MarkerHistory = noHistory
  /** As they were written, until they are saved or nobody wants them; what the engine lists doesn't take them away. */
  readonly #unsaved = new Map<string, MarkerDraft>()
  /** As the engine last listed them, and saved changes of them since. */
  #listed: readonly Marker[] = []
  /** Changes that the engine hasn't answered: what it would list now is older than what is shown. */
  #saving = 0

  /** `onProblem`: why the last change wasn't saved, or the list not read; null: the last one was. */
  constructor(
    recording: Pick<RecordingRow, 'id' | 'upstreamId'>,
    engine: Engine,
    onProblem: (words: string | null) => void,
  ) {
    const recordingId = recording.id
    this.recordingId = recordingId
    this.#upstreamId = recording.upstreamId
    this.#engine = engine
    this.#onProblem = onProblem
    this.#load = latestOnly(async () => {
      if (this.#saving > 0) return
      const answer = await engine.call('markers.list', { recordingId })
      // That the library is away is said over the room.
      if (!answer.ok && answer.error.kind !== 'no-library') this.#onProblem(answer.error.message)
      if (this.#saving > 0) return
      if (answer.ok) this.#listed = answer.value
      const put = [...this.#unsaved.values()]
      const markers = applied(this.#listed, { put, remove: [] }, Date.now())
      this.store.setState(answer.ok ? { markers, loaded: true } : { markers })
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
    const marker = { id, startMs: start, endMs: end !== null && end > start ? end : null, text: '', colour }
    void this.#write([{ ...marker, createdMs: Date.now() }])
    this.store.setState({ writing: id, waiting: false })
  }

  /** Saves its words; those that can't be saved stand over the timeline again. */
  keep(id: string, text: string): void {
    void this.edit(id, { text })
    this.#stopWriting(id)
  }

  /** What isn't saved of it by now nobody wants. */
  giveUp(id: string): void {
    this.#stopWriting(id)
    this.#unsaved.delete(id)
    this.#askAgain()
    void this.#load()
  }

  async edit(id: string, some: Partial<Omit<MarkerDraft, 'id'>>): Promise<void> {
    const known = this.#find(id)
    if (known === undefined) return
    if (some.colour !== undefined) this.store.setState({ colour: some.colour })
    const wanted = { ...known, ...some }
    const isUnsaved = this.#unsaved.has(id)
    // What is on its way isn't sent twice: its field keeps the words as it goes.
    const isWaiting = isUnsaved && this.#saving === 0
    if (!isWaiting && JSON.stringify(wanted) === JSON.stringify(known)) return
    if (isUnsaved || some.text !== undefined) await this.#write([wanted])
    else await this.change({ put: [wanted], remove: [] })
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
    return this.#do(edit, this.store.getState().markers)
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

  /** The library was away and is back: nobody has to come upon what waits, and what it has is shown. */
  saveAgain(): void {
    const put = [...this.#unsaved.values()]
    if (put.length === 0) {
      void this.#load()
      return
    }
    if (this.store.getState().waiting) this.store.setState({ writing: null, waiting: false })
    void this.#write(put)
  }

  /** None is lost when they can't be saved. */
  async #write(put: readonly MarkerDraft[]): Promise<void> {
    // What couldn't be saved is undone to what was there before it: to put the same again is nothing to undo.
    const before = this.#saving === 0 ? this.#listed : this.store.getState().markers
    const saving = this.#do({ put, remove: [] }, before)
    for (const marker of put) this.#unsaved.set(marker.id, marker)
    await saving
  }

  async #do(edit: MarkerEdit, before: readonly Marker[]): Promise<MarkerEdit | null> {
    const step = stepOf(before, edit)
    this.#history = did(this.#history, step)
    return (await this.#save(edit)) ? step.back : null
  }

  #stopWriting(id: string): void {
    if (this.store.getState().writing === id) this.store.setState({ writing: null, waiting: false })
  }

  /** What couldn't be saved stands over the timeline, one after the other. */
  #askAgain(): void {
    const [next] = this.#unsaved.keys()
    if (next !== undefined && this.#saving === 0 && this.store.getState().writing === null)
      this.store.setState({ writing: next, waiting: true })
  }

  async #save(edit: MarkerEdit): Promise<boolean> {
    const { markers } = this.store.getState()
    // Whatever was done to it last counts.
    for (const id of [...edit.remove, ...edit.put.map((each) => each.id)]) this.#unsaved.delete(id)
    this.store.setState({ markers: applied(markers, edit, Date.now()) })
    this.#saving += 1
    const answer = await this.#engine.call('markers.change', {
      recordingId: this.recordingId,
      upstreamId: this.#upstreamId,
      put: [...edit.put],
      remove: [...edit.remove],
    })
    this.#saving -= 1
    this.#onProblem(answer.ok ? null : answer.error.message)
    // What is shown and what could be undone is no longer what is there.
    if (!answer.ok) this.#history = noHistory
    else {
      this.#listed = applied(this.#listed, edit, Date.now())
      for (const each of edit.put) if (this.#unsaved.get(each.id) === each) this.#unsaved.delete(each.id)
    }
    this.#askAgain()
    void this.#load()
    return answer.ok
  }

  #find(id: string): Marker | undefined {
    return this.store.getState().markers.find((each) => each.id === id)
  }
}
