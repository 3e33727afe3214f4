/** The way around: smart lists and rooms with their counts, the space used, what sync does, downloads and settings. */
import {
  CircleAlert,
  CircleX,
  Clock,
  CloudDownload,
  Eye,
  Film,
  HardDrive,
  type LucideIcon,
  Settings,
  Star,
} from 'lucide-react'
import { useState } from 'react'
import type { LibraryOverview, Room, SmartList } from '../../../preload/contract/library.ts'
import { formatBytes } from '../../format/bytes.ts'
import { formatCount } from '../../format/count.ts'
import { listWords } from '../../format/recording-words.ts'
import { atList, atRoom } from '../../stores/filter.ts'
import { app, library, useApp, useLibrary } from '../../stores/stores.ts'
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
  const current = useLibrary((state) => state.filter.list === list && state.filter.roomIds.length === 0)
  const count = overview?.counts[list] ?? null
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

function Rooms({ rooms }: { readonly rooms: readonly Room[] }) {
  const screen = useApp((state) => state.screen.kind)
  const roomIds = useLibrary((state) => state.filter.roomIds)
  const [clicked, setClicked] = useState<Room | null>(null)
  const [renaming, setRenaming] = useState<Room | null>(null)
  return (
    <>
      <h2 className={styles['heading']}>Rooms</h2>
      <ContextMenu
        entries={[{ kind: 'item', label: 'Rename room…', onSelect: () => setRenaming(clicked) }]}
        onBeforeOpen={(event) => setClicked(roomAt(event.target, rooms))}
      >
        <ul className={styles['group']}>
          {rooms.map((room) => (
            <SidebarItem
              key={room.id}
              data-room={room.id}
              mark={<RoomDot title={room.title} />}
              label={room.title}
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
      </ContextMenu>
      <RenameRoom room={renaming} onClose={() => setRenaming(null)} />
    </>
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
