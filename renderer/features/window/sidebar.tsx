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
import type { LibraryOverview, SmartList } from '../../../preload/contract/library.ts'
import { listWords } from '../../../preload/contract/library-terms.ts'
import { collections, watches } from '../../../preload/contract/list-terms.ts'
import { formatBytes } from '../../format/bytes.ts'
import { formatCount } from '../../format/count.ts'
import { atList } from '../../stores/filter.ts'
import { app, library, useApp, useLibrary } from '../../stores/stores.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { ProgressBar } from '../../ui/progress.tsx'
import { DownloadsButton } from './downloads-button.tsx'
import { Rooms } from './rooms.tsx'
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

function Space({ overview }: { readonly overview: LibraryOverview }) {
  const { localBytes, freeBytes, localFiles } = overview
  const here = localFiles === 0 ? 'Nothing here yet' : `${formatBytes(localBytes)} here`
  const words = `${here}${freeBytes === null ? '' : ` · ${formatBytes(freeBytes)} free`}`
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
