/** The application menu: what each system's users expect to find, with its keys, and all that Dailies can be told to do. */
import type { MenuItemConstructorOptions } from 'electron'
import type { Action } from '../../../preload/contract/action.ts'
import { exportActions, sortActions } from '../../../preload/contract/action-terms.ts'
import type { SmartList } from '../../../preload/contract/library.ts'
import { listWords } from '../../../preload/contract/library-terms.ts'
import { smartLists } from '../../../preload/contract/list-terms.ts'
import { type ItemMaker, type Items, itemsOf, type Offered, titleCase } from './menu-items.ts'
import { roomMenus } from './menu-room.ts'

export type MenuActions = {
  readonly act: (action: Action) => void
  readonly showList: (list: SmartList) => void
  readonly openLibrary: (path: string) => void
  readonly forgetRecent: () => void
  readonly openOutside: (url: string) => void
}

export type MenuFacts = {
  readonly isMac: boolean
  readonly isDeveloping: boolean
  readonly recentLibraries: readonly string[]
  readonly offered: Offered
}

type Menu = MenuItemConstructorOptions
type Parts = { readonly facts: MenuFacts; readonly actions: MenuActions; readonly maker: ItemMaker }

const line: Menu = { type: 'separator' }

export function menuTemplate(facts: MenuFacts, actions: MenuActions): Items {
  const maker = { isMac: facts.isMac, offered: facts.offered, act: actions.act }
  const parts = { facts, actions, maker }
  const room = roomMenus(maker)
  return [
    ...(facts.isMac ? [appMenu(parts)] : []),
    fileMenu(parts),
    editMenu(parts),
    viewMenu(parts),
    recordingMenu(parts, room.ofRecording),
    ...room.menus,
    { label: 'Downloads', submenu: some(parts, ['pause-all', 'resume-all', 'retry-failed']) },
    { role: 'windowMenu' },
    helpMenu(parts),
  ]
}

const some = ({ maker }: Parts, actions: readonly Action[]): Items => actions.flatMap((each) => itemsOf(maker, each))
const radios = ({ maker }: Parts, actions: readonly Action[]): Items =>
  actions.flatMap((each) => itemsOf(maker, each, 'radio'))

function appMenu(parts: Parts): Menu {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      ...some(parts, ['settings']),
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  }
}

function fileMenu(parts: Parts): Menu {
  const { facts, actions } = parts
  return {
    role: 'fileMenu',
    submenu: [
      ...some(parts, ['open-library']),
      { label: 'Open Recent', submenu: recent(facts.recentLibraries, actions) },
      ...some(parts, ['move-library']),
      line,
      ...some(parts, ['sync', 'connect']),
      line,
      ...(facts.isMac ? [] : [...some(parts, ['settings']), line]),
      { role: 'close' },
      ...(facts.isMac ? [] : [{ role: 'quit' } as const]),
    ],
  }
}

function recent(paths: readonly string[], { openLibrary, forgetRecent }: MenuActions): Items {
  if (paths.length === 0) return [{ label: 'No other library yet', enabled: false }]
  return [
    // An ampersand would be taken for the key of the item.
    ...paths.map((path) => ({ label: path.replaceAll('&', '&&'), click: () => openLibrary(path) })),
    line,
    { label: 'Clear List', click: forgetRecent },
  ]
}

function editMenu(parts: Parts): Menu {
  return {
    role: 'editMenu',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      line,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      ...(parts.facts.isMac ? ([{ role: 'pasteAndMatchStyle' }] as const) : []),
      { role: 'delete' },
      { role: 'selectAll' },
      line,
      ...some(parts, ['select-all', 'clear-selection']),
      line,
      ...some(parts, ['search', 'palette', 'clear-filters']),
    ],
  }
}

/** The library itself is among the actions. */
const lists = smartLists.filter((list) => list !== 'all')

/** As in every browser: without Shift, and on the number pad. */
const otherZoomKeys: Items = [
  { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false },
  { role: 'zoomIn', accelerator: 'CmdOrCtrl+numadd', visible: false },
  { role: 'zoomOut', accelerator: 'CmdOrCtrl+numsub', visible: false },
]

function viewMenu(parts: Parts): Menu {
  const { showList } = parts.actions
  const developing = [
    { role: 'reload', accelerator: 'CmdOrCtrl+Shift+R' },
    { role: 'toggleDevTools' },
    { type: 'separator' },
  ] as const
  const ofList = (list: SmartList): Menu => ({
    label: titleCase(listWords[list]),
    ...(list === 'expiring' ? { accelerator: 'CmdOrCtrl+3' } : {}),
    click: () => showList(list),
  })
  return {
    role: 'viewMenu',
    submenu: [
      ...(parts.facts.isDeveloping ? developing : []),
      ...some(parts, ['library', 'downloads']),
      line,
      ...lists.map(ofList),
      line,
      ...some(parts, ['grid', 'details']),
      { label: 'Sort By', submenu: [...radios(parts, sortActions), line, ...some(parts, ['reverse-order'])] },
      line,
      { label: 'Theme', submenu: radios(parts, ['theme-system', 'theme-light', 'theme-dark']) },
      line,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      ...otherZoomKeys,
      line,
      { role: 'togglefullscreen' },
    ],
  }
}

function recordingMenu(parts: Parts, ofRoom: Items): Menu {
  return {
    label: 'Recording',
    submenu: [
      ...some(parts, ['review', 'download', 'cancel-download']),
      line,
      ...some(parts, ['star', 'reviewed', 'tag']),
      line,
      ...some(parts, ['copy-recording-link']),
      ...ofRoom.slice(0, 1),
      { label: 'Export Transcripts', submenu: some(parts, exportActions) },
      ...some(parts, ['show-in-folder', 'remove']),
      ...ofRoom.slice(1),
    ],
  }
}

function helpMenu(parts: Parts): Menu {
  const { openOutside } = parts.actions
  return {
    role: 'help',
    submenu: [
      ...some(parts, ['keys']),
      line,
      { label: '100ms Dashboard', click: () => openOutside('https://dashboard.100ms.live') },
      { label: '100ms Documentation', click: () => openOutside('https://www.100ms.live/docs') },
      line,
      ...some(parts, ['save-diagnostics', 'show-log']),
      line,
      ...some(parts, ['licences']),
      ...(parts.facts.isMac ? [] : ([{ role: 'about' }] as const)),
    ],
  }
}
