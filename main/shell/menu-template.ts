/** The application menu: what each system's users expect to find, with its keys, and Dailies' own commands. */
import type { MenuItemConstructorOptions } from 'electron'
import type { ReviewAction } from '../../preload/contract/review-action.ts'
import type { WindowCommand } from '../../preload/contract/shell-events.ts'
import { roomMenus } from './menu-room.ts'

export type MenuActions = {
  readonly command: (command: WindowCommand) => void
  readonly pauseAll: () => void
  readonly resumeAll: () => void
  readonly forgetRecent: () => void
  readonly showLogs: () => void
  readonly saveDiagnostics: () => void
  readonly showLicences: () => void
  readonly openOutside: (url: string) => void
}

export type MenuFacts = {
  readonly isMac: boolean
  readonly isDeveloping: boolean
  readonly recentLibraries: readonly string[]
  /** What the review room can be told now. */
  readonly offered: ReadonlySet<ReviewAction>
}

type Items = MenuItemConstructorOptions[]

export function menuTemplate(facts: MenuFacts, actions: MenuActions): Items {
  const { command } = actions
  const settings: Items = [
    {
      label: facts.isMac ? 'Settings…' : 'Settings',
      accelerator: 'CmdOrCtrl+,',
      click: () => command({ kind: 'go', screen: 'settings' }),
    },
  ]
  return [
    ...(facts.isMac ? [appMenu(settings)] : []),
    fileMenu(facts, actions, settings),
    editMenu(facts.isMac, actions),
    viewMenu(facts.isDeveloping, actions),
    ...roomMenus(facts.isMac, facts.offered, (action) => command({ kind: 'room', action })),
    downloadsMenu(actions),
    { role: 'windowMenu' },
    helpMenu(facts.isMac, actions),
  ]
}

function appMenu(settings: Items): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      ...settings,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  }
}

function fileMenu(facts: MenuFacts, actions: MenuActions, settings: Items): MenuItemConstructorOptions {
  const { command } = actions
  return {
    role: 'fileMenu',
    submenu: [
      { label: 'Open Library…', accelerator: 'CmdOrCtrl+O', click: () => command({ kind: 'choose-library' }) },
      { label: 'Open Recent', submenu: recent(facts.recentLibraries, actions) },
      { type: 'separator' },
      { label: 'Sync Now', accelerator: 'CmdOrCtrl+R', click: () => command({ kind: 'sync' }) },
      {
        label: facts.isMac ? 'Reveal in Finder' : 'Show in Folder',
        accelerator: 'CmdOrCtrl+Alt+R',
        click: () => command({ kind: 'show-in-folder' }),
      },
      { type: 'separator' },
      ...(facts.isMac
        ? ([{ role: 'close' }] as const)
        : [...settings, { type: 'separator' } as const, { role: 'close' } as const, { role: 'quit' } as const]),
    ],
  }
}

function recent(paths: readonly string[], { command, forgetRecent }: MenuActions): Items {
  if (paths.length === 0) return [{ label: 'No other library yet', enabled: false }]
  return [
    // An ampersand would be taken for the key of the item.
    ...paths.map((path) => ({
      label: path.replaceAll('&', '&&'),
      click: () => command({ kind: 'open-library', path }),
    })),
    { type: 'separator' },
    { label: 'Clear List', click: forgetRecent },
  ]
}

function editMenu(isMac: boolean, { command }: MenuActions): MenuItemConstructorOptions {
  return {
    role: 'editMenu',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      { type: 'separator' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      ...(isMac ? ([{ role: 'pasteAndMatchStyle' }] as const) : []),
      { role: 'delete' },
      { role: 'selectAll' },
      { type: 'separator' },
      { label: 'Find', accelerator: 'CmdOrCtrl+F', click: () => command({ kind: 'find' }) },
      { label: 'Find Anything', accelerator: 'CmdOrCtrl+K', click: () => command({ kind: 'palette' }) },
    ],
  }
}

function viewMenu(isDeveloping: boolean, { command }: MenuActions): MenuItemConstructorOptions {
  const developing = [
    { role: 'reload', accelerator: 'CmdOrCtrl+Shift+R' },
    { role: 'toggleDevTools' },
    { type: 'separator' },
  ] as const
  return {
    role: 'viewMenu',
    submenu: [
      ...(isDeveloping ? developing : []),
      { label: 'Library', accelerator: 'CmdOrCtrl+1', click: () => command({ kind: 'go', screen: 'library' }) },
      { label: 'Downloads', accelerator: 'CmdOrCtrl+2', click: () => command({ kind: 'go', screen: 'downloads' }) },
      { label: 'Expiring Soon', accelerator: 'CmdOrCtrl+3', click: () => command({ kind: 'expiring' }) },
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  }
}

function downloadsMenu({ pauseAll, resumeAll }: MenuActions): MenuItemConstructorOptions {
  return {
    label: 'Downloads',
    submenu: [
      { label: 'Pause All', accelerator: 'CmdOrCtrl+Shift+P', click: pauseAll },
      { label: 'Resume All', accelerator: 'CmdOrCtrl+Shift+U', click: resumeAll },
    ],
  }
}

function helpMenu(isMac: boolean, actions: MenuActions): MenuItemConstructorOptions {
  const { command, openOutside, showLogs, saveDiagnostics, showLicences } = actions
  return {
    role: 'help',
    submenu: [
      { label: 'Keyboard Shortcuts', accelerator: 'CmdOrCtrl+/', click: () => command({ kind: 'keys' }) },
      { type: 'separator' },
      { label: '100ms Dashboard', click: () => openOutside('https://dashboard.100ms.live') },
      { label: '100ms Documentation', click: () => openOutside('https://www.100ms.live/docs') },
      { type: 'separator' },
      { label: 'Save Diagnostics…', click: saveDiagnostics },
      { label: 'Show the Log', click: showLogs },
      { type: 'separator' },
      { label: 'Licences', click: showLicences },
      ...(isMac ? [] : ([{ role: 'about' }] as const)),
    ],
  }
}
