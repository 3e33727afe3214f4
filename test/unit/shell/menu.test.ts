import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { menuTemplate } from '../../../main/shell/menu-template.ts'
import type { WindowCommand } from '../../../preload/contract/shell-events.ts'

function menu(isMac: boolean, recentLibraries: readonly string[] = []) {
  const commands: WindowCommand[] = []
  const did: string[] = []
  const template = menuTemplate(
    { isMac, isDeveloping: true, recentLibraries },
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

  test('names the libraries that were open, and forgets them', () => {
    const { click, commands, did } = menu(isMac, ['/films/This & that', '/films/B'])
    click('/films/This && that')
    click('Clear List')
    expect(commands).toEqual([{ kind: 'open-library', path: '/films/This & that' }])
    expect(did).toEqual(['forget'])
  })
})
