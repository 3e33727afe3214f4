// One contract says what Dailies can be told to do. The menu and the palette stand on two sides of it, and so do the keys
// that the screens hear: this holds all of them to it.
import type { MenuItemConstructorOptions } from 'electron'
import { beforeAll, expect, test, vi } from 'vitest'
import { menuTemplate } from '../../../main/shell/menu/menu-template.ts'
import { type Action, action } from '../../../preload/contract/action.ts'
import { listTerms, windowTerms } from '../../../preload/contract/action-terms.ts'
import { reviewAction } from '../../../preload/contract/review-action.ts'
import { keyGroups } from '../../../renderer/commands/review-keys.ts'

type CommandsNow = typeof import('../../../renderer/commands/app-commands.ts').commandsNow
type Offers = typeof import('../../../renderer/stores/stores.ts').offers

let commandsNow: CommandsNow
let offers: Offers
const menu = new Map<string, MenuItemConstructorOptions>()
const done: Action[] = []

beforeAll(async () => {
  const dailies = { invoke: async () => null, onShellEvent: () => undefined, requestEnginePort: () => undefined }
  vi.stubGlobal('window', { dailies, addEventListener: () => undefined })
  ;({ commandsNow } = await import('../../../renderer/commands/app-commands.ts'))
  ;({ offers } = await import('../../../renderer/stores/stores.ts'))
  offers.offer({ can: new Set(action.options), on: new Set<Action>(), run: (each) => done.push(each) })
  const nothing = () => undefined
  const template = menuTemplate(
    { isMac: false, isDeveloping: false, recentLibraries: [], offered: null },
    { act: nothing, showList: nothing, openLibrary: nothing, forgetRecent: nothing, openOutside: nothing },
  )
  const note = (item: MenuItemConstructorOptions) => {
    if (item.id?.startsWith('do:') === true) menu.set(item.id.slice('do:'.length), item)
    if (Array.isArray(item.submenu)) item.submenu.forEach(note)
  }
  template.forEach(note)
})

/** What a key alone is for, and what stands under Help in words of its own. */
const keysOnly: readonly Action[] = ['help', 'close']

test('no command lacks its place in the menu', () => {
  expect(action.options.filter((each) => !menu.has(each))).toEqual(keysOnly)
})

test('no command lacks its line in the palette, each under words of its own', () => {
  const commands = commandsNow()
  // It is the palette.
  const missing = action.options.filter((each) => !commands.some((command) => command.action === each))
  expect(missing).toEqual([...keysOnly, 'palette'])
  expect(new Set(commands.map(({ words }) => words)).size).toBe(commands.length)
  expect(new Set(commands.map((command) => command.action)).size).toBe(commands.length)
})

test('what is so already is said by how it is taken back', () => {
  const takeBack = offers.offer({ can: new Set<Action>(), on: new Set<Action>(['star']), run: () => undefined })
  expect(commandsNow().find((command) => command.action === 'star')?.words).toBe('Remove star')
  takeBack()
  expect(commandsNow().find((command) => command.action === 'star')?.words).toBe('Star')
})

test('a command is run by the screen that offers it', () => {
  expect(offers.run('tag')).toBe(true)
  expect(done).toEqual(['tag'])
})

test('no key of the menu means two things', () => {
  const heard = [...menu.values()].filter(({ registerAccelerator }) => registerAccelerator !== false)
  const keys = heard.flatMap(({ accelerator }) => accelerator ?? [])
  expect(keys).toEqual([...new Set(keys)])
})

test('the list and the window give no key to two commands', () => {
  const keys = [...Object.values(listTerms), ...Object.values(windowTerms)].flatMap(({ key }) => key ?? [])
  expect(keys).toEqual([...new Set(keys)])
})

test('what the menu shows as the room’s keys, the room hears', () => {
  const chords = new Map<string, readonly string[]>(
    keyGroups.flatMap(({ lines }) => lines.flatMap(({ keys }) => keys.map(([each, ...some]) => [each, some] as const))),
  )
  const asWeWrite: Readonly<Record<string, string>> = { plus: '+' }
  for (const each of reviewAction.options) {
    const key = menu.get(each)?.accelerator?.replace('CmdOrCtrl', 'mod').toLowerCase()
    if (key !== undefined) expect(chords.get(each), each).toContain(asWeWrite[key] ?? key)
  }
})
