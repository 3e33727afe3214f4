/** One marker of the list. */
import { Ellipsis, MapPin, Pencil, Trash2 } from 'lucide-react'
import { type KeyboardEvent, type Ref, useEffect, useRef, useState } from 'react'
import { longestMarkerText } from '../../../../preload/contract/marker-terms.ts'
import type { Marker, MarkerColour } from '../../../../preload/contract/markers.ts'
import { formatTimeCode } from '../../../format/time-code.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { ColourMenu } from './colour-menu.tsx'
import styles from './marker-row.module.css'

type Props = {
  readonly ref: Ref<HTMLLIElement>
  readonly index: number
  readonly count: number
  readonly top: number
  readonly marker: Marker
  /** Where the keyboard is: of all rows only this one's buttons are in the tab order. */
  readonly active: boolean
  readonly editing: boolean
  /** Some of the list are stretches. */
  readonly stretches: boolean
  readonly onGo: () => void
  readonly onPoint: () => void
  readonly onEdit: () => void
  /** null: as it was. `byKey`: Enter or Escape, so the keyboard stays with the row. */
  readonly onSaid: (text: string | null, byKey: boolean) => void
  readonly onColour: (colour: MarkerColour) => void
  readonly onMoveHere: () => void
  readonly onRemove: () => void
}

export function MarkerRow(props: Props) {
  const { ref, index, count, top, marker, active, editing, onPoint } = props
  const tabIndex = active ? 0 : -1
  const at = timesOf(marker)
  return (
    <li
      ref={ref}
      className={styles['row']}
      data-index={index}
      data-stretches={props.stretches ? '' : undefined}
      style={{ transform: `translateY(${top}px)` }}
      aria-setsize={count}
      aria-posinset={index + 1}
      onFocus={onPoint}
    >
      <ColourMenu colour={marker.colour} onColour={props.onColour} tabIndex={tabIndex} />
      {editing ? (
        <>
          <span className={styles['time']}>{at}</span>
          <Words marker={marker} at={at} onSaid={props.onSaid} />
        </>
      ) : (
        <>
          <button
            type="button"
            data-go
            className={styles['go']}
            tabIndex={tabIndex}
            onClick={props.onGo}
            onDoubleClick={props.onEdit}
          >
            <span className={styles['time']}>{at}</span>{' '}
            <span className={styles['text']} dir="auto" data-empty={marker.text === '' ? '' : undefined}>
              {marker.text === '' ? 'No text' : marker.text}
            </span>
          </button>
          <span className={styles['actions']}>
            <IconButton
              label="Edit"
              shortcut="f2"
              icon={Pencil}
              size="small"
              tabIndex={tabIndex}
              onClick={props.onEdit}
            />
            <Menu
              align="end"
              trigger={<IconButton label="More for this marker" icon={Ellipsis} size="small" tabIndex={tabIndex} />}
              entries={[
                { kind: 'item', label: 'Move to the playhead', icon: MapPin, onSelect: props.onMoveHere },
                { kind: 'separator' },
                {
                  kind: 'item',
                  label: 'Delete',
                  icon: Trash2,
                  shortcut: 'delete',
                  danger: true,
                  onSelect: props.onRemove,
                },
              ]}
            />
          </span>
        </>
      )}
    </li>
  )
}

function Words({ marker, at, onSaid }: { readonly marker: Marker; readonly at: string } & Pick<Props, 'onSaid'>) {
  const [text, setText] = useState(marker.text)
  const input = useRef<HTMLInputElement>(null)
  const over = useRef(false)
  useEffect(() => input.current?.select(), [])
  const end = (save: boolean, byKey: boolean) => {
    if (over.current) return
    over.current = true
    onSaid(save ? text.trim() : null, byKey)
  }
  // The room is left, or another tab shown: what was typed is kept. React tells no blur of what it takes away.
  const leave = useRef(end)
  leave.current = end
  useEffect(() => () => leave.current(true, false), [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
    event.preventDefault()
    event.stopPropagation()
    end(event.key === 'Enter', true)
  }
  return (
    <input
      ref={input}
      className={styles['input']}
      aria-label={`Text of the marker at ${at}`}
      value={text}
      maxLength={longestMarkerText}
      dir="auto"
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => end(true, false)}
    />
  )
}

export const timesOf = ({ startMs, endMs }: Marker): string =>
  endMs === null ? formatTimeCode(startMs) : `${formatTimeCode(startMs)}–${formatTimeCode(endMs)}`
