/** The way around: smart lists and rooms with their counts, the space used, what sync does, downloads and settings. */
import {
  CircleAlert,
  CircleX,
  Clock,
  CloudDownload,
  CloudOff,
  Eye,
  Film,
  HardDrive,
  type LucideIcon,
  Pencil,
  Settings,
  Star,
} from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { LibraryOverview, Room, SmartList } from '../../../preload/contract/library.ts'
import { listWords } from '../../../preload/contract/library-terms.ts'
import type { Workspace } from '../../../preload/contract/workspace.ts'
import { formatBytes } from '../../format/bytes.ts'
import { formatCount } from '../../format/count.ts'
import { atList, atRoom, atWorkspace } from '../../stores/filter.ts'
import { app, library, useApp, useLibrary, useSync } from '../../stores/stores.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { ContextMenu } from '../../ui/menu.tsx'
import { ProgressBar } from '../../ui/progress.tsx'
import { DownloadsButton } from './downloads-button.tsx'
import { RenameRoom } from './rename-room.tsx'
import { RoomDot } from './room-dot.tsx'
import styles from './sidebar.module.css'
import { SidebarItem } from './sidebar-item.tsx'
import { SyncLine } from './sync-line.tsx'

const icons: Readonly<Record<SmartList, LucideIcon>> = {
  all: Film,
  unreviewed: Eye,
  starred: Star,
  expiring: Clock,
  'not-downloaded': CloudDownload,
  'only-copy': HardDrive,
  failed: CircleX,
  attention: CircleAlert,
}
const collections = ['all', 'unreviewed', 'starred'] as const
const watches = ['expiring', 'not-downloaded', 'only-copy', 'failed', 'attention'] as const

export function Sidebar() {
  const overview = useLibrary((state) => state.overview)
  return (
    <nav className={styles['sidebar']} aria-label="Library">
      <div className={styles['titlebar']} />
      <div className={styles['scroll']}>
        <ul className={styles['group']}>
          {collections.map((list) => (
            <ListItem key={list} list={list} overview={overview} />
          ))}
        </ul>
        <h2 className={styles['heading']}>Keep an eye on</h2>
        <ul className={styles['group']}>
          {watches.map((list) => (
            <ListItem key={list} list={list} overview={overview} />
          ))}
        </ul>
        {overview === null || overview.rooms.length === 0 ? null : <Rooms rooms={overview.rooms} />}
      </div>
      <footer className={styles['footer']}>
        {overview === null ? null : <Space overview={overview} />}
        <SyncLine />
        <div className={styles['buttons']}>
          <DownloadsButton />
          <SettingsButton />
        </div>
      </footer>
    </nav>
  )
}

function ListItem({ list, overview }: { readonly list: SmartList; readonly overview: LibraryOverview | null }) {
  const screen = useApp((state) => state.screen.kind)
  const current = useLibrary(
    (state) => state.filter.list === list && state.filter.roomIds.length === 0 && state.filter.workspaceId === null,
  )
  const count = overview === null ? null : overview.counts[list] + (list === 'attention' ? overview.unreadable : 0)
  const alarming = (list === 'expiring' || list === 'failed' || list === 'attention') && count !== null && count > 0
  return (
    <SidebarItem
      icon={icons[list]}
      label={listWords[list]}
      count={count}
      current={screen === 'library' && current}
      tone={alarming ? (list === 'expiring' ? 'amber' : 'tally') : null}
      onClick={() => {
        library.ask({ filter: atList(library.getState().filter, list) })
        app.go({ kind: 'library' })
      }}
    />
  )
}

/** One list, or where there are several workspaces, one for each under its name. */
function Rooms({ rooms }: { readonly rooms: readonly Room[] }) {
  const workspaces = useSync((state) => state.workspaces) ?? []
  const [clicked, setClicked] = useState<Room | null>(null)
  const [renaming, setRenaming] = useState<Room | null>(null)
  const inUse = workspaces.filter(({ id }) => rooms.some((room) => room.workspaceId === id))
  return (
    <>
      <ContextMenu
        entries={
          clicked === null
            ? [{ kind: 'heading', label: 'No room here' }]
            : [{ kind: 'item', label: 'Rename room…', icon: Pencil, onSelect: () => setRenaming(clicked) }]
        }
        onBeforeOpen={(event) => setClicked(roomAt(event.target, rooms))}
      >
        <div>
          {inUse.length < 2 ? (
            <RoomList heading={<h2 className={styles['heading']}>Rooms</h2>} rooms={rooms} grouped={false} />
          ) : (
            inUse.map((workspace) => (
              <RoomList
                key={workspace.id}
                heading={<WorkspaceHeading workspace={workspace} />}
                rooms={rooms.filter(({ workspaceId }) => workspaceId === workspace.id)}
                grouped
              />
            ))
          )}
        </div>
      </ContextMenu>
      <RenameRoom room={renaming} onClose={() => setRenaming(null)} />
    </>
  )
}

type RoomListProps = {
  readonly heading: ReactNode
  readonly rooms: readonly Room[]
  /** Under a workspace's name, which need not be said again. */
  readonly grouped: boolean
}

function RoomList({ heading, rooms, grouped }: RoomListProps) {
  const screen = useApp((state) => state.screen.kind)
  const roomIds = useLibrary((state) => state.filter.roomIds)
  const titles = rooms.map(({ title }) => title)
  return (
    <>
      {heading}
      <ul className={styles['group']}>
        {rooms.map((room) => (
          <SidebarItem
            key={room.id}
            data-room={room.id}
            mark={<RoomDot title={room.title} />}
            label={room.title}
            aside={grouped && titles.indexOf(room.title) === titles.lastIndexOf(room.title) ? null : room.apart}
            hint={room.localBytes > 0 ? `${formatBytes(room.localBytes)} on this computer` : null}
            count={room.recordingCount}
            current={screen === 'library' && roomIds.length === 1 && roomIds[0] === room.id}
            onClick={() => {
              library.ask({ filter: atRoom(library.getState().filter, room.id) })
              app.go({ kind: 'library' })
            }}
          />
        ))}
      </ul>
    </>
  )
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

function Space({ overview }: { readonly overview: LibraryOverview }) {
  const { localBytes, freeBytes, localFiles } = overview
  const words = `${formatBytes(localBytes)} here${freeBytes === null ? '' : ` · ${formatBytes(freeBytes)} free`}`
  return (
    <div className={styles['space']} title={`${formatCount(localFiles)} files`}>
      <span>{words}</span>
      {freeBytes === null ? null : (
        <ProgressBar
          value={localBytes / Math.max(1, localBytes + freeBytes)}
          label="Space used by this library"
          tone="quiet"
        />
      )}
    </div>
  )
}

function SettingsButton() {
  const current = useApp((state) => state.screen.kind === 'settings')
  return (
    <IconButton
      label="Settings"
      shortcut="mod+,"
      icon={Settings}
      tooltipSide="top"
      aria-current={current ? 'page' : undefined}
      className={current ? styles['current'] : undefined}
      onClick={() => app.go({ kind: 'settings' })}
    />
  )
}
