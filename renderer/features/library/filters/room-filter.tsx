/** Which rooms: those chosen first, then the others by name; of thousands as many as a list is read of, or what is typed. */
import { Check } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { LibraryFilter, Room } from '../../../../preload/contract/library.ts'
import { formatCount } from '../../../format/count.ts'
import { startsWords } from '../../../format/word-match.ts'
import { toggled } from '../../../stores/filter.ts'
import { useLibrary } from '../../../stores/stores.ts'
import { Button } from '../../../ui/button.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { ChipButton } from './chip-button.tsx'
import styles from './choice-filter.module.css'

type Props = { readonly filter: LibraryFilter; readonly onChange: (part: Partial<LibraryFilter>) => void }

const shown = 50
/** So many are looked through at a glance. */
const glance = 15

export function RoomFilter({ filter, onChange }: Props) {
  const [open, setOpen] = useState(false)
  const rooms = useLibrary((state) => state.overview?.rooms)
  const chosenIds = useMemo(() => new Set(filter.roomIds), [filter.roomIds])
  const chosen = useMemo(() => (rooms ?? []).filter(({ id }) => chosenIds.has(id)), [rooms, chosenIds])
  if (rooms === undefined || rooms.length < 2) return null
  const set = chosen.length > 1 ? `${formatCount(chosen.length)} rooms` : (chosen[0]?.title ?? null)
  return (
    <Popover
      label="Room"
      open={open}
      onOpenChange={setOpen}
      className={styles['panel']}
      trigger={<ChipButton name="Room" set={set} />}
    >
      <Choices
        rooms={rooms}
        chosenIds={chosenIds}
        onToggle={({ id }) => onChange({ roomIds: toggled(filter.roomIds, id) })}
      />
    </Popover>
  )
}

type ChoicesProps = {
  readonly rooms: readonly Room[]
  readonly chosenIds: ReadonlySet<number>
  readonly onToggle: (room: Room) => void
}

function Choices({ rooms, chosenIds, onToggle }: ChoicesProps) {
  const [text, setText] = useState('')
  // Those chosen when it was opened stand first, and nothing jumps while one ticks.
  const [firstIds] = useState(chosenIds)
  const found = useMemo(() => {
    const typed = text.trim()
    if (typed !== '') return rooms.filter(({ title, apart }) => startsWords(`${title} ${apart ?? ''}`, typed))
    return [...rooms.filter(({ id }) => firstIds.has(id)), ...rooms.filter(({ id }) => !firstIds.has(id))]
  }, [rooms, firstIds, text])
  const more = found.length - shown
  return (
    <>
      {rooms.length > glance ? (
        <TextField label="Find a room" hideLabel placeholder="Find a room" value={text} onChange={setText} autoFocus />
      ) : null}
      <ul className={styles['list']} aria-label="Rooms">
        {found.slice(0, shown).map((room) => (
          <li key={room.id}>
            <Button
              variant="quiet"
              className={styles['name']}
              aria-pressed={chosenIds.has(room.id)}
              onClick={() => onToggle(room)}
            >
              <span className={styles['words']}>{room.title}</span>
              {room.apart === null ? null : <span className={styles['count']}>{room.apart}</span>}
              {chosenIds.has(room.id) ? <Check size={16} strokeWidth={2} aria-hidden="true" /> : null}
              <span className={styles['count']}>{formatCount(room.recordingCount)}</span>
            </Button>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className={styles['none']}>No room is called that.</p> : null}
      {more > 0 ? <p className={styles['none']}>{formatCount(more)} more: type a part of the name.</p> : null}
    </>
  )
}
