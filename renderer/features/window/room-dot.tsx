/** A room's colour, the same as its stand-in pictures have. */
import { roomHue } from '../../format/room-hue.ts'
import styles from './room-dot.module.css'

export function RoomDot({ title }: { readonly title: string }) {
  return <span className={styles['dot']} style={{ '--hue': roomHue(title) }} aria-hidden="true" />
}
