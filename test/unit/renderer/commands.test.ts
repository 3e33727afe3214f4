// Two tables say what Dailies can be told to do: the window's commands and the application menu. They stand on two sides
// that don't know each other; this holds them together.
import type { MenuItemConstructorOptions } from 'electron'
import { beforeAll, expect, test, vi } from 'vitest'
import { menuTemplate } from '../../../main/shell/menu-template.ts'
import { reviewAction } from '../../../preload/contract/review-action.ts'
import type { AppCommand } from '../../../renderer/commands/app-commands.ts'
import { keyGroups } from '../../../renderer/commands/review-keys.ts'

/** The window's words → the menu's label. Menus write in title case, and say less where their own name says the rest. */
const inBoth: Readonly<Record<string, string>> = {
  Library: 'Library',
  Downloads: 'Downloads',
  Settings: 'Settings',
  'Sync now': 'Sync Now',
  'Open another library…': 'Open Library…',
  'Show in folder': 'Show in Folder',
  'Pause all downloads': 'Pause All',
  'Resume all downloads': 'Resume All',
  'Keyboard shortcuts': 'Keyboard Shortcuts',
  'Save diagnostics': 'Save Diagnostics…',
  'Show the log': 'Show the Log',
  Licences: 'Licences',
}
/** The window has these otherwise: a box of its own, a list in the sidebar. */
const inMenuOnly = ['Find', 'Find Anything', 'Expiring Soon']
/** In the window a character says it, which no menu can have as its key. */
const otherKey = ['Keyboard shortcuts']

let commands: readonly AppCommand[]
const menu = new Map<string, string | undefined>()
/** The room's part of it, by what it does. */
const roomMenu = new Map<string, string | undefined>()

beforeAll(async () => {
  const dailies = { invoke: async () => null, onShellEvent: () => undefined, requestEnginePort: () => undefined }
  vi.stubGlobal('window', { dailies, addEventListener: () => undefined })
  const { otherCommands, recordingCommands, windowCommands } = await import(
    '../../../renderer/commands/app-commands.ts'
  )
  commands = [...windowCommands, ...recordingCommands, ...otherCommands]
  const nothing = () => undefined
  const actions = { command: nothing, pauseAll: nothing, resumeAll: nothing, forgetRecent: nothing, showLogs: nothing }
  const template = menuTemplate(
    { isMac: false, isDeveloping: false, recentLibraries: [], offered: new Set() },
    { ...actions, saveDiagnostics: nothing, showLicences: nothing, openOutside: nothing },
  )
  const note = ({ id, label, accelerator, submenu }: MenuItemConstructorOptions) => {
    const key = accelerator?.replace('CmdOrCtrl', 'mod').toLowerCase()
    if (id?.startsWith('room:') === true) roomMenu.set(id.slice('room:'.length), key)
    else if (Array.isArray(submenu)) submenu.forEach(note)
    else if (label !== undefined) menu.set(label, key)
  }
  template.forEach(note)
})

test('what both can do has the same key in both', () => {
  for (const [words, label] of Object.entries(inBoth)) {
    const command = commands.find((each) => each.words === words)
    expect([command?.words, menu.has(label)], words).toEqual([words, true])
    if (!otherKey.includes(words)) expect(command?.key, words).toBe(menu.get(label))
  }
})

test('a key of the one means nothing else in the other', () => {
  const labels = new Map([...menu].flatMap(([label, key]) => (key === undefined ? [] : [[key, label] as const])))
  const clashes = commands.filter(({ words, key = '' }) => labels.has(key) && labels.get(key) !== inBoth[words])
  expect(clashes.map(({ words }) => words)).toEqual([])
})

test('every key of the menu is a command of the window, or has its own place there', () => {
  const known = [...Object.values(inBoth), ...inMenuOnly]
  expect([...menu].filter(([label, key]) => key !== undefined && !known.includes(label))).toEqual([])
})

test('all that the review room can do is in the menu, with the key that the room hears', () => {
  // One has its place under Help, the other is what a key is for.
  expect(reviewAction.options.filter((action) => !roomMenu.has(action))).toEqual(['help', 'close'])
  const chords = new Map<string, readonly string[]>(
    keyGroups.flatMap(({ lines }) =>
      lines.flatMap(({ keys }) => keys.map(([action, ...some]) => [action, some] as const)),
    ),
  )
  const asWeWrite: Readonly<Record<string, string>> = { plus: '+' }
  for (const [action, key] of roomMenu) {
    if (key !== undefined) expect(chords.get(action), action).toContain(asWeWrite[key] ?? key)
  }
})

test('all that the review room can do is in the palette, each under words of its own', async () => {
  const { roomCommands } = await import('../../../renderer/commands/room-commands.ts')
  const { room } = await import('../../../renderer/stores/stores.ts')
  const done: string[] = []
  room.offer({ can: new Set(reviewAction.options), run: (action) => done.push(action) })
  for (const { run } of roomCommands) await run()
  // These are commands of every screen.
  const elsewhere = ['star', 'reviewed', 'help', 'close', 'leave']
  expect([...done, ...elsewhere].sort()).toEqual([...reviewAction.options].sort())
  expect(new Set(roomCommands.map(({ words }) => words)).size).toBe(roomCommands.length)
})
