/** The commands of the palette: what can be told now, with the words and the key that the contract gives it. */
import {
  ArrowDownAZ,
  ArrowDownToLine,
  ArrowUpDown,
  CircleCheck,
  CirclePause,
  CirclePlay,
  CircleX,
  Clapperboard,
  FileOutput,
  FileText,
  Film,
  FilterX,
  FolderInput,
  FolderOpen,
  FolderSearch,
  Keyboard,
  LayoutGrid,
  Link,
  ListChecks,
  type LucideIcon,
  Monitor,
  Moon,
  PanelRight,
  Play,
  RefreshCw,
  RotateCw,
  Scale,
  ScrollText,
  Search,
  Settings,
  Star,
  Sun,
  Tag,
  Trash2,
  X,
} from 'lucide-react'
import type { Action } from '../../preload/contract/action.ts'
import {
  type ActionTerms,
  chosenActions,
  type ListAction,
  listTerms,
  viewActions,
  type WindowAction,
  windowActions,
  windowTerms,
  wordsOf,
} from '../../preload/contract/action-terms.ts'
import { app, offers } from '../stores/stores.ts'
import type { AppCommand } from './app-command.ts'
import { chordOf } from './review-keys.ts'
import { roomCommands } from './room-commands.ts'

type Look = readonly [icon: LucideIcon, alike: string]

const listLooks: Readonly<Record<ListAction, Look>> = {
  review: [Play, 'open play watch this recording'],
  download: [ArrowDownToLine, 'keep files offline'],
  'cancel-download': [CircleX, 'stop'],
  star: [Star, 'favourite'],
  reviewed: [CircleCheck, 'done'],
  tag: [Tag, 'label'],
  'copy-recording-link': [Link, 'url share'],
  'export-srt': [FileOutput, 'srt save'],
  'export-vtt': [FileOutput, 'vtt save'],
  'export-txt': [FileOutput, 'txt save'],
  'export-md': [FileOutput, 'md save'],
  'export-json': [FileOutput, 'words times save'],
  'show-in-folder': [FolderSearch, 'finder explorer files reveal'],
  remove: [Trash2, 'delete bin trash free space'],
  'select-all': [ListChecks, 'choose everything'],
  'clear-selection': [X, 'deselect none'],
  grid: [LayoutGrid, 'view icons thumbnails'],
  details: [PanelRight, 'view pane inspector info'],
  'sort-relevance': [ArrowDownAZ, 'order relevance'],
  'sort-date': [ArrowDownAZ, 'order newest oldest'],
  'sort-title': [ArrowDownAZ, 'order name'],
  'sort-room': [ArrowDownAZ, 'order'],
  'sort-duration': [ArrowDownAZ, 'order duration longest'],
  'sort-size': [ArrowDownAZ, 'order largest bytes'],
  'sort-expiry': [ArrowDownAZ, 'order expiring soonest'],
  'reverse-order': [ArrowUpDown, 'sort direction ascending descending'],
  'clear-filters': [FilterX, 'reset show all'],
}

const windowLooks: Readonly<Record<WindowAction, Look>> = {
  library: [Film, 'go to list'],
  downloads: [ArrowDownToLine, 'go to queue'],
  settings: [Settings, 'preferences'],
  search: [Search, 'search'],
  palette: [Search, 'search commands'],
  sync: [RefreshCw, 'refresh'],
  'open-library': [FolderOpen, 'another folder'],
  'move-library': [FolderInput, 'folder drive disk relocate'],
  connect: [Clapperboard, 'add account access key'],
  'pause-all': [CirclePause, 'stop'],
  'resume-all': [CirclePlay, 'continue'],
  'retry-failed': [RotateCw, 'retry'],
  'theme-system': [Monitor, 'appearance'],
  'theme-light': [Sun, 'appearance'],
  'theme-dark': [Moon, 'appearance'],
  keys: [Keyboard, 'help'],
  'save-diagnostics': [FileText, 'report fault problem support'],
  'show-log': [ScrollText, ''],
  licences: [Scale, 'about third party open source'],
}

const commandOf = <A extends Action>(action: A, terms: ActionTerms, [icon, alike]: Look): AppCommand => {
  const { can, on } = offers.getState()
  return { action, words: wordsOf(terms, can.has(action) && on.has(action)), alike, icon, key: terms.key }
}

/** Those that can be run now, with the keys that are heard now. */
export function commandsNow(): readonly AppCommand[] {
  const { can } = offers.getState()
  const isReviewing = app.getState().screen.kind === 'review'
  // The letters of the list are no keys of the room; some of them are the room's own.
  const heard = (command: AppCommand): AppCommand =>
    isReviewing && command.key?.includes('mod+') !== true ? { ...command, key: roomKey(command.action) } : command
  return [
    ...roomCommands,
    ...chosenActions.map((action) => heard(commandOf(action, listTerms[action], listLooks[action]))),
    // It is where this is read.
    ...windowActions
      .filter((action) => action !== 'palette')
      .map((action) => commandOf(action, windowTerms[action], windowLooks[action])),
    ...viewActions.map((action) => commandOf(action, listTerms[action], listLooks[action])),
  ].filter(({ action }) => can.has(action))
}

const roomKey = (action: Action): string | undefined =>
  action === 'star' || action === 'reviewed' ? chordOf(action) : undefined
