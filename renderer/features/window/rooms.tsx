/** The rooms in the sidebar: one list, or where there are several workspaces, one for each under its name. */
import { CloudOff, Pencil, Search, X } from 'lucide-react'
import { Fragment, type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { Room } from '../../../preload/contract/library.ts'
import type { Workspace } from '../../../preload/contract/workspace.ts'
import { startsWords } from '../../format/word-match.ts'
import { atWorkspace } from '../../stores/filter.ts'
import { app, library, useApp, useLibrary, useSync } from '../../stores/stores.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { ContextMenu } from '../../ui/menu.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { openRoom } from './open-room.ts'
import { RenameRoom } from './rename-room.tsx'
import { RoomList } from './room-list.tsx'
import styles from './rooms.module.css'

/** So many are looked through at a glance. */
const glance = 15

export function Rooms({ rooms }: { readonly rooms: readonly Room[] }) {
  const [clicked, setClicked] = useState<Room | null>(null)
  const [renaming, setRenaming] = useState<Room | null>(null)
  const [typed, setTyped] = useState('')
  const isMany = rooms.length > glance
  const text = isMany ? typed.trim() : ''
  const shown = useMemo(
    () => (text === '' ? rooms : rooms.filter(({ title, apart }) => startsWords(`${title} ${apart ?? ''}`, text))),
    [rooms, text],
  )
  const several = useByWorkspace(rooms).length > 1
  const groups = useByWorkspace(shown)
  const list = useRef<HTMLDivElement>(null)
  return (
    <>
      {several ? null : <h2 className={styles['heading']}>Rooms</h2>}
      {isMany ? <Finder text={typed} onChange={setTyped} first={shown[0] ?? null} list={list} /> : null}
      <ContextMenu
        entries={
          clicked === null
            ? [{ kind: 'heading', label: 'No room here' }]
            : [{ kind: 'item', label: 'Rename room…', icon: Pencil, onSelect: () => setRenaming(clicked) }]
        }
        onBeforeOpen={(event) => setClicked(roomAt(event.target, rooms))}
      >
        <div ref={list}>
          {several ? (
            groups.map(({ workspace, rooms: own }) => (
              <Fragment key={workspace.id}>
                <WorkspaceHeading workspace={workspace} />
                <RoomList label={`Rooms of ${workspace.name}`} rooms={own} grouped />
              </Fragment>
            ))
          ) : (
            <RoomList label="Rooms" rooms={shown} grouped={false} />
          )}
          {shown.length === 0 ? <p className={styles['none']}>No room is called that.</p> : null}
        </div>
      </ContextMenu>
      <RenameRoom room={renaming} onClose={() => setRenaming(null)} />
    </>
  )
}

type FinderProps = {
  readonly text: string
  readonly onChange: (text: string) => void
  readonly first: Room | null
  readonly list: { readonly current: HTMLElement | null }
}

function Finder({ text, onChange, first, list }: FinderProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    // Those are the input method's.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && text !== '') onChange('')
    else if (event.key === 'Enter' && first !== null && text.trim() !== '') openRoom(first)
    else if (event.key === 'ArrowDown') list.current?.querySelector<HTMLElement>('[data-room] button')?.focus()
    else return
    event.preventDefault()
  }
  return (
    <TextField
      className={styles['finder']}
      label="Find a room"
      hideLabel
      icon={Search}
      placeholder="Find a room"
      value={text}
      maxLength={100}
      onChange={onChange}
      onKeyDown={onKeyDown}
      end={
        text === '' ? undefined : (
          <IconButton size="small" label="Show all rooms" icon={X} onClick={() => onChange('')} />
        )
      }
    />
  )
}

/** Those workspaces that have any of them. */
function useByWorkspace(rooms: readonly Room[]) {
  const workspaces = useSync((state) => state.workspaces)
  return useMemo(() => {
    const all = (workspaces ?? []).map((workspace) => ({
      workspace,
      rooms: rooms.filter(({ workspaceId }) => workspaceId === workspace.id),
    }))
    return all.filter((group) => group.rooms.length > 0)
  }, [workspaces, rooms])
}

function WorkspaceHeading({ workspace }: { readonly workspace: Workspace }) {
  const screen = useApp((state) => state.screen.kind)
  const current = useLibrary(
    ({ filter }) => filter.workspaceId === workspace.id && filter.roomIds.length === 0 && filter.list === 'all',
  )
  return (
    <h2 className={styles['workspace']}>
      <button
        type="button"
        aria-current={screen === 'library' && current ? 'page' : undefined}
        title={workspace.connected ? undefined : 'Not connected: nothing new comes from it'}
        onClick={() => {
          library.ask({ filter: atWorkspace(library.getState().filter, workspace.id) })
          app.go({ kind: 'library' })
        }}
      >
        <span>{workspace.name}</span>
        {workspace.connected ? null : <CloudOff size={12} strokeWidth={2} aria-label="Not connected" />}
      </button>
    </h2>
  )
}

function roomAt(target: EventTarget, rooms: readonly Room[]): Room | null {
  const line = target instanceof Element ? target.closest('[data-room]') : null
  return rooms.find((room) => String(room.id) === line?.getAttribute('data-room')) ?? null
}
