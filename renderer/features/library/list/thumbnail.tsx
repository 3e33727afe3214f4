/** The picture of a recording, loaded when it comes into view; until there is one, the room's initial on its colour. */
import { AudioLines } from 'lucide-react'
import { useState } from 'react'
import { previewUrl } from '../../../../preload/contract/preview-terms.ts'
import { roomHue, roomInitial } from '../../../format/room-hue.ts'
import styles from './thumbnail.module.css'

export function Thumbnail({
  room,
  hasVideo,
  poster = null,
  count = 1,
  wide = false,
}: {
  readonly room: string
  readonly hasVideo: boolean
  readonly poster?: string | null
  readonly count?: number
  /** As wide as its place, instead of a line's 80 pixels. */
  readonly wide?: boolean
}) {
  return (
    <span
      className={styles['thumbnail']}
      data-stack={count > 1 ? '' : undefined}
      data-wide={wide ? '' : undefined}
      style={{ '--hue': roomHue(room) }}
      aria-hidden="true"
    >
      <span className={styles['initial']}>{roomInitial(room)}</span>
      {hasVideo ? null : <AudioLines size={12} strokeWidth={2} className={styles['audio']} />}
      {poster === null ? null : <Poster key={poster} poster={poster} />}
    </span>
  )
}

/** Over the stand-in: one that can't be read leaves that in sight. */
function Poster({ poster }: { readonly poster: string }) {
  const [broken, setBroken] = useState(false)
  if (broken) return null
  return (
    <img
      className={styles['poster']}
      src={previewUrl(poster, 'poster.webp')}
      alt=""
      draggable={false}
      decoding="async"
      onError={() => setBroken(true)}
    />
  )
}
