import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { type Offered, titleCase } from '../../../../main/shell/menu/menu-items.ts'
import { menuTemplate } from '../../../../main/shell/menu/menu-template.ts'

function menu(isMac: boolean, recentLibraries: readonly string[] = [], offered: Offered = null) {
  const did: string[] = []
  const template = menuTemplate(
    { isMac, isDeveloping: true, recentLibraries, offered },
    {
      act: (action) => did.push(action),
      showList: (list) => did.push(`list ${list}`),
      openLibrary: (path) => did.push(`open ${path}`),
      forgetRecent: () => did.push('forget'),
      openOutside: (url) => did.push(url),
    },
  )
  const items = template.flatMap(flat)
  const click = (label: string) => {
    const item = items.find((it) => it.label === label)
    // What Electron hands over is of no use to our items.
    Reflect.apply(item?.click ?? (() => did.push(`no ${label}`)), undefined, [])
  }
  return { items, did, click }
}

function flat(item: MenuItemConstructorOptions): MenuItemConstructorOptions[] {
  return [item, ...(Array.isArray(item.submenu) ? item.submenu.flatMap(flat) : [])]
}

describe.each([
  ['macOS', true],
  ['Windows and Linux', false],
])('the menu of %s', (_system, isMac) => {
  test('listens to no key for two items, and to no letter: somebody may be typing', () => {
    const heard = menu(isMac).items.filter(({ registerAccelerator }) => registerAccelerator !== false)
    const keys = heard.flatMap(({ accelerator }) => accelerator ?? [])
    expect(keys).toEqual([...new Set(keys)])
    expect(keys.filter((key) => !key.includes('CmdOrCtrl'))).toEqual([])
  })

  test('has what every program of that system has', () => {
    const roles = menu(isMac).items.flatMap(({ role }) => role ?? [])
    const everywhere = ['about', 'quit', 'close', 'copy', 'paste', 'selectAll', 'zoomIn', 'togglefullscreen', 'help']
    expect(roles).toEqual(expect.arrayContaining([...everywhere, 'windowMenu']))
    expect(roles.includes('hideOthers')).toBe(isMac)
  })

  test("tells the window Dailies' own things", () => {
    const { click, did } = menu(isMac)
    for (const label of ['Find', 'Sync Now', 'Downloads', 'Open Library…', 'Keyboard Shortcuts', 'Expiring Soon'])
      click(label)
    for (const label of ['Settings', 'Show in Folder', 'Pause All', 'Best Match', 'Subtitles (SubRip)']) click(label)
    expect(did).toEqual([
      ...['search', 'sync', 'downloads', 'open-library', 'keys', 'list expiring'],
      ...['settings', 'show-in-folder', 'pause-all', 'sort-relevance', 'export-srt'],
    ])
  })

  test('offers what can be done now, and only that', () => {
    const { items } = menu(isMac, [], { can: ['marker', 'save-clip', 'tag'], on: [] })
    const offered = items.filter(({ id, enabled }) => /^(do|back):/.test(id ?? '') && enabled === true)
    expect(offered.map(({ label }) => label)).toEqual(['Tag…', 'Save a Clip…', 'Add a Marker'])
  })

  test('says of what is so already how it is taken back, and marks the order of the list', () => {
    const { items } = menu(isMac, [], { can: ['star', 'reviewed'], on: ['star', 'grid', 'sort-size'] })
    const visible = (label: string) => items.find((item) => item.label === label)?.visible
    expect([visible('Star'), visible('Remove Star')]).toEqual([false, true])
    expect([visible('Mark as Reviewed'), visible('Mark as Not Reviewed')]).toEqual([true, false])
    expect([visible('Show as Grid'), visible('Show as List')]).toEqual([false, true])
    expect(items.filter(({ checked }) => checked === true).map(({ id }) => id)).toContain('do:sort-size')
    expect(items.filter(({ type, checked }) => type === 'radio' && checked === true)).toHaveLength(1)
  })

  test('without a window offers what opens one, and nothing for a screen', () => {
    const { items } = menu(isMac)
    const enabled = (label: string) => items.find((item) => item.label === label)?.enabled
    expect(['Downloads', 'Sync Now', 'Pause All', 'Licences'].map(enabled)).toEqual([true, true, true, true])
    expect(['Download', 'Star', 'Add a Marker', 'Select All Recordings'].map(enabled)).toEqual(Array(4).fill(false))
  })

  test('names the libraries that were open, and forgets them', () => {
    const { click, did } = menu(isMac, ['/films/This & that', '/films/B'])
    click('/films/This && that')
    click('Clear List')
    expect(did).toEqual(['open /films/This & that', 'forget'])
  })
})

test('words stand in title case', () => {
  expect(titleCase('Remove from this computer')).toBe('Remove from This Computer')
  expect(titleCase('Clear search and filters')).toBe('Clear Search and Filters')
})
