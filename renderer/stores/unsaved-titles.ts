/**
 * Titles that were typed and couldn't be saved: the library's drive has gone, and what was on the screen with it. They are
 * there again, and saved, when that recording is shown with the title that they were written over. Of one library.
 */
type Unsaved = { readonly words: string; readonly over: string }

const unsaved = new Map<number, Unsaved>()

export const unsavedTitles = {
  /** null: nothing waits, or the recording is called something else by now. */
  of: (recordingId: number, title: string): string | null => {
    const known = unsaved.get(recordingId)
    return known?.over === title ? known.words : null
  },
  keep: (recordingId: number, some: Unsaved): void => void unsaved.set(recordingId, some),
  forget: (recordingId: number): void => void unsaved.delete(recordingId),
  forgetAll: (): void => unsaved.clear(),
}
