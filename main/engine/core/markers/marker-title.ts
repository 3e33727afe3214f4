/** What a marker is called where something has to be: by its text, else by its number. */
import type { Marker } from '../../../../preload/contract/markers.ts'

/** On one line. `index`: among the recording's markers, by time. */
export const markerTitle = ({ text }: Marker, index: number): string =>
  text.replace(/\s+/g, ' ').trim() || `Marker ${index + 1}`
