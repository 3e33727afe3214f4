/** The recording's title, which can be written over, and what is done most. */
import { ArrowDownToLine, CircleCheck, FolderOpen, Play, Star, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { RecordingRow } from '../../../../preload/contract/recording.ts'
import { showInFolder } from '../../../commands/recording-acts.ts'
import { formatFullDate, recordedMs } from '../../../format/dates.ts'
import { library, useApp } from '../../../stores/stores.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import type { LineActions } from '../list/recording-parts.tsx'
import { Thumbnail } from '../list/thumbnail.tsx'
import styles from './details-header.module.css'
import type { Writings } from './writings.ts'

type Props = {
  readonly row: RecordingRow
  readonly said: Writings
  readonly folder: boolean
  readonly actions: LineActions
  readonly onProblem: (words: string | null) => void
}

export function DetailsHeader({ row, said, folder, actions, onProblem }: Props) {
  const timeZone = useApp((state) => state.library?.timeZone ?? 'UTC')
  const at = recordedMs(row)
  return (
    <header className={styles['header']}>
      {row.poster === null ? null : <Thumbnail wide room={row.roomTitle} hasVideo poster={row.poster} />}
      <div className={styles['top']} data-poster={row.poster === null ? undefined : ''}>
        {row.poster === null ? (
          <Thumbnail room={row.roomTitle} hasVideo={row.hasVideo || row.assets.total === 0} />
        ) : null}
        <div className={styles['icons']}>
          <IconButton
            label={said.starred ? 'Remove star' : 'Star'}
            shortcut="s"
            icon={Star}
            pressed={said.starred}
            filled={said.starred}
            onClick={() => actions.star(said.ids, !said.starred)}
          />
          <IconButton
            label={said.reviewed ? 'Mark as not reviewed' : 'Mark as reviewed'}
            shortcut="r"
            icon={CircleCheck}
            pressed={said.reviewed}
            onClick={() => actions.reviewed(said.ids, !said.reviewed)}
          />
          <IconButton
            label={folder ? 'Show in folder' : 'No files here yet'}
            icon={FolderOpen}
            disabled={!folder}
            onClick={() => void showInFolder(row.id).then(onProblem)}
          />
          <IconButton
            label={row.local === 'none' ? 'Nothing of it is on this computer' : 'Remove from this computer'}
            shortcut={row.local === 'none' ? undefined : 'delete'}
            icon={Trash2}
            disabled={row.local === 'none'}
            onClick={() => actions.remove({ kind: 'recordings', recordingIds: [row.id] })}
          />
        </div>
      </div>
      <Title said={said} onProblem={onProblem} />
      <p className={styles['when']}>{at === null ? 'No date' : formatFullDate(at, timeZone)}</p>
      <div className={styles['buttons']}>
        <Button variant="primary" icon={Play} onClick={() => actions.review(row.id)}>
          Review
        </Button>
        <Button
          icon={ArrowDownToLine}
          disabled={row.local === 'complete' || row.assets.total === 0}
          onClick={() => actions.download([row.id])}
        >
          {row.local === 'partial' ? 'Download the rest' : 'Download'}
        </Button>
      </div>
    </header>
  )
}

/** A field that looks like a heading until it is touched. Enter saves, Escape gives up; empty means the room's name. */
function Title({ said, onProblem }: Pick<Props, 'said' | 'onProblem'>) {
  const [text, setText] = useState(said.title)
  const [known, setKnown] = useState(said)
  const [typing, setTyping] = useState(false)
  // What arrives while it is written over doesn't take the words away.
  if (known !== said) {
    setKnown(said)
    if (!typing && (known.title !== said.title || known.titledId !== said.titledId)) setText(said.title)
  }
  /** What is typed and not yet on its way. */
  const words = useRef<string | null>(null)
  // The library's drive may take the screen away in the middle of a word, and a field that goes isn't left first.
  useEffect(
    () => () => {
      if (words.current !== null) onProblem(`The title “${words.current}” wasn’t saved.`)
    },
    [onProblem],
  )
  const end = () => {
    words.current = null
    setTyping(false)
  }
  const save = async () => {
    if (!typing) return
    end()
    const typed = text.trim()
    const plain = typed === '' || typed === said.fallback
    const title = plain ? said.fallback : typed
    setText(title)
    if (title === said.title) return
    const { error } = await library.edit([said.titledId], { kind: 'title', title: plain ? null : title })
    onProblem(error?.message ?? null)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // Those are the input method's.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      setText(said.title)
      end()
    }
    // The blur that follows saves; after Escape nothing has changed then.
    if (event.key === 'Enter' || event.key === 'Escape') {
      const input = event.currentTarget
      requestAnimationFrame(() => input.blur())
    }
  }
  return (
    <h2>
      <input
        className={styles['title']}
        aria-label="Title"
        value={text}
        placeholder={said.fallback}
        maxLength={300}
        spellCheck={false}
        onChange={(event) => {
          words.current = event.currentTarget.value
          setText(event.currentTarget.value)
          setTyping(true)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => void save()}
      />
    </h2>
  )
}
