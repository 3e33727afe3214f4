/** A marker's colour, as a small flag; its word stands beside it or in the name of what it lies in. */
import { Bookmark } from 'lucide-react'
import type { MarkerColour } from '../../../../preload/contract/markers.ts'
import { markerStyle } from './colours.ts'
import styles from './marker-dot.module.css'

export const MarkerDot = ({ colour }: { readonly colour: MarkerColour }) => (
  <Bookmark size={16} strokeWidth={1.75} aria-hidden="true" className={styles['dot']} style={markerStyle(colour)} />
)
