import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { menuTemplate } from '../../../main/shell/menu-template.ts'
import type { ReviewAction } from '../../../preload/contract/review-action.ts'
import type { WindowCommand } from '../../../preload/contract/shell-events.ts'

function menu(isMac: boolean, recentLibraries: readonly string[] = [], offered: readonly ReviewAction[] = []) {
  const commands: WindowCommand[] = []
  const did: string[] = []
  const template = menuTemplate(
    { isMac, isDeveloping: true, recentLibraries, offered: new Set(offered) },
    {
      command: (command) => commands.push(command),
      pauseAll: () => did.push('pause'),
      resumeAll: () => did.push('resume'),
      forgetRecent: () => did.push('forget'),
      showLogs: () => did.push('logs'),
      saveDiagnostics: () => did.push('diagnostics'),
      showLicences: () => did.push('licences'),
      openOutside: (url) => did.push(url),
    },
  )
  const items = template.flatMap(flat)
  const click = (label: string) => {
    const item = items.find((it) => it.label === label)
    // What Electron hands over is of no use to our items.
    Reflect.apply(item?.click ?? (() => did.push(`no ${label}`)), undefined, [])
  }
  return { items, commands, did, click }
}

function flat(item: MenuItemConstructorOptions): MenuItemConstructorOptions[] {
  return [item, ...(Array.isArray(item.submenu) ? item.submenu.flatMap(flat) : [])]
}

describe.each([
  ['macOS', true],
  ['Windows and Linux', false],
])('the menu of %s', (_system, isMac) => {
  test('gives no key to two items', () => {
    const keys = menu(isMac).items.flatMap(({ accelerator }) => accelerator ?? [])
    expect(keys).toEqual([...new Set(keys)])
  })

  test('has what every program of that system has', () => {
    const roles = menu(isMac).items.flatMap(({ role }) => role ?? [])
    const everywhere = ['about', 'quit', 'close', 'copy', 'paste', 'selectAll', 'zoomIn', 'togglefullscreen', 'help']
    expect(roles).toEqual(expect.arrayContaining([...everywhere, 'windowMenu']))
    expect(roles.includes('hideOthers')).toBe(isMac)
  })

  test("asks the window for Dailies' own things", () => {
    const { click, commands, did } = menu(isMac)
    for (const label of ['Find', 'Sync Now', 'Downloads', 'Open Library…', 'Keyboard Shortcuts', 'Expiring Soon'])
      click(label)
    click(isMac ? 'Settings…' : 'Settings')
    click(isMac ? 'Reveal in Finder' : 'Show in Folder')
    for (const label of ['Pause All', 'Save Diagnostics…', 'Licences']) click(label)
    expect(commands.map(({ kind }) => kind)).toEqual([
      ...['find', 'sync', 'go', 'choose-library', 'keys', 'expiring', 'go', 'show-in-folder'],
    ])
    expect(did).toEqual(['pause', 'diagnostics', 'licences'])
  })

  test('offers what the review room can do, and only that', () => {
    const { items, click, commands } = menu(isMac, [], ['marker', 'save-clip'])
    const offered = items.filter(({ id, enabled }) => id?.startsWith('room:') === true && enabled === true)
    expect(offered.map(({ label }) => label)).toEqual(['Save a Clip…', 'Add a Marker'])
    click('Save a Clip…')
    expect(commands).toEqual([{ kind: 'room', action: 'save-clip' }])
    // Letters are for whoever is typing: shown where the system can show a key without listening to it.
    const letters = items.filter(({ id }) => id?.startsWith('room:') === true)
    expect(letters.filter((item) => item.accelerator !== undefined && item.registerAccelerator !== false)).toEqual([])
  })

  test('names the libraries that were open, and forgets them', () => {
    const { click, commands, did } = menu(isMac, ['/films/This & that', '/films/B'])
    click('/films/This && that')
    click('Clear List')
    expect(commands).toEqual([{ kind: 'open-library', path: '/films/This & that' }])
    expect(did).toEqual(['forget'])
  })
})
