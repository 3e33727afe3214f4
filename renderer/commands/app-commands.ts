/**
 * Every command of the window with its words and its key: the palette runs them, the sheet of keys lists them. A command
 * resolves with what is to be said, if anything.
 */
import {
  ArrowDownToLine,
  CircleCheck,
  CirclePause,
  CirclePlay,
  Clapperboard,
  FileText,
  Film,
  FolderInput,
  FolderOpen,
  FolderSearch,
  Keyboard,
  type LucideIcon,
  Monitor,
  Moon,
  Play,
  RefreshCw,
  Scale,
  ScrollText,
  Settings,
  Star,
  StarOff,
  Sun,
} from 'lucide-react'
import type { DailiesError } from '../../preload/contract/errors.ts'
import type { AppPreferences } from '../../preload/contract/settings.ts'
import { shell } from '../api/shell.ts'
import { app, downloads, library, move, sync } from '../stores/stores.ts'
import { chosenRecordings, focusedRecording } from './chosen.ts'
import { chooseLibrary } from './open-library.ts'
import { roomCommands } from './room-commands.ts'
import { showInFolder } from './show-in-folder.ts'

export type AppCommand = {
  readonly words: string
  /** By which it is found too. */
  readonly alike?: string
  readonly icon: LucideIcon
  /** As Kbd takes it. */
  readonly key?: string
  /** A key that only the list of recordings hears. */
  readonly listKey?: string
  /** Something to do it to is there. */
  readonly when?: () => boolean
  readonly run: () => Promise<string | null>
}

const said = async (error: Promise<DailiesError | null>): Promise<string | null> => (await error)?.message ?? null
const done = async (act: () => void): Promise<null> => {
  act()
  return null
}
const isChosen = (): boolean => chosenRecordings().length > 0
const theme = (chosen: AppPreferences['theme']) => () => said(app.prefer({ theme: chosen }))
const toAll = (action: 'pause' | 'resume') => () => said(downloads.act(action, { kind: 'all' }))
const isStarred = (): boolean => chosenRecordings().every((id) => library.getState().rows.get(id)?.starred === true)
const edit = (change: Parameters<typeof library.edit>[1]) => () => said(library.edit(chosenRecordings(), change))

/** On every screen. */
export const windowCommands: readonly AppCommand[] = [
  {
    words: 'Library',
    alike: 'go to list',
    icon: Film,
    key: 'mod+1',
    run: () => done(() => app.go({ kind: 'library' })),
  },
  {
    words: 'Downloads',
    alike: 'go to queue',
    icon: ArrowDownToLine,
    key: 'mod+2',
    run: () => done(() => app.go({ kind: 'downloads' })),
  },
  {
    words: 'Settings',
    alike: 'preferences',
    icon: Settings,
    key: 'mod+,',
    run: () => done(() => app.go({ kind: 'settings' })),
  },
  { words: 'Sync now', alike: 'refresh', icon: RefreshCw, key: 'mod+r', run: () => done(() => sync.now(null)) },
  { words: 'Open another library…', alike: 'folder', icon: FolderOpen, key: 'mod+o', run: chooseLibrary },
  {
    words: 'Move the library…',
    alike: 'folder drive disk relocate',
    icon: FolderInput,
    when: () => app.getState().library?.writable === true,
    run: () => done(() => void move.choose()),
  },
  {
    words: 'Keyboard shortcuts',
    alike: 'keys help',
    icon: Keyboard,
    key: '?',
    // Each screen has a sheet of its own and hears its key.
    run: () => done(() => void window.dispatchEvent(new KeyboardEvent('keydown', { key: '?', cancelable: true }))),
  },
]

/** With what is chosen in the list, or reviewed. */
export const recordingCommands: readonly AppCommand[] = [
  {
    words: 'Review this recording',
    alike: 'open play watch',
    icon: Play,
    listKey: 'enter',
    when: () => app.getState().screen.kind !== 'review' && focusedRecording() !== null,
    run: () =>
      done(() => {
        const id = focusedRecording()
        if (id !== null) app.review(id)
      }),
  },
  {
    words: 'Download',
    alike: 'keep files offline',
    icon: ArrowDownToLine,
    listKey: 'd',
    when: isChosen,
    run: () => said(downloads.act('start', { kind: 'recordings', recordingIds: [...chosenRecordings()], types: null })),
  },
  {
    words: 'Star',
    alike: 'favourite',
    icon: Star,
    key: 's',
    when: () => isChosen() && !isStarred(),
    run: edit({ kind: 'star', starred: true }),
  },
  {
    words: 'Remove the star',
    icon: StarOff,
    key: 's',
    when: () => isChosen() && isStarred(),
    run: edit({ kind: 'star', starred: false }),
  },
  {
    words: 'Mark as reviewed',
    alike: 'done',
    icon: CircleCheck,
    key: 'r',
    when: isChosen,
    run: edit({ kind: 'review', reviewed: true }),
  },
  {
    words: 'Show in folder',
    alike: 'finder explorer files',
    icon: FolderSearch,
    key: 'mod+alt+r',
    when: isChosen,
    run: showInFolder,
  },
]

export const otherCommands: readonly AppCommand[] = [
  { words: 'Pause all downloads', icon: CirclePause, key: 'mod+shift+p', run: toAll('pause') },
  { words: 'Resume all downloads', alike: 'continue', icon: CirclePlay, key: 'mod+shift+u', run: toAll('resume') },
  { words: 'Light theme', alike: 'appearance', icon: Sun, run: theme('light') },
  { words: 'Dark theme', alike: 'appearance', icon: Moon, run: theme('dark') },
  { words: 'Theme of the system', alike: 'appearance', icon: Monitor, run: theme('system') },
  {
    words: 'Connect a workspace',
    alike: 'add account access key',
    icon: Clapperboard,
    run: () => done(() => app.setUp('connect')),
  },
  {
    words: 'Save diagnostics',
    alike: 'report fault problem support',
    icon: FileText,
    run: async () => {
      const answer = await shell.call('app.saveDiagnostics', {})
      return answer.ok ? null : answer.error.message
    },
  },
  {
    words: 'Licences',
    alike: 'about third party open source',
    icon: Scale,
    run: async () => {
      const answer = await shell.call('app.showLicences', {})
      return answer.ok ? null : answer.error.message
    },
  },
  { words: 'Show the log', icon: ScrollText, run: () => app.showLogs().then(() => null) },
]

const isReviewing = (): boolean => app.getState().screen.kind === 'review'

/** Those that can be run now, with the keys that are heard now. */
export const commandsNow = (): readonly AppCommand[] =>
  [...roomCommands, ...recordingCommands, ...windowCommands, ...otherCommands]
    .filter(({ when }) => when === undefined || when())
    .map(({ listKey, ...command }) => (listKey === undefined || isReviewing() ? command : { ...command, key: listKey }))
