/** What a command means when it says "this recording": the one being reviewed, else what is chosen in the list. */
import { indexOfKey, itemAt, recordingsOf } from '../stores/library-items.ts'
import { app, library } from '../stores/stores.ts'

/** The one that the keyboard is on; null: none. */
export function focusedRecording(): number | null {
  const { screen } = app.getState()
  if (screen.kind === 'review') return screen.recordingId
  const { items, selection } = library.getState()
  return screen.kind === 'library' ? (itemAt(items, indexOfKey(items, selection.focused))?.id ?? null) : null
}

export function chosenRecordings(): readonly number[] {
  const { screen } = app.getState()
  if (screen.kind === 'review') return [screen.recordingId]
  const { items, selection } = library.getState()
  const chosen = screen.kind === 'library' ? recordingsOf(items, selection.keys) : []
  const focused = focusedRecording()
  return chosen.length > 0 || focused === null ? chosen : [focused]
}
