/** Takes a marker away, says so, and offers to bring it back. */
import type { Marker } from '../../../../preload/contract/markers.ts'
import { chordWords } from '../../../ui/kbd.tsx'
import { useToast } from '../../../ui/toast.tsx'
import type { MarkerBook } from './marker-book.ts'

/** Of the marker's words so many characters say which it was. */
const mostWords = 40

export function useRemoveMarker(book: MarkerBook): (marker: Marker) => Promise<void> {
  const say = useToast()
  return async ({ id, text }) => {
    const back = await book.change({ put: [], remove: [id] })
    if (back === null) return
    const which =
      text === '' ? 'The marker' : `“${text.length > mostWords ? `${text.slice(0, mostWords).trimEnd()}…` : text}”`
    say(`${which} was deleted. ${chordWords('mod+z')} brings it back, too.`, {
      label: 'Undo',
      run: () => void book.change(back),
    })
  }
}
