/** What stands for a picture: the room's initial on its colour. */
import { AudioLines } from 'lucide-react'
import { roomHue, roomInitial } from '../../format/room-hue.ts'
import styles from './thumbnail.module.css'

export function Thumbnail({
  room,
  hasVideo,
  count = 1,
}: {
  readonly room: string
  readonly hasVideo: boolean
  readonly count?: number
}) {
  return (
    <span
      className={styles['thumbnail']}
      data-stack={count > 1 ? '' : undefined}
      style={{ '--hue': roomHue(room) }}
      aria-hidden="true"
    >
      <span className={styles['initial']}>{roomInitial(room)}</span>
      {hasVideo ? null : <AudioLines size={12} strokeWidth={2} className={styles['audio']} />}
    </span>
  )
}
